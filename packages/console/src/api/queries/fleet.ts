import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Language } from '../../format/create-format.ts';
import { dayRange } from '../../format/day-range.ts';
import { formatSort, type TableState } from '../../table/table-state.ts';
import { ask, client } from '../client.ts';
import type { ChangePage } from '../types.ts';
import { listQuery } from './list-query.ts';

// Keys: all of one asset's begin with ['asset', id], all lists with ['assets'].

/** What a list of computers asks for beside page, order and text. */
export type AssetListAsk = {
  readonly query?: string;
  readonly filter?: string;
  readonly archived?: 'exclude' | 'only' | 'include';
  /** Search fields that the rows shall have in `values`. */
  readonly columns?: readonly string[];
  /** Of the names that values of those columns have. */
  readonly language?: Language;
};

/** Which computers a list shows, on all its pages; what actions on all of them are given. */
export const selectionOf = (q: string, { query = '', filter = '', archived = 'exclude' }: AssetListAsk) => ({
  kind: 'computer' as const,
  ...(q === '' ? {} : { q }),
  ...(query === '' ? {} : { query }),
  ...(filter === '' ? {} : { filter }),
  ...(archived === 'exclude' ? {} : { archived }),
});

export const assetListQuery = (state: TableState, asked: AssetListAsk = {}) =>
  queryOptions({
    queryKey: ['assets', state, asked],
    queryFn: ({ signal }) => {
      const columns = asked.columns ?? [];
      const query = {
        ...selectionOf(state.q, asked),
        ...listQuery(state),
        ...(columns.length === 0 ? {} : { columns: columns.join(','), language: asked.language ?? 'en' }),
      };
      return ask(client.GET('/api/v1/assets', { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
  });

export const assetQuery = (id: number) =>
  queryOptions({
    queryKey: ['asset', id],
    queryFn: ({ signal }) => ask(client.GET('/api/v1/assets/{assetId}', { params: { path: { assetId: id } }, signal })),
  });

export const changeListQuery = (id: number, page: ChangePage) =>
  queryOptions({
    queryKey: ['asset', id, 'changes', page],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/assets/{assetId}/changes', {
          params: {
            path: { assetId: id },
            query: {
              limit: page.size,
              offset: (page.page - 1) * page.size,
              ...(page.section === '' ? {} : { section: page.section }),
              ...(page.kind === '' ? {} : { kinds: page.kind }),
              ...dayRange(page.from, page.to),
            },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const inventoryUrl = (id: number, format: 'json' | 'xml') => `/api/v1/assets/${id}/inventory?format=${format}`;

/** A column of an exported file: the field's name, and what its reader calls it. */
export type ExportColumn = { readonly name: string; readonly heading: string };

/** All computers that match, not only the page shown, as a file. */
export function exportUrl(
  { q, sort }: TableState,
  asked: AssetListAsk,
  columns: readonly ExportColumn[],
  format: 'csv' | 'json' | 'xlsx',
): string {
  const query = new URLSearchParams({ ...selectionOf(q, asked), format });
  if (sort.length > 0) query.set('sort', formatSort(sort));
  query.set('columns', columns.map(({ name }) => name).join(','));
  for (const { heading } of columns) query.append('headings', heading);
  return `/api/v1/assets/export?${query}`;
}
