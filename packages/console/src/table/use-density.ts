import { type SetPreference, usePreference } from '../api/preferences.ts';

export type Density = 'compact' | 'comfortable';

const parseDensity = (stored: unknown): Density | undefined =>
  stored === 'compact' || stored === 'comfortable' ? stored : undefined;

/** How high rows are: the same in all tables. */
export function useDensity(): [Density, SetPreference<Density>] {
  return usePreference<Density>('density', 'compact', parseDensity);
}
