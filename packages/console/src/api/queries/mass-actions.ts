import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ask, client } from '../client.ts';
import { type MassOrder, previewMassAction } from '../mass-actions.ts';

// Keys: all begin with ['massActions'], so that the event of that name refreshes them.

/** Asked so often while one runs, in case the stream of events is not open. */
const RUNNING_MS = 2_000;

/** What the one who is signed in has started, newest first. */
export const massActionListQuery = queryOptions({
  queryKey: ['massActions', 'list'],
  queryFn: ({ signal }) =>
    ask(client.GET('/api/v1/mass-actions', { params: { query: { own: true, limit: 30 } as never }, signal })), // safe: a flag is sent as its text
  refetchInterval: ({ state }) => (state.data?.items.some((one) => one.state === 'running') ? RUNNING_MS : false),
});

export const massActionQuery = (id: number) =>
  queryOptions({
    queryKey: ['massActions', id],
    queryFn: ({ signal }) =>
      ask(client.GET('/api/v1/mass-actions/{massActionId}', { params: { path: { massActionId: id } }, signal })),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? RUNNING_MS : false),
  });

export type TargetState = 'waiting' | 'changed' | 'unchanged' | 'refused';

export const massActionTargetsQuery = (id: number, page: { state: TargetState; limit: number; offset: number }) =>
  queryOptions({
    queryKey: ['massActions', id, 'targets', page],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/mass-actions/{massActionId}/targets', {
          params: { path: { massActionId: id }, query: page },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** What an action would do; always asked anew, as the fleet changes. */
export const massPreviewQuery = (order: MassOrder | null) =>
  queryOptions({
    queryKey: ['massPreview', order],
    queryFn: ({ signal }) => {
      if (order === null) throw new Error('There is nothing to look at yet');
      return previewMassAction(order, signal);
    },
    enabled: order !== null,
    staleTime: 0,
    gcTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
  });

/** What a mass action can set: fields, settings of single computers, groups. */
export const settableFieldsQuery = queryOptions({
  queryKey: ['massActions', 'fields'],
  queryFn: async ({ signal }) => (await ask(client.GET('/api/v1/admin-fields', { signal }))).items,
});

export const overridableSettingsQuery = queryOptions({
  queryKey: ['massActions', 'settings'],
  queryFn: async ({ signal }) =>
    (await ask(client.GET('/api/v1/settings', { signal }))).items.filter(({ overridable }) => overridable),
});

export const choosableGroupsQuery = (q: string) =>
  queryOptions({
    queryKey: ['massActions', 'groups', q],
    queryFn: async ({ signal }) => {
      const query = { limit: 50, ...(q === '' ? {} : { q }) };
      return (await ask(client.GET('/api/v1/groups', { params: { query }, signal }))).items;
    },
    placeholderData: keepPreviousData,
  });
