import { ask, client } from './client.ts';
import type { paths } from './generated/schema.d.ts';

type Get<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer T } } } };
}
  ? T
  : never;

export type DuplicateMethod = Get<'/api/v1/duplicates'>['items'][number]['method'];
export type DuplicateGroup = Get<'/api/v1/duplicates/{method}'>['items'][number];
export type Suspicion = Get<'/api/v1/suspicions'>['items'][number];
export type ComparedRecord = Get<'/api/v1/identities'>['items'][number];
export type Merge = Get<'/api/v1/merges'>['items'][number];
export type BlacklistKind = Get<'/api/v1/blacklists'>['items'][number]['kind'];
export type BlacklistEntry = Get<'/api/v1/blacklists/{kind}'>['items'][number];

export type MergeOrder = { readonly survivorId: number; readonly mergedIds: readonly number[] };

/** @returns The numbers of the merges, for `undoMerges`. */
export const mergeRecords = async ({ survivorId, mergedIds }: MergeOrder): Promise<readonly number[]> =>
  (await ask(client.POST('/api/v1/merges', { body: { survivorId, mergedIds: [...mergedIds] } as never }))).mergeIds; // safe: the reason has a default

/** The last one first, as each undo needs it. */
export async function undoMerges(mergeIds: readonly number[]): Promise<void> {
  for (const mergeId of [...mergeIds].reverse()) {
    await ask(client.POST('/api/v1/merges/{mergeId}/undo', { params: { path: { mergeId } } }));
  }
}

/** Says of records that they are different machines, or takes it back. */
export const setPairState = (assetIds: readonly number[], state: 'open' | 'ignored') =>
  ask(client.PUT('/api/v1/suspicions', { body: { assetIds: [...assetIds], state } }));

export const setBlacklisted = (kind: BlacklistKind, value: string, listed: boolean) =>
  ask(client.PUT('/api/v1/blacklists/{kind}', { params: { path: { kind } }, body: { value, listed } }));

export const clearDeletions = (count: number) =>
  ask(client.DELETE('/api/v1/deletions', { params: { query: { count } } }));
