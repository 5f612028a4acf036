import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { pageIsOutdated } from './outdated.ts';

/**
 * A component that is loaded when it is first shown. Where the server no longer has it, but something is typed on the page,
 * it never comes: to fail would take the page away, and what was typed with it.
 */
// biome-ignore lint/suspicious/noExplicitAny: as React says it of any component
export function lazyPart<T extends ComponentType<any>>(load: () => Promise<{ default: T }>): LazyExoticComponent<T> {
  return lazy(async () => {
    try {
      return await load();
    } catch (error) {
      if (pageIsOutdated()) return await new Promise<never>(() => undefined);
      throw error;
    }
  });
}
