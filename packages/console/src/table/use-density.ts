import { useSyncExternalStore } from 'react';
import { readRemembered, remember } from './remembered.ts';

export type Density = 'compact' | 'comfortable';

let density: Density = readRemembered('density') === 'comfortable' ? 'comfortable' : 'compact';
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function setDensity(next: Density): void {
  density = next;
  remember('density', next);
  for (const tell of listeners) tell();
}

/** The same in all tables. */
export function useDensity(): Density {
  return useSyncExternalStore(subscribe, () => density);
}
