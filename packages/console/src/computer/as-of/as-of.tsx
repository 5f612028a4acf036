import { useNavigate, useSearch } from '@tanstack/react-router';
import { createContext, type ReactNode, useCallback, useContext, useMemo } from 'react';
import type { Search } from '../../table/table-state.ts';
import { parseAsOf } from './parse-as-of.ts';

const AsOfContext = createContext<string | null>(null);

/** The moment that the page shows, ISO 8601; null for now. */
export const useAsOf = (): string | null => useContext(AsOfContext);

/** What the address says of it. A day means its end. */
export function AsOfProvider({ children }: { readonly children: ReactNode }) {
  const search: Search = useSearch({ strict: false });
  const at = useMemo(() => parseAsOf(search.at, Date.now()), [search.at]);
  return <AsOfContext value={at}>{children}</AsOfContext>;
}

/** Shows the page as it was at a moment or on a day; null for now. What tables showed of another moment is left. */
export function useGoToMoment(): (at: string | null) => void {
  const navigate = useNavigate();
  return useCallback(
    (at) => void navigate({ to: '.', search: at === null ? {} : { at }, resetScroll: false }),
    [navigate],
  );
}
