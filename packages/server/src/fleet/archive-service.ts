import { AppError } from '@muster/protocol';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import { visibleIds } from '../db/asset-scope.ts';
import type { Executor } from '../db/database.ts';
import type { EventHub } from '../http/event-hub.ts';
import type { LifecycleRepository } from './lifecycle-repository.ts';

type Needs = {
  readonly repository: LifecycleRepository;
  readonly audit: Pick<AuditService, 'record'>;
  readonly events: EventHub;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
};

export type Archiving = {
  /** Assets that are now archived, or active, and were not before. */
  readonly changed: number;
  /** Numbers of no asset, or of none that who asks may see. */
  readonly notFound: number[];
};

export type ArchiveService = ReturnType<typeof createArchiveService>;

/** Puts assets out of sight and back. An archived one that reports is updated, and stays archived. */
export function createArchiveService({ repository, audit, events, clock }: Needs) {
  async function set(ids: readonly number[], archive: boolean, doer: Doer): Promise<Archiving> {
    const wanted = [...new Set(ids)];
    const { found, changed } = await repository.transaction(async (trx) => {
      const assets = await repository.lock(trx, await visibleIds(trx, wanted));
      const others = assets.filter(({ archived_at }) => (archived_at !== null) !== archive);
      const numbers = others.map(({ id }) => id);
      await repository.setArchived(trx, numbers, archive ? clock() : null);
      const action = archive ? 'asset.archive' : 'asset.restore';
      for (const { id, name } of others) {
        await audit.record({ ...doer, action, target: `asset ${id}`, after: { name } }, trx);
      }
      return { found: new Set(assets.map(({ id }) => id)), changed: numbers };
    });
    for (const id of changed) events.publish({ type: 'asset', data: { id, kind: 'updated' } });
    return { changed: changed.length, notFound: wanted.filter((id) => !found.has(id)) };
  }

  async function setOne(assetId: number, archive: boolean, doer: Doer): Promise<void> {
    const { notFound } = await set([assetId], archive, doer);
    if (notFound.length > 0) throw new AppError('ASSET_NOT_FOUND', { assetId });
  }

  return {
    /** Those of the assets that there are: numbers, names, since when archived. Locked until the transaction ends. */
    lockWithin: (trx: Executor, ids: readonly number[]) => repository.lock(trx, ids),
    /** The same without a lock, for who only looks. */
    present: (ids: readonly number[], executor?: Executor) => repository.present(ids, executor),
    /** For who tells of it in the audit trail, and to consoles, by himself. */
    setWithin: (trx: Executor, ids: readonly number[], archivedAt: number | null) =>
      repository.setArchived(trx, ids, archivedAt),
    /** Consoles and groups look at them again. */
    told(ids: readonly number[]): void {
      for (const id of ids) events.publish({ type: 'asset', data: { id, kind: 'updated' } });
    },
    archiveMany: (ids: readonly number[], doer: Doer) => set(ids, true, doer),
    restoreMany: (ids: readonly number[], doer: Doer) => set(ids, false, doer),
    /** @throws {AppError} `ASSET_NOT_FOUND`. */
    archiveOne: (assetId: number, doer: Doer) => setOne(assetId, true, doer),
    /** @throws {AppError} `ASSET_NOT_FOUND`. */
    restoreOne: (assetId: number, doer: Doer) => setOne(assetId, false, doer),
  };
}
