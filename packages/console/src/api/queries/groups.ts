import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { formatSort, type TableState } from '../../table/table-state.ts';
import { ask, client } from '../client.ts';

// Keys: lists begin with ['groups'], all of one group's with ['group', id].

export type GroupKind = 'static' | 'dynamic';
export type Membership = 'computed' | 'included' | 'excluded';
export type MemberAction = 'include' | 'exclude' | 'reset';

export const groupListQuery = ({
  q,
  page,
  size,
  kind,
}: Pick<TableState, 'q' | 'page' | 'size'> & { kind: GroupKind | null }) =>
  queryOptions({
    queryKey: ['groups', 'list', q, page, size, kind],
    queryFn: ({ signal }) => {
      const query = {
        limit: size,
        offset: (page - 1) * size,
        ...(q === '' ? {} : { q }),
        ...(kind === null ? {} : { kind }),
      };
      return ask(client.GET('/api/v1/groups', { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
  });

export const groupQuery = (id: number) =>
  queryOptions({
    queryKey: ['group', id],
    queryFn: ({ signal }) => ask(client.GET('/api/v1/groups/{groupId}', { params: { path: { groupId: id } }, signal })),
    // Its members are being computed: it is looked at again until they are.
    refetchInterval: ({ state }) => (state.data?.current === false ? 1_000 : false),
  });

export const groupUsesQuery = (id: number) =>
  queryOptions({
    queryKey: ['group', id, 'uses'],
    queryFn: ({ signal }) =>
      ask(client.GET('/api/v1/groups/{groupId}/uses', { params: { path: { groupId: id } }, signal })),
  });

export const groupMembersQuery = (id: number, { q, sort, page, size }: TableState, how: Membership | null) =>
  queryOptions({
    queryKey: ['group', id, 'members', q, formatSort(sort), page, size, how],
    queryFn: ({ signal }) => {
      const query = {
        limit: size,
        offset: (page - 1) * size,
        sort: formatSort(sort),
        ...(q === '' ? {} : { q }),
        ...(how === null ? {} : { how }),
      };
      return ask(client.GET('/api/v1/groups/{groupId}/members', { params: { path: { groupId: id }, query }, signal }));
    },
    placeholderData: keepPreviousData,
  });

export const groupSettingsQuery = (id: number) =>
  queryOptions({
    queryKey: ['group', id, 'settings'],
    queryFn: async ({ signal }) =>
      (await ask(client.GET('/api/v1/groups/{groupId}/settings', { params: { path: { groupId: id } }, signal }))).items,
  });

export type GroupInput = {
  readonly name: string;
  readonly description: string;
  /** Null: a static group. */
  readonly query: string | null;
};

const bodyOf = ({ name, description, query }: GroupInput) => ({
  name,
  description,
  ...(query === null ? { tree: null } : { query }),
});

export const createGroup = (input: GroupInput) => ask(client.POST('/api/v1/groups', { body: bodyOf(input) as never })); // safe: the server takes a query in the place of a tree

export const updateGroup = (groupId: number, input: GroupInput, revision: number) =>
  ask(
    client.PUT('/api/v1/groups/{groupId}', {
      params: { path: { groupId } },
      body: { ...bodyOf(input), revision } as never, // safe: as above
    }),
  );

export const deleteGroup = (groupId: number) =>
  ask(client.DELETE('/api/v1/groups/{groupId}', { params: { path: { groupId } } }));

export const recalculateGroup = (groupId: number) =>
  ask(client.POST('/api/v1/groups/{groupId}/recalculate', { params: { path: { groupId } } }));

/** Decides by hand about computers: those named, or all that a search finds. */
export const changeMembers = (
  groupId: number,
  action: MemberAction,
  which: { readonly assetIds: number[] } | { readonly query: string },
) =>
  ask(client.POST('/api/v1/groups/{groupId}/members', { params: { path: { groupId } }, body: { action, ...which } }));

type SettingValue = number | boolean | string | string[];

/** @param expected The group's own value as it was seen; not given: whatever it is. @throws {ApiError} `SETTING_CHANGED`. */
export const setGroupSetting = (groupId: number, name: string, value: SettingValue, expected?: SettingValue | null) =>
  ask(
    client.PUT('/api/v1/groups/{groupId}/settings/{name}', {
      params: { path: { groupId, name } },
      body: expected === undefined ? { value } : { value, expected },
    }),
  );

export const resetGroupSetting = (groupId: number, name: string) =>
  ask(client.DELETE('/api/v1/groups/{groupId}/settings/{name}', { params: { path: { groupId, name } } }));
