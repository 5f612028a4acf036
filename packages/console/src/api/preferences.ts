import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import {
  onPreferenceSet,
  preferencesSet,
  rememberedPreferences,
  rememberPreferences,
  setPreference,
  withWaiting,
} from './preference-store.ts';
import { preferencesQuery } from './queries/preferences.ts';
import { sessionQuery } from './queries/session.ts';

/** What somebody may set for themselves: `null` forgets it, and the default is in force again. */
export type SetPreference<T> = (value: T | null) => void;

/**
 * Something that users set for themselves, there at the next sign-in on any browser.
 *
 * What this browser remembers is in force until the server has answered. Setting is in force at once, everywhere it is used.
 *
 * @param name `[a-z][a-zA-Z0-9.-]{0,63}`, such as `list.computers`.
 * @param fallback In force where nothing is set. Give a constant: a new object each time is a new value each time.
 * @param parse Reads what is stored, which an older console may have written; undefined: the fallback. Give a constant function.
 *
 * @example const [density, setDensity] = usePreference<Density>('density', 'compact', parseDensity);
 */
export function usePreference<T>(
  name: string,
  fallback: T,
  parse?: (stored: unknown) => T | undefined,
): [value: T, set: SetPreference<T>] {
  const queries = useQueryClient();
  const { items } = usePreferences();
  const stored = items[name];
  const value = useMemo(() => {
    if (stored === undefined) return fallback;
    return (parse === undefined ? (stored as T) : parse(stored)) ?? fallback; // safe: without parse, who writes it knows it
  }, [stored, fallback, parse]);
  const set = useCallback(
    (next: T | null) => setPreference(queries, name, next === null ? undefined : next),
    [queries, name],
  );
  return [value, set];
}

/** All preferences; `isSettled` once they are the server's, or cannot be had. */
export function usePreferences(): { readonly items: Readonly<Record<string, unknown>>; readonly isSettled: boolean } {
  const { data: session } = useQuery({ ...sessionQuery, enabled: false });
  const userName = session?.user.name;
  const { data, error } = useQuery({ ...preferencesQuery, enabled: userName !== undefined });
  useEffect(() => {
    if (userName !== undefined && data !== undefined) rememberPreferences(userName, data);
  }, [userName, data]);
  const tick = useSyncExternalStore(onPreferenceSet, preferencesSet);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tick is the occasion: something was set
  const items = useMemo(() => withWaiting(data ?? rememberedPreferences(userName) ?? NOTHING), [data, userName, tick]);
  return { items, isSettled: data !== undefined || error !== null };
}

const NOTHING = {};
