import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ask, client } from '../client.ts';
import type { FigureName } from '../types.ts';

// Keys begin with ['dashboard'].

/** Figures are asked for again when machines report, and from time to time because "today" moves on. */
const AGAIN_MS = 30_000;

const options = {
  staleTime: 2_000,
  refetchInterval: AGAIN_MS,
  placeholderData: keepPreviousData,
} as const;

export const figureQuery = (figure: FigureName) =>
  queryOptions({
    queryKey: ['dashboard', 'figure', figure],
    queryFn: ({ signal }) =>
      ask(client.GET('/api/v1/dashboard/figures/{figure}', { params: { path: { figure } }, signal })),
    ...options,
  });

export const searchCountQuery = (searchId: number) =>
  queryOptions({
    queryKey: ['dashboard', 'search', searchId],
    queryFn: ({ signal }) =>
      ask(client.GET('/api/v1/dashboard/searches/{searchId}', { params: { path: { searchId } }, signal })),
    ...options,
  });

/** The stored searches that may become tiles: own and shared ones. */
export const searchChoicesQuery = queryOptions({
  queryKey: ['dashboard', 'searchChoices'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/searches', { params: { query: { limit: 200 } }, signal })),
});
