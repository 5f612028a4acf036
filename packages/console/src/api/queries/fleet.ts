import type { Row } from '@muster/protocol';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { dayRange } from '../../format/day-range.ts';
import { formatSort, type TableState } from '../../table/table-state.ts';
import { ask, client } from '../client.ts';
import type { ChangePage } from '../types.ts';
import { listQuery } from './list-query.ts';

// Keys: all of one asset's begin with ['asset', id], all lists with ['assets'].

export const assetListQuery = (state: TableState) =>
  queryOptions({
    queryKey: ['assets', state],
    queryFn: ({ signal }) =>
      ask(client.GET('/api/v1/assets', { params: { query: { kind: 'computer', ...listQuery(state) } }, signal })),
    placeholderData: keepPreviousData,
  });

export const assetQuery = (id: number) =>
  queryOptions({
    queryKey: ['asset', id],
    queryFn: ({ signal }) => ask(client.GET('/api/v1/assets/{assetId}', { params: { path: { assetId: id } }, signal })),
  });

type RowPage = { readonly items: readonly Row[]; readonly total: number };

/**
 * The path of a section known only at run time. Each section has a path and a row type of its own in the API; their
 * pages have one shape, so any of them stands for all.
 */
const sectionPath = (section: string) =>
  `/api/v1/assets/{assetId}/sections/${encodeURIComponent(section)}` as '/api/v1/assets/{assetId}/sections/software';

export const sectionRowsQuery = (id: number, section: string, state: TableState) =>
  queryOptions({
    queryKey: ['asset', id, 'section', section, state],
    queryFn: ({ signal }) =>
      ask(
        client.GET(sectionPath(section), { params: { path: { assetId: id }, query: listQuery(state) }, signal }),
      ) as Promise<RowPage>,
    placeholderData: keepPreviousData,
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

/** All computers that match, not only the page shown. */
export function exportUrl({ q, sort }: TableState): string {
  const query = new URLSearchParams({ kind: 'computer', format: 'csv', sort: formatSort(sort) });
  if (q !== '') query.set('q', q);
  return `/api/v1/assets/export?${query}`;
}
