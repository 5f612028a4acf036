import { ask, client } from './client.ts';
import type { SettingValue } from './machine-types.ts';

const path = (assetId: number) => ({ params: { path: { assetId } } });

/** Asks the agent for an inventory now. @returns The address it was asked at. @throws {ApiError} `WAKE_…`. */
export const wakeAsset = async (id: number): Promise<string> =>
  (await ask(client.POST('/api/v1/assets/{assetId}/wake', path(id)))).address;

export const archiveAsset = (id: number) => ask(client.POST('/api/v1/assets/{assetId}/archive', path(id)));
export const restoreAsset = (id: number) => ask(client.POST('/api/v1/assets/{assetId}/restore', path(id)));

export const deleteAsset = (id: number) =>
  ask(client.DELETE('/api/v1/assets/{assetId}', { params: { path: { assetId: id }, query: { confirm: id } } }));

/** @returns The numbers of the merges, for `undoMerge`. */
export const mergeAssets = async (survivorId: number, mergedId: number, reason: string): Promise<number[]> =>
  (await ask(client.POST('/api/v1/merges', { body: { survivorId, mergedIds: [mergedId], reason } }))).mergeIds;

export const undoMerge = (mergeId: number) =>
  ask(client.POST('/api/v1/merges/{mergeId}/undo', { params: { path: { mergeId } } }));

/** @returns The number of the record that was made. */
export const splitAsset = async (id: number, decisionId: number): Promise<number> =>
  (await ask(client.POST('/api/v1/assets/{assetId}/split', { ...path(id), body: { decisionId } }))).assetId;

type AdminValue = string | number | number[] | null;

/** @param version As it was read. @throws {ApiError} `ADMIN_DATA_CHANGED`, `ADMIN_VALUE_INVALID`. */
export const saveAdminData = (id: number, version: number, values: Record<string, AdminValue>) =>
  ask(client.PATCH('/api/v1/assets/{assetId}/admin-data', { ...path(id), body: { version, values } }));

/** @param expected Its own value as it was seen; not given: whatever it is. @throws {ApiError} `SETTING_CHANGED`. */
export const setAssetSetting = (id: number, name: string, value: SettingValue, expected?: SettingValue | null) =>
  ask(
    client.PUT('/api/v1/assets/{assetId}/settings/{name}', {
      params: { path: { assetId: id, name } },
      body: { value: value as string, ...(expected === undefined ? {} : { expected: expected as string | null }) },
    }),
  );
export const resetAssetSetting = (id: number, name: string) =>
  ask(client.DELETE('/api/v1/assets/{assetId}/settings/{name}', { params: { path: { assetId: id, name } } }));

export const addNote = (id: number, text: string) =>
  ask(client.POST('/api/v1/assets/{assetId}/notes', { ...path(id), body: { text } }));
/** @param change `expected`: what the note said. @throws {ApiError} `NOTE_CHANGED`. */
export const changeNote = (id: number, noteId: number, change: { readonly text: string; readonly expected: string }) =>
  ask(
    client.PUT('/api/v1/assets/{assetId}/notes/{noteId}', {
      params: { path: { assetId: id, noteId } },
      body: change,
    }),
  );
export const removeNote = (id: number, noteId: number) =>
  ask(client.DELETE('/api/v1/assets/{assetId}/notes/{noteId}', { params: { path: { assetId: id, noteId } } }));

export const attachFile = (id: number, file: File, comment: string) =>
  ask(
    client.POST('/api/v1/assets/{assetId}/attachments', {
      params: { path: { assetId: id }, query: { name: file.name, comment } },
      headers: { 'content-type': 'application/octet-stream' },
      body: file as never, // the file itself, not JSON
      bodySerializer: (body: unknown) => body as File,
    }),
  );
export const removeAttachment = (id: number, attachmentId: number) =>
  ask(
    client.DELETE('/api/v1/assets/{assetId}/attachments/{attachmentId}', {
      params: { path: { assetId: id, attachmentId } },
    }),
  );

export const attachmentUrl = (id: number, attachmentId: number) =>
  `/api/v1/assets/${id}/attachments/${attachmentId}/content`;
export const bomUrl = (id: number) => `/api/v1/assets/${id}/bom`;
