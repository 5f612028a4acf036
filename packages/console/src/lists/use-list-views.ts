import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { usePreference, usePreferences } from '../api/preferences.ts';
import { viewListQuery } from '../api/queries/views.ts';
import type { AssetSummary, ListView } from '../api/types.ts';
import type { TableColumn } from '../table/table-column.ts';
import { formatSort, type Search, type TableState } from '../table/table-state.ts';
import { useDensity } from '../table/use-density.ts';
import type { ListParams } from './list-params.ts';

type Options = {
  readonly table: string;
  readonly state: TableState;
  readonly params: ListParams;
  readonly shown: readonly TableColumn<AssetSummary>[];
  readonly search: Search;
};

/** How a list is shown now, as a view keeps it; opening one, and beginning with the reader's first. */
export function useListViews({ table, state, params, shown, search }: Options) {
  const navigate = useNavigate();
  const [density, setDensity] = useDensity();
  const now: ListView['state'] = {
    columns: shown.map(({ id }) => id),
    sort: formatSort(state.sort),
    density,
    ...(state.q === '' ? {} : { q: state.q }),
    ...(params.query === '' ? {} : { query: params.query }),
    ...(params.filter === '' ? {} : { filter: params.filter }),
    ...(params.archived === 'exclude' ? {} : { archived: params.archived }),
  };
  const onOpen = (view: ListView | null, { replace = false } = {}) => {
    if (view?.state.density !== undefined) setDensity(view.state.density);
    void navigate({ to: '.', search: view === null ? {} : toSearch(view), replace });
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

  const link = `${window.location.origin}/computers?${new URLSearchParams(toSearch({ state: now }))}`;
  return { current: params.view, state: now, link, onOpen: (next: ListView | null) => onOpen(next) };
}

/** The address of what a view shows. */
function toSearch({ id, state }: Pick<ListView, 'state'> & { readonly id?: number }): Record<string, string> {
  const { columns, sort, q, query, filter, archived } = state;
  const given = { view: id?.toString(), columns: columns?.join(','), sort, q, query, filter, archived };
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1])));
}
