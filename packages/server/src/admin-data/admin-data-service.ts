import { AppError } from '@muster/protocol';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import { visibleIds } from '../db/asset-scope.ts';
import type { Executor } from '../db/database.ts';
import type { AdminDataRepository, AssetRef } from './admin-data-repository.ts';
import { applyEdits, type Changed, type Edit } from './admin-editing.ts';
import type { AdminField } from './admin-field.ts';
import { toApiValue, toShown, toStoredValue } from './admin-value.ts';

/** Field id → value of the API; null clears. */
export type GivenValues = Readonly<Record<string, unknown>>;

type Needs = {
  readonly repository: AdminDataRepository;
  readonly audit: Pick<AuditService, 'record'>;
  readonly clock: () => number;
  /** Writes the history of what changed, in the transaction. */
  readonly onChanged: (trx: Executor, changed: readonly Changed[], at: number) => Promise<void>;
  /** Told when the change is safe in the database. */
  readonly onSaved: (assetIds: readonly number[]) => void;
  /** The machines of a group. @throws {AppError} When there is no such group. */
  readonly membersOf: ((groupId: number) => Promise<readonly number[]>) | null;
};

/** Assets of a mass edit that the audit trail names one by one; the history of each tells it anyway. */
const LISTED = 1000;

export type AdminDataService = ReturnType<typeof createAdminDataService>;

/** The administrative values of assets: read, edited one by one or many at once. */
export function createAdminDataService({ repository, audit, clock, onChanged, onSaved, membersOf }: Needs) {
  /** @throws {AppError} `ASSET_NOT_FOUND`. */
  async function view(assetId: number) {
    if ((await repository.findAsset(assetId)) === undefined) throw new AppError('ASSET_NOT_FOUND', { assetId });
    const fields = await repository.fields();
    const state = (await repository.states(undefined, [assetId])).get(assetId);
    const values = (await repository.values(undefined, [assetId])).get(assetId);
    return {
      version: state?.version ?? 0,
      updatedAt: state === undefined ? null : new Date(state.updated_at).toISOString(),
      values: fields.map((field) => {
        const stored = values?.get(field.id) ?? null;
        return {
          fieldId: field.id,
          name: field.name,
          type: field.type,
          value: stored === null ? null : toApiValue(field, stored),
          shown: stored === null ? null : toShown(field, stored),
        };
      }),
    };
  }

  /** Applies what is the same for all the assets, or each its own, and tells history and trail; all or nothing. */
  async function apply(
    trx: Executor,
    edits: ReadonlyMap<number, Edit>,
    about: {
      readonly fields: readonly AdminField[];
      readonly assets: ReadonlyMap<number, AssetRef>;
      readonly source: string;
    },
  ): Promise<readonly Changed[]> {
    const at = clock();
    const changed = await applyEdits(trx, repository, { ...about, edits, at });
    await onChanged(trx, changed, at);
    return changed;
  }

  return {
    view,
    apply,

    /**
     * Changes values of one asset.
     *
     * @param change `version` as the reader saw it.
     * @throws {AppError} `ASSET_NOT_FOUND`, `ADMIN_DATA_CHANGED` when it is another version by now, `ADMIN_FIELD_NOT_FOUND`,
     * `ADMIN_VALUE_INVALID`.
     */
    async edit(assetId: number, change: { readonly version: number; readonly values: GivenValues }, doer: Doer) {
      const changed = await repository.transaction(async (trx) => {
        const assets = await repository.lockAssets(trx, await visibleIds(trx, [assetId]));
        if (!assets.has(assetId)) throw new AppError('ASSET_NOT_FOUND', { assetId });
        const fields = await repository.fields(trx);
        const edit = toEdit(fields, change.values);
        const version = (await repository.states(trx, [assetId])).get(assetId)?.version ?? 0;
        if (version !== change.version) throw new AppError('ADMIN_DATA_CHANGED', { assetId });
        const [done] = await apply(trx, new Map([[assetId, edit]]), { fields, assets, source: doer.actor });
        if (done !== undefined) {
          const told = summaryOf(done);
          await audit.record({ ...doer, action: 'adminData.update', target: `asset ${assetId}`, ...told }, trx);
        }
        return done !== undefined;
      });
      if (changed) onSaved([assetId]);
      return await view(assetId);
    },

    /**
     * Sets the same values on many assets: all of them or none.
     *
     * @param target Of a group, the members that who asks may see.
     * @throws {AppError} `ASSET_NOT_FOUND`, `ADMIN_FIELD_NOT_FOUND`, `ADMIN_VALUE_INVALID`.
     */
    async editMany(
      target: { readonly assetIds: readonly number[] } | { readonly groupId: number },
      given: GivenValues,
      doer: Doer,
    ) {
      const ids = new Set('assetIds' in target ? target.assetIds : await members(target.groupId));
      const changed = await repository.transaction(async (trx) => {
        const assets = await repository.lockAssets(trx, await visibleIds(trx, [...ids]));
        const missing = 'assetIds' in target ? target.assetIds.find((id) => !assets.has(id)) : undefined;
        if (missing !== undefined) throw new AppError('ASSET_NOT_FOUND', { assetId: missing });
        const fields = await repository.fields(trx);
        const edit = toEdit(fields, given);
        const edits = new Map([...assets.keys()].map((id) => [id, edit]));
        const done = await apply(trx, edits, { fields, assets, source: doer.actor });
        const names = fields.filter(({ id }) => edit.has(id));
        const values = Object.fromEntries(names.map((field) => [field.name, shownOrNull(field, edit.get(field.id))]));
        const about = 'groupId' in target ? `group ${target.groupId}` : `${assets.size} assets`;
        const assetIds = done.map(({ assetId }) => assetId);
        const after = { values, updated: assetIds.length, ...(assetIds.length <= LISTED ? { assetIds } : {}) };
        await audit.record({ ...doer, action: 'adminData.updateMany', target: about, after }, trx);
        return { updated: assetIds, unchanged: assets.size - assetIds.length };
      });
      onSaved(changed.updated);
      return { updated: changed.updated.length, unchanged: changed.unchanged };
    },
  };

  async function members(groupId: number): Promise<readonly number[]> {
    if (membersOf === null) throw new AppError('REQUEST_INVALID', { reason: 'this server has no groups' });
    return await membersOf(groupId);
  }
}

/** What was given, in the stored form. @throws {AppError} `ADMIN_FIELD_NOT_FOUND`, `ADMIN_VALUE_INVALID`. */
export function toEdit(fields: readonly AdminField[], given: GivenValues): Edit {
  return new Map(
    Object.entries(given).map(([id, value]) => {
      const field = fields.find((candidate) => String(candidate.id) === id);
      if (field === undefined) throw new AppError('ADMIN_FIELD_NOT_FOUND', { field: id });
      return [field.id, toStoredValue(field, value)];
    }),
  );
}

const shownOrNull = (field: AdminField, stored: string | null | undefined) =>
  stored === null || stored === undefined ? null : toShown(field, stored);

/** Before and after by name of field, as the history has them. */
function summaryOf({ entries }: Changed) {
  const side = (which: 'before' | 'after') =>
    Object.fromEntries(
      entries.map((entry) => {
        const json = entry[which];
        return [entry.row_key, json === null ? null : (JSON.parse(json) as { value: string }).value]; // safe: we wrote it
      }),
    );
  return { before: side('before'), after: side('after') };
}
