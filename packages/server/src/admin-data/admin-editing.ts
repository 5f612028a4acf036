import type { Executor } from '../db/database.ts';
import type { HistoryEntry } from '../history/history-entries.ts';
import type { AdminDataRepository, AssetRef, StoredValue } from './admin-data-repository.ts';
import { type AdminField, isTag } from './admin-field.ts';
import type { AdminStatesTable } from './admin-tables.ts';
import { toShown } from './admin-value.ts';

/** Under which name the history tells of administrative data. No section bears it. */
export const HISTORY_SECTION = 'adminData';

/** Field → stored form, or null to clear it. */
export type Edit = ReadonlyMap<number, string | null>;

export type Changed = { readonly assetId: number; readonly version: number; readonly entries: readonly HistoryEntry[] };

type Order = {
  /** Locked by the caller. */
  readonly assets: ReadonlyMap<number, AssetRef>;
  readonly edits: ReadonlyMap<number, Edit>;
  readonly fields: readonly AdminField[];
  readonly at: number;
  /** Who or what changed it, for the history. */
  readonly source: string;
};

/**
 * Writes values of any number of assets, each with its next version. What is so already is left alone.
 *
 * @returns The assets that changed, with what the history shall say; an asset that was not known here before counts.
 */
export async function applyEdits(
  trx: Executor,
  repository: AdminDataRepository,
  { assets, edits, fields, at, source }: Order,
): Promise<Changed[]> {
  const ids = [...edits.keys()];
  const states = await repository.states(trx, ids);
  const known = await repository.values(trx, ids);
  const fieldOf = new Map(fields.map((field) => [field.id, field]));
  const saved: StoredValue[] = [];
  const removed = new Map<number, number[]>();
  const tags = new Map<string | null, number[]>();
  const newStates: AdminStatesTable[] = [];
  const changed: Changed[] = [];
  for (const [assetId, edit] of edits) {
    const entries: HistoryEntry[] = [];
    for (const [fieldId, after] of edit) {
      const field = fieldOf.get(fieldId);
      const before = known.get(assetId)?.get(fieldId) ?? null;
      if (field === undefined || before === after) continue;
      entries.push(entryOf(field, before, after, source));
      if (after === null) append(removed, fieldId, assetId);
      else saved.push({ assetId, fieldId, value: after });
      if (isTag(field)) append(tags, after, assetId);
    }
    const state = states.get(assetId);
    if (entries.length === 0 && state !== undefined) continue;
    const version = (state?.version ?? 0) + 1;
    newStates.push({ asset_id: assetId, version, updated_at: at, agent_tag: state?.agent_tag ?? null });
    changed.push({ assetId, version, entries });
  }
  await repository.saveStates(trx, newStates);
  await repository.saveValues(trx, saved);
  for (const [fieldId, assetIds] of removed) await repository.removeValues(trx, fieldId, assetIds);
  for (const [tag, assetIds] of tags) {
    const stale = assetIds.filter((id) => assets.get(id)?.tag !== tag);
    await repository.setTag(trx, tag, stale);
  }
  return changed;
}

function entryOf(field: AdminField, before: string | null, after: string | null, source: string): HistoryEntry {
  const shown = (stored: string | null) => (stored === null ? null : toShown(field, stored));
  return {
    section: HISTORY_SECTION,
    kind: before === null ? 'added' : after === null ? 'removed' : 'changed',
    row_key: field.name,
    before: before === null ? null : JSON.stringify({ value: shown(before) }),
    after: after === null ? null : JSON.stringify({ value: shown(after), source }),
  };
}

function append<K>(map: Map<K, number[]>, key: K, id: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [id]);
  else list.push(id);
}
