import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Search } from '../table/table-state.ts';
import { type FilterSpecs, type ListFilter, readFilter, writeFilter } from './list-filter.ts';

/** The filters of columns, kept in the address. */
export function useListFilter(specs: FilterSpecs): [ListFilter, (filter: ListFilter) => void] {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const filter = useMemo(() => readFilter(search, specs), [search, specs]);
  const setFilter = (next: ListFilter) =>
    void navigate({ to: '.', search: (previous: Search) => writeFilter(previous, next, specs), resetScroll: false });
  return [filter, setFilter];
}
