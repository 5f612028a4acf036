import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { dayRange } from '../../format/day-range.ts';
import type { ExportFormat } from '../../format/export-formats.ts';
import { ask, client } from '../client.ts';
import type { paths } from '../generated/schema.d.ts';
import { askWithProgress, type Progress } from './ask-with-progress.ts';

// What the pages of the administration ask the server, and what they tell it.

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer T } } } };
}
  ? T
  : never;
type Sent<T> = T extends { requestBody: { content: { 'application/json': infer B } } } ? B : never;
type Made<T> = T extends { responses: { 200: { content: { 'application/json': infer B } } } } ? B : never;

export type Setting = Answer<'/api/v1/settings'>['items'][number];
export type SettingValue = Setting['value'];
export type AdminField = Answer<'/api/v1/admin-fields'>['items'][number];
export type FieldUsage = Answer<'/api/v1/admin-fields/usage'>['items'][number];
export type NewField = Sent<paths['/api/v1/admin-fields']['post']>;
export type FieldChange = Sent<paths['/api/v1/admin-fields/{fieldId}']['patch']>;
export type RegistryQuery = Answer<'/api/v1/registry-queries'>['items'][number];
export type RegistryDefinition = Sent<paths['/api/v1/registry-queries']['post']>;
export type AgentFile = Answer<'/api/v1/agent-files'>['items'][number];
export type AuditEvent = Answer<'/api/v1/audit'>['items'][number];
export type ServerState = Answer<'/api/v1/server/state'>;
export type CsvLook = Made<paths['/api/v1/admin-data/import/look']['post']>;
export type CsvOrder = Sent<paths['/api/v1/admin-data/import']['post']>;
export type CsvReport = Made<paths['/api/v1/admin-data/import']['post']>;

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/settings', { signal })),
});

export const setSetting = (name: string, value: SettingValue, expected?: SettingValue) =>
  ask(
    client.PUT('/api/v1/settings/{name}', {
      params: { path: { name } },
      body: expected === undefined ? { value } : { value, expected },
    }),
  );

export const resetSetting = (name: string) =>
  ask(client.DELETE('/api/v1/settings/{name}', { params: { path: { name } } }));

export const fieldDefinitionsQuery = queryOptions({
  queryKey: ['adminFields', 'definitions'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/admin-fields', { signal })),
});

export const fieldUsageQuery = queryOptions({
  queryKey: ['adminFields', 'usage'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/admin-fields/usage', { signal })),
});

export const createField = (body: NewField) => ask(client.POST('/api/v1/admin-fields', { body }));

/** @param confirm Whether values of machines may be lost. */
export const changeField = (fieldId: number, body: FieldChange, confirm: boolean) =>
  ask(
    client.PATCH('/api/v1/admin-fields/{fieldId}', {
      params: { path: { fieldId }, query: { confirm: confirm ? 'true' : 'false' } },
      body,
    }),
  );

export const deleteField = (fieldId: number) =>
  ask(client.DELETE('/api/v1/admin-fields/{fieldId}', { params: { path: { fieldId }, query: { confirm: 'true' } } }));

export const orderFields = (ids: number[]) => ask(client.PUT('/api/v1/admin-fields/order', { body: { ids } }));

export const lookAtCsv = (body: Pick<CsvOrder, 'content' | 'separator' | 'encoding'>) =>
  ask(client.POST('/api/v1/admin-data/import/look', { body }));

/** @param tell How many computers are written, of how many. */
export const importCsv = async (body: CsvOrder, tell: (progress: Progress) => void): Promise<CsvReport> =>
  (await askWithProgress('/api/v1/admin-data/import', body, tell)) as CsvReport; // safe: that is what it answers

export const registryQueriesQuery = queryOptions({
  queryKey: ['registryQueries'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/registry-queries', { signal })),
});

export type ResultsPage = { readonly q: string; readonly value: string | null; readonly page: number };
export const RESULTS_PAGE = 50;

export const registryResultsQuery = (queryId: number, { q, value, page }: ResultsPage) =>
  queryOptions({
    queryKey: ['registryQueries', queryId, 'results', q, value, page],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/registry-queries/{queryId}/results', {
          params: {
            path: { queryId },
            query: {
              limit: RESULTS_PAGE,
              offset: (page - 1) * RESULTS_PAGE,
              ...(q === '' ? {} : { q }),
              ...(value === null ? {} : { value }),
            },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const registryValuesQuery = (queryId: number) =>
  queryOptions({
    queryKey: ['registryQueries', queryId, 'values'],
    queryFn: ({ signal }) =>
      ask(client.GET('/api/v1/registry-queries/{queryId}/values', { params: { path: { queryId } }, signal })),
  });

export const createRegistryQuery = (body: RegistryDefinition) => ask(client.POST('/api/v1/registry-queries', { body }));

export const changeRegistryQuery = (queryId: number, body: RegistryDefinition & { readonly updatedAt?: string }) =>
  ask(client.PUT('/api/v1/registry-queries/{queryId}', { params: { path: { queryId } }, body }));

export const deleteRegistryQuery = (queryId: number) =>
  ask(client.DELETE('/api/v1/registry-queries/{queryId}', { params: { path: { queryId } } }));

export const agentFilesQuery = queryOptions({
  queryKey: ['agentFiles'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/agent-files', { signal })),
});

export const deleteAgentFile = (name: string) =>
  ask(client.DELETE('/api/v1/agent-files/{name}', { params: { path: { name } } }));

export const agentLabelQuery = queryOptions({
  queryKey: ['agentLabel'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/agent-label', { signal })),
});

export const setAgentLabel = (text: string, expected?: string | null) =>
  ask(client.PUT('/api/v1/agent-label', { body: expected === undefined ? { text } : { text, expected } }));

export type AuditFilter = {
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly q: string;
  /** Days by the clock of who looks, `YYYY-MM-DD`; empty: from the first, until now. */
  readonly from: string;
  readonly to: string;
};
export const AUDIT_PAGE = 50;

function auditParameters({ from, to, ...filter }: AuditFilter): Record<string, string> {
  const given = Object.entries(filter).filter(([, text]) => text !== '');
  return { ...Object.fromEntries(given), ...dayRange(from, to) };
}

export const auditQuery = (filter: AuditFilter, page: number) =>
  queryOptions({
    queryKey: ['audit', filter, page],
    queryFn: ({ signal }) =>
      ask(
        client.GET('/api/v1/audit', {
          params: { query: { ...auditParameters(filter), limit: AUDIT_PAGE, offset: (page - 1) * AUDIT_PAGE } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const auditNamesQuery = queryOptions({
  queryKey: ['audit', 'names'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/audit/names', { signal })),
});

/** All events that match, as a file. */
export const auditExportUrl = (filter: AuditFilter, format: ExportFormat) =>
  `/api/v1/audit/export?${new URLSearchParams({ ...auditParameters(filter), format })}`;

export const serverStateQuery = queryOptions({
  queryKey: ['serverState'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/server/state', { signal })),
  refetchInterval: 10_000,
});
