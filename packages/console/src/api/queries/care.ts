import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { BlacklistKind, DuplicateMethod, MergeOrder } from '../care.ts';
import { ask, client } from '../client.ts';

// Keys: all begin with ['care'], so that one call refreshes what a merge or a blacklist changes.

type Page = { readonly limit: number; readonly offset: number };

export const duplicateSummaryQuery = queryOptions({
  queryKey: ['care', 'summary'],
  queryFn: async ({ signal }) => (await ask(client.GET('/api/v1/duplicates', { signal }))).items,
});

export const duplicateGroupsQuery = (method: DuplicateMethod, page: Page) =>
  queryOptions({
    queryKey: ['care', 'groups', method, page],
    queryFn: ({ signal }) =>
      ask(client.GET('/api/v1/duplicates/{method}', { params: { path: { method }, query: page }, signal })),
    placeholderData: keepPreviousData,
  });

export const suspicionListQuery = (state: 'open' | 'ignored', page: Page) =>
  queryOptions({
    queryKey: ['care', 'suspicions', state, page],
    queryFn: ({ signal }) => ask(client.GET('/api/v1/suspicions', { params: { query: { state, ...page } }, signal })),
    placeholderData: keepPreviousData,
  });

export const comparedRecordsQuery = (assetIds: readonly number[]) =>
  queryOptions({
    queryKey: ['care', 'compared', assetIds],
    queryFn: async ({ signal }) =>
      (await ask(client.GET('/api/v1/identities', { params: { query: { ids: assetIds.join(',') } }, signal }))).items,
  });

export const mergePreviewQuery = ({ survivorId, mergedIds }: MergeOrder) =>
  queryOptions({
    // Not refreshed with the rest: once it is done it cannot be looked at any more.
    queryKey: ['mergePreview', survivorId, mergedIds],
    queryFn: ({ signal }) =>
      ask(client.POST('/api/v1/merges/preview', { body: { survivorId, mergedIds: [...mergedIds] }, signal })),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

export const mergeListQuery = (page: Page) =>
  queryOptions({
    queryKey: ['care', 'merges', page],
    queryFn: ({ signal }) => ask(client.GET('/api/v1/merges', { params: { query: page }, signal })),
    placeholderData: keepPreviousData,
  });

export const blacklistQuery = (kind: BlacklistKind) =>
  queryOptions({
    queryKey: ['care', 'blacklist', kind],
    queryFn: async ({ signal }) =>
      (await ask(client.GET('/api/v1/blacklists/{kind}', { params: { path: { kind } }, signal }))).items,
  });

export const blacklistEffectQuery = (kind: BlacklistKind, value: string) =>
  queryOptions({
    queryKey: ['care', 'blacklistEffect', kind, value],
    queryFn: ({ signal }) =>
      ask(client.GET('/api/v1/blacklists/{kind}/effect', { params: { path: { kind }, query: { value } }, signal })),
    enabled: value !== '',
    retry: false,
  });

export const deletionListQuery = (page: Page) =>
  queryOptions({
    queryKey: ['care', 'deletions', page],
    queryFn: ({ signal }) => ask(client.GET('/api/v1/deletions', { params: { query: page }, signal })),
    placeholderData: keepPreviousData,
  });

/** Whether deletions are noted at all. */
export const traceDeletedQuery = queryOptions({
  queryKey: ['care', 'traceDeleted'],
  queryFn: async ({ signal }) =>
    (await ask(client.GET('/api/v1/settings', { signal }))).items.find(({ name }) => name === 'TRACE_DELETED')
      ?.value === true,
});
