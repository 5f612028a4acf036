import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { usePreference } from '../api/preferences.ts';
import { formatSort, PAGE_SIZES, parseSort, type Search, type TableState } from '../table/table-state.ts';
import type { LayoutControl } from '../table/use-table-layout.ts';
import { useTableState } from '../table/use-table-state.ts';
import { useListLayout } from '../views/use-list-layout.ts';
import { type ListParams, parseListParams, writeListParams } from './list-params.ts';

const DEFAULTS: TableState = { q: '', sort: [{ field: 'lastContactAt', descending: true }], page: 1, size: 50 };

type Habits = { readonly sort: string; readonly size: number };
const NO_HABITS: Habits = { sort: formatSort(DEFAULTS.sort), size: DEFAULTS.size };

function parseHabits(stored: unknown): Habits | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { sort, size } = stored as { sort?: unknown; size?: unknown };
  return {
    sort: typeof sort === 'string' && parseSort(sort).length > 0 ? sort : NO_HABITS.sort,
    size: PAGE_SIZES.find((one) => one === size) ?? NO_HABITS.size,
  };
}

export type AssetList = {
  readonly state: TableState;
  readonly setState: (state: TableState) => void;
  readonly params: ListParams;
  readonly setParams: (change: Partial<ListParams>) => void;
  /** Columns from the address, else the reader's own. */
  readonly layout: LayoutControl;
  readonly search: Search;
};

/**
 * What a list of computers shows: from the address, so that a link shows the same; what the address leaves out, as the
 * reader had it last, on whichever browser.
 *
 * @param canSort Whether the list can be sorted by a field.
 */
export function useAssetList(id: string, canSort: (field: string) => boolean): AssetList {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const [habits, setHabits] = usePreference<Habits>(`list.${id}`, NO_HABITS, parseHabits);
  const defaults = useMemo(() => {
    const sort = parseSort(habits.sort).filter(({ field }) => canSort(field));
    return { ...DEFAULTS, sort: sort.length > 0 ? sort : DEFAULTS.sort, size: habits.size };
  }, [habits, canSort]);
  const [given, setGiven] = useTableState(defaults);
  const state = useMemo(() => {
    const sort = given.sort.filter(({ field }) => canSort(field));
    return sort.length === given.sort.length ? given : { ...given, sort: sort.length > 0 ? sort : defaults.sort };
  }, [given, canSort, defaults]);

  const setState = useCallback(
    (next: TableState) => {
      const now: Habits = { sort: formatSort(next.sort) || NO_HABITS.sort, size: next.size };
      if (now.sort !== habits.sort || now.size !== habits.size) setHabits(now);
      // A list that is sorted by nothing is as it is for everybody.
      setGiven(next.sort.length > 0 ? next : { ...next, sort: DEFAULTS.sort });
    },
    [habits, setHabits, setGiven],
  );
  const params = useMemo(() => parseListParams(search), [search]);
  const setParams = useCallback(
    (change: Partial<ListParams>) =>
      void navigate({ to: '.', search: (previous) => writeListParams(previous, change), resetScroll: false }),
    [navigate],
  );
  const layout = useListLayout(id);
  return { state, setState, params, setParams, layout, search };
}
