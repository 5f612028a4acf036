import { AppError } from '@muster/protocol';
import { withScope } from '../access/viewer.ts';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import { visibleIds } from '../db/asset-scope.ts';
import type { Db, Executor } from '../db/database.ts';
import type { AssetMover, JsonValue } from '../fleet/asset-mover.ts';
import type { AssetRepository, StoredAsset } from '../fleet/asset-repository.ts';
import { countMoved, type FactReader, type MergedFact, readFacts, toMergedFacts } from './merge-preview.ts';
import type { MergeRepository, StoredMerge } from './merge-repository.ts';

/** What a merge does to the records themselves. */
export type Records = Pick<AssetRepository, 'lock' | 'update'>;

type Needs = {
  readonly db: Db;
  readonly records: Records;
  readonly merges: MergeRepository;
  /** What the rooms keep about assets; they move in this order and are put back in the reverse. */
  readonly movers: readonly AssetMover[];
  readonly audit: AuditService;
  /** What people want to know of the records before they merge them. */
  readonly readers?: readonly FactReader[] | undefined;
  /** Entries of a record's history. */
  readonly countChanges?: ((assetId: number) => Promise<number>) | undefined;
  readonly onChanged?: ((assetId: number) => void) | undefined;
  readonly clock: () => number;
};

export type MergeRequest = {
  readonly survivorId: number;
  readonly mergedIds: readonly number[];
  readonly doer: Doer;
  readonly reason: string;
};

/** What a merge changes of the surviving record itself, and what it was before. */
type Counters = Pick<StoredAsset, 'first_seen_at' | 'fidelity' | 'quality' | 'checksum' | 'user_name'>;

/** `last_inventory_at` tells whether the record has been reported of since. Merges of earlier versions have neither. */
type Before = Pick<Counters, 'first_seen_at' | 'fidelity' | 'quality'> &
  Partial<Pick<StoredAsset, 'checksum' | 'user_name' | 'last_inventory_at'>>;

export type MergePreview = {
  readonly facts: readonly MergedFact[];
  /** Entries of the history that go along. */
  readonly changes: number;
  /** Notes and attachments that go along. */
  readonly notes: number;
};

export type MergeService = ReturnType<typeof createMergeService>;

/**
 * Joins records that turned out to be one machine, and parts them again.
 *
 * The record that is merged away keeps its inventory, hidden, so that an undo gives back exactly what was. Its history, and what
 * people decided about it (administrative data, groups, settings), move to the survivor.
 */
