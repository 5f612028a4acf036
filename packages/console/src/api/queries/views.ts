import { queryOptions } from '@tanstack/react-query';
import { ask, client } from '../client.ts';
import type { ListView } from '../types.ts';

/** The saved views of a list: one's own, and those that are shared. */
export const viewListQuery = (table: string) =>
  queryOptions({
    queryKey: ['views', table],
    queryFn: async ({ signal }) =>
      (await ask(client.GET('/api/v1/views', { params: { query: { table } }, signal }))).items,
    staleTime: 30_000,
  });

export type ViewInput = Pick<ListView, 'table' | 'name' | 'shared' | 'state'>;

/** @throws {ApiError} `VIEW_NAME_TAKEN`, `VIEWS_TOO_MANY`. */
export const createView = (body: ViewInput) => ask(client.POST('/api/v1/views', { body }));

/** @throws {ApiError} `VIEW_NOT_FOUND`, `VIEW_NOT_YOURS`, `VIEW_NAME_TAKEN`, `VIEW_CHANGED`. */
export const updateView = (viewId: number, body: ViewInput & Pick<ListView, 'updatedAt'>) =>
  ask(client.PUT('/api/v1/views/{viewId}', { params: { path: { viewId } }, body }));

/** @throws {ApiError} `VIEW_NOT_FOUND`, `VIEW_NOT_YOURS`. */
export const deleteView = (viewId: number) =>
  ask(client.DELETE('/api/v1/views/{viewId}', { params: { path: { viewId } } }));
