import type { SearchNode } from '@muster/protocol/query';
import { useMemo } from 'react';
import type { ColumnFiltering } from '../table/header-cell.tsx';
import { COMPUTER_FIELDS } from './computer-columns.tsx';
import type { FieldTools, ListFilter } from './field-tools.tsx';
import { LazyFieldFilter, LazyPartWaiting } from './lazy-parts.tsx';
import { fieldOf } from './use-list-columns.ts';

/** The filters of single columns, which the address holds as one text in the query language. */
export function useColumnFilters(text: string, tools: FieldTools | null, onFilter: (text: string) => void) {
  return useMemo(() => {
    const filters = tools === null ? undefined : tools.readFilter(text);
    const list: readonly ListFilter[] = filters ?? [];
    const ofColumn = (column: string) => list.find(({ field }) => field?.name === fieldOf(column));
    const set = (column: string, node: SearchNode | null) => {
      if (tools === null) return;
      const before = ofColumn(column);
      const nodes = list.filter((one) => one !== before).map((one) => one.node);
      onFilter(tools.printFilter(node === null ? nodes : [...nodes, node]));
    };
    const filtering: ColumnFiltering = {
      canFilter: (column) => (tools === null ? COMPUTER_FIELDS.has(column) : tools.byName.has(fieldOf(column))),
      isFiltered: (column) => ofColumn(column) !== undefined,
      render: (column, close) => {
        const field = tools?.byName.get(fieldOf(column));
        if (field === undefined) return <LazyPartWaiting />;
        return (
          <LazyFieldFilter
            field={field}
            node={ofColumn(column)?.node}
            onChange={(node) => {
              close();
              set(column, node);
            }}
          />
        );
      },
    };
    return { filters, filtering };
  }, [text, tools, onFilter]);
}