export function createMergeService({
  db,
  records,
  merges,
  movers,
  readers = [],
  countChanges = async () => 0,
  audit,
  onChanged,
  clock,
}: Needs) {
  /** The records, locked in one order so that two merges never wait for each other in a circle. */
  async function lockAll(trx: Executor, ids: readonly number[]): Promise<Map<number, StoredAsset>> {
    const locked = new Map<number, StoredAsset>();
    for (const id of [...new Set(ids)].sort((a, b) => a - b)) {
      const asset = await records.lock(trx, id);
      if (asset === undefined) throw new AppError('ASSET_NOT_FOUND', { assetId: id });
      if (asset.merged_into !== null)
        throw new AppError('ASSET_MERGED', { assetId: id, survivorId: asset.merged_into });
      locked.set(id, asset);
    }
    return locked;
  }

  async function mergeOne(trx: Executor, survivor: StoredAsset, merged: StoredAsset, request: MergeRequest) {
    const { first_seen_at, fidelity, quality, checksum, user_name, last_inventory_at } = survivor;
    const before: Before = { first_seen_at, fidelity, quality, checksum, user_name, last_inventory_at };
    const rooms: Record<string, JsonValue> = {};
    for (const mover of movers) rooms[mover.name] = await mover.move(trx, merged.id, survivor.id);
    const followers = await merges.repoint(trx, merged.id, survivor.id);
    // The counters of the record that is older: the machine has been known for so long.
    const older = merged.first_seen_at < survivor.first_seen_at ? merged : survivor;
    const counters: Counters = {
      first_seen_at: older.first_seen_at,
      fidelity: older.fidelity,
      quality: older.quality,
      // What either has to tell those who follow the inventory from outside.
      checksum: survivor.checksum | merged.checksum,
      // An inventory run by a service knows no person; the other may.
      user_name: survivor.user_name ?? merged.user_name,
    };
    await records.update(trx, survivor.id, counters);
    await records.update(trx, merged.id, { merged_into: survivor.id });
    const id = await merges.add(trx, {
      at: clock(),
      actor: request.doer.actor,
      reason: request.reason,
      survivorId: survivor.id,
      mergedId: merged.id,
      moved: { rooms, before, followers },
    });
    const target = `asset ${survivor.id}`;
    await audit.record(
      { ...request.doer, action: 'asset.merge', target, after: { merged: merged.id, merge: id } },
      trx,
    );
    return { id, survivor: { ...survivor, ...counters }, rooms };
  }

  /** @throws {AppError} `ASSET_NOT_FOUND`, also for a record that who asks may not see. */
  async function requireVisible(trx: Executor, ids: readonly number[]): Promise<void> {
    const seen = new Set(await visibleIds(trx, ids));
    const missing = ids.find((id) => !seen.has(id));
    if (missing !== undefined) throw new AppError('ASSET_NOT_FOUND', { assetId: missing });
  }

  function othersOf(request: Pick<MergeRequest, 'survivorId' | 'mergedIds'>): number[] {
    const others = [...new Set(request.mergedIds)];
    if (others.length === 0 || others.includes(request.survivorId)) {
      throw new AppError('MERGE_INVALID', { reason: 'at least one other record has to be named' });
    }
    return others;
  }

  /** Within a transaction. @returns The merges, and what each room noted of each. */
  async function mergeAll(trx: Executor, request: MergeRequest, others: readonly number[]) {
    await requireVisible(trx, [request.survivorId, ...others]);
    // From here on the rooms move what they have, also of the record that loses its TAG on the way.
    return await withScope('everything', () => joinAll(trx, request, others));
  }

  async function joinAll(trx: Executor, request: MergeRequest, others: readonly number[]) {
    const locked = await lockAll(trx, [request.survivorId, ...others]);
    let survivor = locked.get(request.survivorId);
    const ids: number[] = [];
    const rooms: Record<string, JsonValue>[] = [];
    for (const id of others) {
      const merged = locked.get(id);
      if (survivor === undefined || merged === undefined) throw new AppError('ASSET_NOT_FOUND', { assetId: id });
      const joined = await mergeOne(trx, survivor, merged, request);
      survivor = joined.survivor;
      ids.push(joined.id);
      rooms.push(joined.rooms);
    }
    return { ids, rooms };
  }

  /** What has come in since the merge is not lost: then checksum and user stay. */
  async function countersBefore(trx: Executor, survivorId: number, before: Before): Promise<Partial<Counters>> {
    const { first_seen_at, fidelity, quality, checksum, user_name = null } = before;
    const counters = { first_seen_at, fidelity, quality };
    const survivor = await records.lock(trx, survivorId);
    const isSame = checksum !== undefined && survivor?.last_inventory_at === before.last_inventory_at;
    return isSame ? { ...counters, checksum, user_name } : counters;
  }

  return {
    /**
     * All of them, or none.
     *
     * @returns The ids of the merges, for `undo`.
     * @throws {AppError} `ASSET_NOT_FOUND`, `ASSET_MERGED`, `MERGE_INVALID`.
     */
    async merge(request: MergeRequest): Promise<number[]> {
      const others = othersOf(request);
      const made = await db.kysely.transaction().execute(async (trx) => (await mergeAll(trx, request, others)).ids);
      for (const id of [request.survivorId, ...others]) onChanged?.(id);
      return made;
    },

    /**
     * What a merge would do: it is done, looked at, and taken back, so that it tells what would be true.
     *
     * @throws {AppError} As `merge`.
     */
    async preview(request: MergeRequest): Promise<MergePreview> {
      const others = othersOf(request);
      const ids = [request.survivorId, ...others];
      await requireVisible(db.kysely, ids);
      let changes = 0;
      for (const id of others) changes += await countChanges(id);
      let seen: MergePreview | null = null;
      const taken = new Error('The merge was only looked at');
      try {
        await db.kysely.transaction().execute(async (trx) => {
          const before = await readFacts(trx, readers, ids);
          const { rooms } = await mergeAll(trx, request, others);
          const after = await readFacts(trx, readers, ids.slice(0, 1));
          const notes = rooms.reduce((sum, one) => sum + countMoved(one.notes), 0);
          seen = { facts: toMergedFacts(before, after), changes, notes };
          throw taken;
        });
      } catch (error) {
        if (error !== taken) throw error;
      }
      if (seen === null) throw taken;
      return seen;
    },

    /** Merges of all records, newest first. */
    async list(page: { readonly limit: number; readonly offset: number }) {
      const { items, total } = await merges.list(page);
      const newest = new Map<number, number>();
      for (const { survivorId } of items) {
        if (!newest.has(survivorId)) newest.set(survivorId, (await merges.lastInto(db.kysely, survivorId)) ?? 0);
      }
      return {
        total,
        items: items.map(({ at, undoneAt, ...merge }) => ({
          ...merge,
          at: toIso(at),
          undoneAt: undoneAt === null ? null : toIso(undoneAt),
          undoable: undoneAt === null && newest.get(merge.survivorId) === merge.id,
        })),
      };
    },

    /**
     * Puts back what a merge moved.
     *
     * @throws {AppError} `MERGE_NOT_FOUND`; `MERGE_NOT_LAST` while a later merge into the same record stands.
     */
    async undo(mergeId: number, doer: Doer): Promise<StoredMerge> {
      const undone = await db.kysely.transaction().execute(async (trx) => {
        const merge = await merges.lock(trx, mergeId);
        if (merge === undefined || merge.undoneAt !== null) throw new AppError('MERGE_NOT_FOUND', { mergeId });
        const last = await merges.lastInto(trx, merge.survivorId);
        if (last !== mergeId) throw new AppError('MERGE_NOT_LAST', { mergeId, lastId: last ?? 0 });
        const { rooms, before, followers } = merge.moved as {
          rooms: Record<string, JsonValue>;
          before: Before;
          followers: number[];
        }; // safe: mergeOne() wrote it
        await withScope('everything', async () => {
          for (const mover of [...movers].reverse()) {
            const moved = rooms[mover.name];
            if (moved !== undefined) await mover.restore(trx, merge.mergedId, merge.survivorId, moved);
          }
        });
        await records.update(trx, merge.survivorId, await countersBefore(trx, merge.survivorId, before));
        await records.update(trx, merge.mergedId, { merged_into: null });
        await merges.pointBack(trx, followers, merge.mergedId);
        await merges.markUndone(trx, mergeId, clock());
        const target = `asset ${merge.survivorId}`;
        await audit.record({ ...doer, action: 'asset.unmerge', target, after: { restored: merge.mergedId } }, trx);
        return merge;
      });
      for (const id of [undone.survivorId, undone.mergedId]) onChanged?.(id);
      return undone;
    },
  };
}

const toIso = (ms: number) => new Date(ms).toISOString();
