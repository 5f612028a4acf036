import { AppError } from '@muster/protocol';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import { visibleIds } from '../db/asset-scope.ts';
import type { Executor } from '../db/database.ts';
import type { EventHub } from '../http/event-hub.ts';
import type { DeletionTrace } from './deletion-trace.ts';
import type { LifecycleRepository } from './lifecycle-repository.ts';

type Needs = {
  readonly repository: LifecycleRepository;
  readonly trace: DeletionTrace;
  readonly audit: Pick<AuditService, 'record'>;
  readonly events: EventHub;
};

export type Deletion = {
  readonly deleted: number;
  /** Numbers of no asset that who asks may see: deleted by somebody else meanwhile, perhaps. */
  readonly notFound: number[];
};

export type DeletionService = ReturnType<typeof createDeletionService>;

/** Removes assets for good. One that reports again afterwards is a new one. */
export function createDeletionService({ repository, trace, audit, events }: Needs) {
  /** @returns The assets that there were. */
  async function removeWithin(trx: Executor, ids: readonly number[], doer: Doer): Promise<number[]> {
    const assets = await repository.lock(trx, await visibleIds(trx, ids));
    const there = assets.map(({ id }) => id);
    await repository.remove(trx, there);
    await trace.record(
      trx,
      assets.map(({ id, device_id }) => ({ id, deviceId: device_id, equivalent: null })),
    );
    for (const { id, device_id, name } of assets) {
      const before = { name, deviceId: device_id };
      await audit.record({ ...doer, action: 'asset.delete', target: `asset ${id}`, before }, trx);
    }
    return there;
  }

  function told(ids: readonly number[]): void {
    for (const id of ids) events.publish({ type: 'asset', data: { id, kind: 'deleted' } });
  }

  async function remove(ids: readonly number[], doer: Doer): Promise<Deletion> {
    const wanted = [...new Set(ids)];
    const found = await repository.transaction((trx) => removeWithin(trx, wanted, doer));
    told(found);
    const gone = new Set(found);
    return { deleted: found.length, notFound: wanted.filter((id) => !gone.has(id)) };
  }

  return {
    /** For many at once, some in each transaction; who does so asked for a confirmation. */
    removeWithin,

    /** Consoles and groups learn that they are gone, when that is safe in the database. */
    told,

    /**
     * Deletes assets with everything that is kept about them: all of them, or, after an error, none.
     *
     * @param confirm How many they are, so that nobody deletes by mistake what was not looked at.
     * @throws {AppError} `CONFIRMATION_NEEDED`.
     */
    async removeMany(ids: readonly number[], confirm: number | undefined, doer: Doer): Promise<Deletion> {
      const count = new Set(ids).size;
      if (confirm !== count) throw new AppError('CONFIRMATION_NEEDED', { count, wish: `"confirm": ${count}` });
      return await remove(ids, doer);
    },

    /** @throws {AppError} `CONFIRMATION_NEEDED`, `ASSET_NOT_FOUND`. */
    async removeOne(assetId: number, confirm: number | undefined, doer: Doer): Promise<void> {
      if (confirm !== assetId) throw new AppError('CONFIRMATION_NEEDED', { count: 1, wish: `?confirm=${assetId}` });
      const { deleted } = await remove([assetId], doer);
      if (deleted === 0) throw new AppError('ASSET_NOT_FOUND', { assetId });
    },
  };
}
