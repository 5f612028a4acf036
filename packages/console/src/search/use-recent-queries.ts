import { useCallback } from 'react';
import { usePreference } from '../api/preferences.ts';

const MOST = 12;
const NONE: readonly string[] = [];
const parse = (stored: unknown): readonly string[] | undefined =>
  Array.isArray(stored) ? stored.filter((one) => typeof one === 'string').slice(0, MOST) : undefined;

/** The queries that somebody ran last, the newest first, and how one more is noted. */
export function useRecentQueries(): readonly [recent: readonly string[], note: (query: string) => void] {
  const [recent, setRecent] = usePreference<readonly string[]>('search.recent', NONE, parse);
  const note = useCallback(
    (query: string) => {
      const text = query.trim();
      // A long one is worth a name of its own; preferences have a limit.
      if (text === '' || text.length > 500 || text === recent[0]) return;
      setRecent([text, ...recent.filter((one) => one !== text)].slice(0, MOST));
    },
    [recent, setRecent],
  );
  return [recent, note];
}
