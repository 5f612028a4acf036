import type { AuditService, Doer } from '../audit/audit-service.ts';
import type { Executor } from '../db/database.ts';
import type { AssetMover } from './asset-mover.ts';
import type { LifecycleRepository, StoredTrace } from './lifecycle-repository.ts';

/** An asset that is no more. */
export type Gone = {
  readonly id: number;
  readonly deviceId: string;
  /** The asset that it became; null when it was deleted. */
  readonly equivalent: number | null;
};

type Needs = {
  readonly repository: LifecycleRepository;
  readonly audit: Pick<AuditService, 'record'>;
  /** Setting TRACE_DELETED, read inside a transaction. */
  readonly isOn: (trx: Executor) => Promise<boolean>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
};

export type DeletionTrace = ReturnType<typeof createDeletionTrace>;

/** The list by which other programs learn what was deleted and merged. Kept only while TRACE_DELETED is on. */
export function createDeletionTrace({ repository, audit, isOn, clock }: Needs) {
  /** @returns Numbers of the traces. */
  async function record(trx: Executor, gone: readonly Gone[]): Promise<number[]> {
    if (gone.length === 0 || !(await isOn(trx))) return [];
    const at = clock();
    return await repository.trace(
      trx,
      gone.map(({ id, deviceId, equivalent }) => ({ at, deleted: id, deleted_device_id: deviceId, equivalent })),
    );
  }

  /** A record that is merged away is gone for other programs. If the merge is undone, it was never gone. */
  const mover: AssetMover = {
    name: 'deletion-trace',
    async move(trx, from, to) {
      const assets = await repository.lock(trx, [from]);
      return await record(
        trx,
        assets.map(({ device_id }) => ({ id: from, deviceId: device_id, equivalent: to })),
      );
    },
    async restore(trx, _from, _to, moved) {
      await repository.untrace(trx, moved as number[]); // safe: what move() returned
    },
  };

  return {
    /** Notes that assets are gone, within the transaction that removes them. */
    record,

    mover,

    /** Oldest first. */
    async list(query: { readonly limit: number; readonly offset: number }) {
      const { items, total } = await repository.traces(query);
      return { items: items.map(toView), total };
    },

    /** Forgets the oldest. @returns How many there were to forget. */
    async clear(count: number, doer: Doer): Promise<number> {
      return await repository.transaction(async (trx) => {
        const cleared = await repository.clearTraces(trx, count);
        if (cleared > 0)
          await audit.record({ ...doer, action: 'deletion.clear', target: '', before: { cleared } }, trx);
        return cleared;
      });
    },
  };
}

function toView({ id, at, deleted, deleted_device_id, equivalent }: StoredTrace) {
  return { id, at: new Date(at).toISOString(), deleted, deletedDeviceId: deleted_device_id, equivalent };
}
