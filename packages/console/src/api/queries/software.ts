import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { TableState } from '../../table/table-state.ts';
import { ask, client } from '../client.ts';
import type { components } from '../generated/schema.d.ts';
import { listQuery } from './list-query.ts';

// Keys: everything begins with ['software']: what people decide changes lists, titles and counts alike.

type Schemas = components['schemas'];
export type SoftwareTitle = Schemas['SoftwareTitle'];
export type SoftwareTitleDetail = Schemas['SoftwareTitleDetail'];
export type SoftwareRule = Schemas['SoftwareRule'];
export type SoftwareAlias = Schemas['SoftwareAlias'];
export type SoftwarePreview = Schemas['SoftwarePreview'];
export type SoftwareWork = Schemas['SoftwareWork'];
export type SoftwareCategory = Schemas['SoftwareCategory'] & { readonly titles: number; readonly versions: number };
export type DecidedBy = SoftwareTitle['decidedBy'];

/** Of which computers numbers of software are; nothing: of all. */
export type SoftwareAmong = {
  readonly os?: string;
  readonly tag?: string;
  readonly group?: string;
  readonly query?: string;
};

/** What narrows a list of titles, beside its text. */
export type SoftwareFilter = SoftwareAmong & {
  readonly categoryId?: number;
  readonly unwanted?: 'yes' | 'no';
  readonly installed?: 'yes' | 'no' | 'all';
  readonly decidedBy?: DecidedBy;
  readonly name?: string;
  readonly publisher?: string;
  readonly machinesFrom?: number;
  readonly machinesTo?: number;
  readonly versionsFrom?: number;
  readonly versionsTo?: number;
};

/** Titles by number, or all that a filter finds. */
export type SoftwareTarget = { readonly ids: number[] } | { readonly filter: SoftwareFilter & { readonly q?: string } };

export type RuleDraft = Omit<SoftwareRule, 'id'> & { readonly id: number | null };

export const softwareListQuery = (state: TableState, filter: SoftwareFilter) =>
  queryOptions({
    queryKey: ['software', 'list', state, filter],
    queryFn: ({ signal }) =>
      ask(client.GET('/api/v1/software', { params: { query: { ...listQuery(state), ...filter } }, signal })),
    placeholderData: keepPreviousData,
    // The first count after the server was set up is on its way.
    refetchInterval: ({ state: { data } }) => (data?.countedAt === null ? 3_000 : false),
  });

/** Address of all that match, as a file. */
export function softwareExportUrl(state: TableState, filter: SoftwareFilter, format: 'csv' | 'json' | 'xlsx'): string {
  const { limit: _limit, offset: _offset, ...query } = listQuery(state);
  const texts = Object.entries({ ...query, ...filter, format }).map(([name, value]) => [name, String(value)]);
  return `/api/v1/software/export?${new URLSearchParams(texts)}`;
}

