import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { usePreference, usePreferences } from '../api/preferences.ts';
import { viewListQuery } from '../api/queries/views.ts';
import type { ListView } from '../api/types.ts';
import { formatSort, type Search, type TableState } from '../table/table-state.ts';
import { useDensity } from '../table/use-density.ts';
import { addressOf, filtersOf, viewOf } from './view-address.ts';

type Options = {
  readonly table: string;
  readonly state: TableState;
  /** Names of the columns that are shown. */
  readonly columns: readonly string[];
};

/** How a list is shown now, as a view keeps it; opening one, and beginning with the reader's first. */
export function useViews({ table, state, columns }: Options) {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const [density, setDensity] = useDensity();
  const now: ListView['state'] = { columns: [...columns], sort: formatSort(state.sort), density, ...filtersOf(search) };
  const onOpen = (view: ListView | null, { replace = false } = {}) => {
    if (view?.state.density !== undefined) setDensity(view.state.density);
    void navigate({ to: '.', search: view === null ? {} : addressOf(view), replace });
  };

  // The list begins with the reader's first view where the address asks for nothing.
  const [first] = usePreference<number | null>(`view.${table}`, null);
  const { isSettled } = usePreferences();
  const { data: views } = useQuery({ ...viewListQuery(table), enabled: first !== null });
  const hasBegun = useRef(false);
  const view = views?.find(({ id }) => id === first);
  useEffect(() => {
    if (hasBegun.current || !isSettled || (first !== null && views === undefined)) return;
    hasBegun.current = true;
    if (view !== undefined && Object.keys(search).length === 0) onOpen(view, { replace: true });
  });

  const link = () => {
    const { origin, pathname } = window.location;
    return `${origin}${pathname}?${new URLSearchParams(addressOf({ state: now }))}`;
  };
  return { current: viewOf(search), state: now, link, onOpen: (next: ListView | null) => onOpen(next) };
}
