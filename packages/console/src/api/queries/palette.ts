import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ask, client } from '../client.ts';

/** Things of every kind whose name contains a text. Keys begin with ['quickSearch']. */
export const quickSearchQuery = (q: string) =>
  queryOptions({
    queryKey: ['quickSearch', q],
    queryFn: ({ signal }) => ask(client.GET('/api/v1/quick-search', { params: { query: { q } }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry: false,
    enabled: q !== '',
  });