export const softwareCategoriesQuery = (among: SoftwareAmong = {}) =>
  queryOptions({
    queryKey: ['software', 'categories', among],
    queryFn: async ({ signal }) =>
      (await ask(client.GET('/api/v1/software/categories', { params: { query: among }, signal }))).items,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

export const softwareTitleQuery = (titleId: number, among: SoftwareAmong = {}) =>
  queryOptions({
    queryKey: ['software', 'title', titleId, among],
    queryFn: ({ signal }) =>
      ask(client.GET('/api/v1/software/titles/{titleId}', { params: { path: { titleId }, query: among }, signal })),
    placeholderData: (last) => (last?.id === titleId ? last : undefined),
  });

/** What is decided of the software of one machine; asked again whenever that machine reports. */
export const machineSoftwareQuery = (assetId: number, enabled: boolean) =>
  queryOptions({
    queryKey: ['asset', assetId, 'software'],
    queryFn: async ({ signal }) =>
      (await ask(client.GET('/api/v1/assets/{assetId}/software', { params: { path: { assetId } }, signal }))).items,
    enabled,
  });

export const softwareSpreadQuery = (titleId: number, by: 'os' | 'tag' | 'group', among: SoftwareAmong) =>
  queryOptions({
    queryKey: ['software', 'title', titleId, 'spread', by, among],
    queryFn: async ({ signal }) => {
      const params = { path: { titleId }, query: { by, ...among } };
      return (await ask(client.GET('/api/v1/software/titles/{titleId}/spread', { params, signal }))).items;
    },
  });

export const softwareHistoryQuery = (titleId: number, days: number) =>
  queryOptions({
    queryKey: ['software', 'title', titleId, 'history', days],
    queryFn: ({ signal }) => {
      const params = { path: { titleId }, query: { days } };
      return ask(client.GET('/api/v1/software/titles/{titleId}/history', { params, signal }));
    },
  });

/** The first machines that a search in the query language finds, and how many it finds. */
export const machinesOfQuery = (query: string, limit: number) =>
  queryOptions({
    queryKey: ['software', 'machines', query, limit],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/assets', { params: { query: { kind: 'computer', query, limit, sort: 'name' } }, signal }),
      ),
    placeholderData: keepPreviousData,
  });

/** How many computers there are; while there are none, they are waited for. */
export const fleetSizeQuery = () =>
  queryOptions({
    queryKey: ['software', 'fleet'],
    queryFn: async ({ signal }) =>
      (await ask(client.GET('/api/v1/assets', { params: { query: { kind: 'computer', limit: 1 } }, signal }))).total,
    refetchInterval: ({ state: { data } }) => (data === 0 ? 5_000 : false),
  });

export const softwareRulesQuery = () =>
  queryOptions({
    queryKey: ['software', 'rules'],
    queryFn: ({ signal }) => ask(client.GET('/api/v1/software/rules', { signal })),
  });

export const softwareAliasesQuery = () =>
  queryOptions({
    queryKey: ['software', 'aliases'],
    queryFn: ({ signal }) => ask(client.GET('/api/v1/software/aliases', { signal })),
  });

/** How far all software follows the rules; asked again until it does. */
export const softwareWorkQuery = () =>
  queryOptions({
    queryKey: ['software', 'work'],
    queryFn: ({ signal }) => ask(client.GET('/api/v1/software/work', { signal })),
    refetchInterval: ({ state }) => (state.data?.running === true ? 1_000 : false),
  });

export const unwantedQuery = () =>
  queryOptions({
    queryKey: ['software', 'unwanted'],
    queryFn: ({ signal }) => ask(client.GET('/api/v1/software/unwanted', { signal })),
  });

export const moveSoftware = (target: SoftwareTarget, categoryId: number | null) =>
  ask(client.POST('/api/v1/software/moves', { body: { target: target as never, categoryId } })); // safe: defaults of a filter are optional to the server

export const markUnwanted = (target: SoftwareTarget, unwanted: boolean) =>
  ask(client.POST('/api/v1/software/unwanted', { body: { target: target as never, unwanted } })); // safe: as above

export const undoMove = (moveId: number) =>
  ask(client.POST('/api/v1/software/moves/{moveId}/undo', { params: { path: { moveId } } }));

export const countSoftware = () => ask(client.POST('/api/v1/software/refresh'));

export type CategoryInput = Pick<SoftwareCategory, 'name' | 'description' | 'unwanted'> & { readonly colour: string };

export const createCategory = (input: CategoryInput) =>
  ask(client.POST('/api/v1/software/categories', { body: input as never })); // safe: the colours come from the server's list

export const updateCategory = (categoryId: number, input: CategoryInput) =>
  ask(
    client.PUT('/api/v1/software/categories/{categoryId}', { params: { path: { categoryId } }, body: input as never }), // safe: as above
  );

export const removeCategory = (categoryId: number) =>
  ask(client.DELETE('/api/v1/software/categories/{categoryId}', { params: { path: { categoryId } } }));

export const previewRules = (items: RuleDraft[]) =>
  ask(client.POST('/api/v1/software/rules/preview', { body: { items } }));

export const saveRules = (items: RuleDraft[], revision: string) =>
  ask(client.PUT('/api/v1/software/rules', { body: { items, revision } }));

export const previewAliases = (items: SoftwareAlias[]) =>
  ask(client.POST('/api/v1/software/aliases/preview', { body: { items } }));

export const saveAliases = (items: SoftwareAlias[], revision: string) =>
  ask(client.PUT('/api/v1/software/aliases', { body: { items, revision } }));
