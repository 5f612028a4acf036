import { useMemo } from 'react';
import { usePreference } from '../api/preferences.ts';
import { NO_LAYOUT, parseLayout, type TableLayout } from './table-layout.ts';

export type LayoutControl = {
  readonly layout: TableLayout;
  /** Null: as the table is for everybody. */
  readonly setColumns: (columns: readonly string[] | null) => void;
  readonly setWidth: (column: string, px: number | null) => void;
};

/** How the reader has laid out a table, kept on the server. */
export function useTableLayout(tableId: string): LayoutControl {
  const [layout, set] = usePreference<TableLayout>(`table.${tableId}`, NO_LAYOUT, parseLayout);
  return useMemo(() => {
    const put = (next: TableLayout) =>
      set(next.columns === null && Object.keys(next.widths).length === 0 ? null : next);
    return {
      layout,
      setColumns: (columns) => put(columns === null ? NO_LAYOUT : { ...layout, columns }),
      setWidth: (column, px) => {
        const { [column]: _, ...others } = layout.widths;
        put({ ...layout, widths: px === null ? others : { ...others, [column]: px } });
      },
    };
  }, [layout, set]);
}
