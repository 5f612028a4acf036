import type { QueryField, SearchNode } from '@muster/protocol/query';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { TableState } from '../../table/table-state.ts';
import { ask, client } from '../client.ts';

// Keys: ['search', …] is what searches are made of, ['searches', …] those that are kept.

/** Everything that can be searched for; groups and choices among it change rarely. */
export const searchFieldsQuery = queryOptions({
  queryKey: ['search', 'fields'],
  queryFn: async ({ signal }): Promise<readonly QueryField[]> => {
    const { items } = await ask(client.GET('/api/v1/search/fields', { signal }));
    return items as readonly QueryField[]; // safe: the server lists the query language's own fields
  },
  staleTime: 60_000,
});

/** Values that a field has, for who is writing one. */
export const searchValuesQuery = (field: string, q: string) =>
  queryOptions({
    queryKey: ['search', 'values', field, q],
    queryFn: async ({ signal }) =>
      (await ask(client.GET('/api/v1/search/values', { params: { query: { field, q, limit: 12 } }, signal }))).items,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

/** How many computers a search finds. Null: there are no conditions. */
export const matchCountQuery = (tree: SearchNode | null) =>
  queryOptions({
    queryKey: ['assets', 'count', tree],
    queryFn: async ({ signal }) => {
      const asked = tree === null ? { query: '' } : { tree };
      // Safe: the query language's own tree; the generated type lets no readonly list in.
      const body = { ...asked, kind: 'computer', limit: 1, offset: 0 } as never;
      return (await ask(client.POST('/api/v1/assets/search', { body, signal }))).total;
    },
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });

/** Which parts of a search hold for a computer, and by which rows. */
export const explainQuery = (assetId: number, query: string) =>
  queryOptions({
    queryKey: ['asset', assetId, 'explain', query],
    queryFn: ({ signal }) =>
      ask(
        client.POST('/api/v1/assets/{assetId}/explain-search', {
          params: { path: { assetId } },
          body: { query },
          signal,
        }),
      ),
  });

export const storedSearchListQuery = ({ q, page, size }: Pick<TableState, 'q' | 'page' | 'size'>) =>
  queryOptions({
    queryKey: ['searches', 'list', q, page, size],
    queryFn: ({ signal }) => {
      const query = { limit: size, offset: (page - 1) * size, ...(q === '' ? {} : { q }) };
      return ask(client.GET('/api/v1/searches', { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
  });

export type StoredSearchInput = {
  readonly name: string;
  readonly description: string;
  readonly shared: boolean;
  readonly query: string;
};

export const createStoredSearch = (body: StoredSearchInput) => ask(client.POST('/api/v1/searches', { body }));

export const updateStoredSearch = (searchId: number, body: StoredSearchInput) =>
  ask(client.PUT('/api/v1/searches/{searchId}', { params: { path: { searchId } }, body }));

export const deleteStoredSearch = (searchId: number) =>
  ask(client.DELETE('/api/v1/searches/{searchId}', { params: { path: { searchId } } }));

/** Brings back a deleted one with its number, which tiles and links know. */
export const restoreStoredSearch = (searchId: number) =>
  ask(client.POST('/api/v1/searches/{searchId}/restore', { params: { path: { searchId } } }));
