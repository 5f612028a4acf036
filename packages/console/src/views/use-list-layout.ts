import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Search } from '../table/table-state.ts';
import { type LayoutControl, useTableLayout } from '../table/use-table-layout.ts';
import { columnsOf } from './view-address.ts';

/** How a list is laid out: with the columns of the address, such as that of a view, else as the reader has it. */
export function useListLayout(table: string): LayoutControl {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const own = useTableLayout(table);
  const given = search.columns;
  return useMemo((): LayoutControl => {
    const columns = columnsOf({ columns: given });
    if (columns === null) return own;
    const withoutColumns = ({ columns: _, ...rest }: Search): Search => rest;
    return {
      layout: { ...own.layout, columns },
      setWidth: own.setWidth,
      setColumns: (chosen) => {
        own.setColumns(chosen);
        void navigate({ to: '.', search: withoutColumns, resetScroll: false });
      },
    };
  }, [own, given, navigate]);
}
