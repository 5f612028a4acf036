import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { pageIsOutdated, partFailed } from './outdated.ts';

const ASK_AGAIN_MS = 2_000;

/**
 * A component that is loaded when it is first shown. While the server is away it is waited for. Where the server no longer has it,
 * but something is typed on the page, it never comes: to fail would take the page away, and what was typed with it.
 */
// biome-ignore lint/suspicious/noExplicitAny: as React says it of any component
export function lazyPart<T extends ComponentType<any>>(load: () => Promise<{ default: T }>): LazyExoticComponent<T> {
  return lazy(async () => {
    for (;;) {
      try {
        return await load();
      } catch (error) {
        if ((await partFailed()) === 'gone') {
          if (pageIsOutdated()) return await new Promise<never>(() => undefined);
          throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
      }
    }
  });
}
