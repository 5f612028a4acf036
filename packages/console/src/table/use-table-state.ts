import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { parseTableState, type Search, type TableAddress, type TableState, writeTableState } from './table-state.ts';

/** The state of a table, kept in the URL, so that a link or a reload shows the same rows. */
export function useTableState(
  defaults: TableState,
  { prefix = '', fields }: TableAddress = {},
): [TableState, (state: TableState) => void] {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const state = useMemo(
    () => parseTableState(search, defaults, fields ? { prefix, fields } : { prefix }),
    [search, defaults, prefix, fields],
  );
  const setState = useCallback(
    (next: TableState) => {
      void navigate({
        to: '.',
        search: (previous) => writeTableState(previous, next, defaults, prefix),
        // Letters typed one after the other are one step back, not many.
        replace: next.q !== state.q,
        resetScroll: false,
      });
    },
    [navigate, defaults, prefix, state.q],
  );
  return [state, setState];
}
