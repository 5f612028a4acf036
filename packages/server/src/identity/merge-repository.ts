import { type RawBuilder, sql } from 'kysely';
import { currentScope } from '../access/viewer.ts';
import { idInScope } from '../db/asset-scope.ts';
import type { Db, Executor } from '../db/database.ts';
import type { JsonValue } from '../fleet/asset-mover.ts';

export type StoredMerge = {
  readonly id: number;
  readonly at: number;
  readonly actor: string;
  readonly reason: string;
  readonly survivorId: number;
  readonly mergedId: number;
  readonly moved: unknown;
  readonly undoneAt: number | null;
};

type NewMerge = Omit<StoredMerge, 'id' | 'undoneAt' | 'moved'> & {
  readonly moved: { readonly rooms: Record<string, JsonValue>; readonly before: object; readonly followers: number[] };
};

export type MergeRepository = ReturnType<typeof createMergeRepository>;

export function createMergeRepository({ kysely, engine }: Db) {
  /** The machine that a record is a part of by now. */
  const machineOf = (id: 'survivor_id' | 'merged_id') =>
    sql`(select coalesce(r.merged_into, r.id) from assets r where r.id = ${sql.ref(`merges.${id}`)})`;

  /**
   * Merges of what who asks may see. A record that was merged away has no TAG of its own: it is seen by whoever sees the machine that it
   * is a part of, and by itself again once the merge is undone.
   */
  const seen = (): RawBuilder<boolean> =>
    currentScope() === 'everything'
      ? sql<boolean>`1 = 1`
      : sql<boolean>`(${idInScope(machineOf('survivor_id'))} and ${idInScope(machineOf('merged_id'))})`;

  return {
    async add(trx: Executor, merge: NewMerge): Promise<number> {
      const row = await trx
        .insertInto('merges')
        .values({
          at: merge.at,
          actor: merge.actor,
          reason: merge.reason,
          survivor_id: merge.survivorId,
          merged_id: merge.mergedId,
          moved: JSON.stringify(merge.moved),
          undone_at: null,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return row.id;
    },

    /** Records that had been merged into `from` go along. @returns Their ids. */
    async repoint(trx: Executor, from: number, to: number): Promise<number[]> {
      const rows = await trx
        .updateTable('assets')
        .set({ merged_into: to })
        .where('merged_into', '=', from)
        .returning('id')
        .execute();
      return rows.map(({ id }) => id);
    },

    async pointBack(trx: Executor, ids: readonly number[], to: number): Promise<void> {
      if (ids.length === 0) return;
      await trx
        .updateTable('assets')
        .set({ merged_into: to })
        .where('id', 'in', [...ids])
        .execute();
    },

    /** Undefined also for one of machines that who asks may not see. */
    async lock(trx: Executor, id: number): Promise<StoredMerge | undefined> {
      const query = trx.selectFrom('merges').selectAll().where('id', '=', id).where(seen());
      const row = await (engine.rowLocks ? query.forUpdate() : query).executeTakeFirst();
      return row === undefined ? undefined : toMerge(row);
    },

    /** The latest merge into a record that still stands. */
    async lastInto(trx: Executor, survivorId: number): Promise<number | undefined> {
      const row = await trx
        .selectFrom('merges')
        .select('id')
        .where('survivor_id', '=', survivorId)
        .where('undone_at', 'is', null)
        .orderBy('id', 'desc')
        .executeTakeFirst();
      return row?.id;
    },

    async markUndone(trx: Executor, id: number, at: number): Promise<void> {
      await trx.updateTable('merges').set({ undone_at: at }).where('id', '=', id).execute();
    },

    /** Merges of all records, newest first, with the names of both. What was moved is not read. */
    async list({ limit, offset }: { readonly limit: number; readonly offset: number }) {
      const counted = await kysely
        .selectFrom('merges')
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .where(seen())
        .executeTakeFirst();
      const items = await kysely
        .selectFrom('merges')
        .innerJoin('assets as s', 's.id', 'merges.survivor_id')
        .innerJoin('assets as g', 'g.id', 'merges.merged_id')
        .select(['merges.id', 'merges.at', 'merges.actor', 'merges.reason', 'merges.undone_at as undoneAt'])
        .select(['merges.survivor_id as survivorId', 's.name as survivorName'])
        .select(['merges.merged_id as mergedId', 'g.name as mergedName'])
        .where(seen())
        .orderBy('merges.id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute();
      return { items, total: counted?.total ?? 0 };
    },

    /** Merges that concern a record, newest first. */
    async listOf(assetId: number): Promise<StoredMerge[]> {
      const rows = await kysely
        .selectFrom('merges')
        .selectAll()
        .where((eb) => eb.or([eb('survivor_id', '=', assetId), eb('merged_id', '=', assetId)]))
        .where(seen())
        .orderBy('id', 'desc')
        .execute();
      return rows.map(toMerge);
    },
  };
}

function toMerge(row: {
  id: number;
  at: number;
  actor: string;
  reason: string;
  survivor_id: number;
  merged_id: number;
  moved: string;
  undone_at: number | null;
}): StoredMerge {
  return {
    id: row.id,
    at: row.at,
    actor: row.actor,
    reason: row.reason,
    survivorId: row.survivor_id,
    mergedId: row.merged_id,
    moved: JSON.parse(row.moved),
    undoneAt: row.undone_at,
  };
}
