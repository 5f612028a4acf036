import type { Row } from '@muster/protocol';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { TableState } from '../../table/table-state.ts';
import { ask, client } from '../client.ts';
import { listQuery } from './list-query.ts';

// Keys: all of one asset's begin with ['asset', id]; so they are asked again when it reports or is changed.

type RowPage = { readonly items: readonly Row[]; readonly total: number };

const path = (assetId: number) => ({ params: { path: { assetId } } });

/**
 * The path of a section known only at run time. Each section has a path and a row type of its own in the API; their
 * pages have one shape, so any of them stands for all.
 */
const sectionPath = (section: string) =>
  `/api/v1/assets/{assetId}/sections/${encodeURIComponent(section)}` as '/api/v1/assets/{assetId}/sections/software';

/** @param at ISO 8601; null for now. */
export const sectionRowsQuery = (id: number, section: string, state: TableState, at: string | null = null) =>
  queryOptions({
    queryKey: ['asset', id, 'section', section, state, at],
    queryFn: ({ signal }) =>
      ask(
        client.GET(sectionPath(section), {
          params: { path: { assetId: id }, query: { ...listQuery(state), ...(at === null ? {} : { at }) } },
          signal,
        }),
      ) as Promise<RowPage>,
    placeholderData: keepPreviousData,
  });

/** Rows of one question: the API gives no more. */
const PIECE = 500;

/** All rows of a section, however many questions it takes. */
export const wholeSectionQuery = (id: number, section: string, at: string | null) =>
  queryOptions({
    queryKey: ['asset', id, 'whole', section, at],
    queryFn: async ({ signal }) => {
      const items: Row[] = [];
      for (;;) {
        const query = { limit: PIECE, offset: items.length, ...(at === null ? {} : { at }) };
        const page = (await ask(
          client.GET(sectionPath(section), { params: { path: { assetId: id }, query }, signal }),
        )) as RowPage;
        items.push(...page.items);
        if (page.items.length === 0 || items.length >= page.total) return { items, total: page.total };
      }
    },
  });

export const stateAtQuery = (id: number, at: string) =>
  queryOptions({
    queryKey: ['asset', id, 'state', at],
    queryFn: ({ signal }) =>
      ask(client.GET('/api/v1/assets/{assetId}/state', { params: { path: { assetId: id }, query: { at } }, signal })),
    staleTime: 60_000,
  });

export const findQuery = (id: number, q: string, at: string | null) =>
  queryOptions({
    queryKey: ['asset', id, 'find', q, at],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/assets/{assetId}/find', {
          params: { path: { assetId: id }, query: { q, ...(at === null ? {} : { at }) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const whereaboutsQuery = (id: number) =>
  queryOptions({
    queryKey: ['asset', id, 'whereabouts'],
    queryFn: ({ signal }) => ask(client.GET('/api/v1/assets/{assetId}/whereabouts', { ...path(id), signal })),
  });

export const identityQuery = (id: number) =>
  queryOptions({
    queryKey: ['asset', id, 'identity'],
    queryFn: ({ signal }) => ask(client.GET('/api/v1/assets/{assetId}/identity', { ...path(id), signal })),
  });

/** The groups of an asset by name; those that are gone meanwhile are left out. */
export const assetGroupsQuery = (id: number) =>
  queryOptions({
    queryKey: ['asset', id, 'groups'],
    queryFn: async ({ signal }) => {
      const { groupIds } = await ask(client.GET('/api/v1/assets/{assetId}/groups', { ...path(id), signal }));
      const found = await Promise.all(
        groupIds.map((groupId) =>
          ask(client.GET('/api/v1/groups/{groupId}', { params: { path: { groupId } }, signal })).catch(() => null),
        ),
      );
      return found
        .flatMap((group) => (group === null ? [] : [{ id: group.id, name: group.name, kind: group.kind }]))
        .sort((a, b) => a.name.localeCompare(b.name));
    },
  });

export const assetSettingsQuery = (id: number) =>
  queryOptions({
    queryKey: ['asset', id, 'settings'],
    queryFn: async ({ signal }) =>
      (await ask(client.GET('/api/v1/assets/{assetId}/settings', { ...path(id), signal }))).items,
  });

export const adminFieldsQuery = queryOptions({
  queryKey: ['adminFields'],
  queryFn: async ({ signal }) => (await ask(client.GET('/api/v1/admin-fields', { signal }))).items,
});

export const adminDataQuery = (id: number) =>
  queryOptions({
    queryKey: ['asset', id, 'adminData'],
    queryFn: ({ signal }) => ask(client.GET('/api/v1/assets/{assetId}/admin-data', { ...path(id), signal })),
  });

/** Notes shown; older ones are asked for by more. */
export const notesQuery = (id: number, limit: number) =>
  queryOptions({
    queryKey: ['asset', id, 'notes', limit],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/assets/{assetId}/notes', { params: { path: { assetId: id }, query: { limit } }, signal }),
      ),
    placeholderData: keepPreviousData,
  });

export const attachmentsQuery = (id: number) =>
  queryOptions({
    queryKey: ['asset', id, 'attachments'],
    queryFn: async ({ signal }) =>
      (await ask(client.GET('/api/v1/assets/{assetId}/attachments', { ...path(id), signal }))).items,
  });

/** What is compared: two machines, or two moments of one. Moments are ISO 8601; null for now. */
export type Comparison = {
  readonly id: number;
  readonly with: number | null;
  readonly from: string | null;
  readonly to: string | null;
};

export const compareQuery = (comparison: Comparison) =>
  queryOptions({
    queryKey: ['asset', comparison.id, 'compare', comparison],
    queryFn: async ({ signal }) => {
      const query = {
        ...(comparison.with === null ? {} : { with: comparison.with }),
        ...(comparison.from === null ? {} : { from: comparison.from }),
        ...(comparison.to === null ? {} : { to: comparison.to }),
      };
      const params = { path: { assetId: comparison.id }, query };
      return (await ask(client.GET('/api/v1/assets/{assetId}/compare', { params, signal }))).sections;
    },
  });

/** The stored inventory as a text, in the form in which other servers take it. */
export const rawInventoryQuery = (id: number, format: 'json' | 'xml') =>
  queryOptions({
    queryKey: ['asset', id, 'raw', format],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/assets/{assetId}/inventory', {
          params: { path: { assetId: id }, query: { format } },
          parseAs: 'text',
          signal,
        }),
      ) as Promise<string>,
  });

/** A few machines that a text finds, to choose one of. */
export const machineChoicesQuery = (q: string) =>
  queryOptions({
    queryKey: ['assets', 'choices', q],
    queryFn: async ({ signal }) => {
      const query = { kind: 'computer', archived: 'include' as const, q, limit: 8 };
      return (await ask(client.GET('/api/v1/assets', { params: { query }, signal }))).items;
    },
    placeholderData: keepPreviousData,
  });
