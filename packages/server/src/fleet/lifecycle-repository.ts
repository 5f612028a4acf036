import { sql } from 'kysely';
import { idInScope } from '../db/asset-scope.ts';
import type { Db, Executor } from '../db/database.ts';
import type { DeletionTables } from './deletion-tables.ts';

type Row = DeletionTables['deleted_equiv'];

export type StoredTrace = Omit<Row, 'id'> & { readonly id: number };

export type LifecycleRepository = ReturnType<typeof createLifecycleRepository>;

export function createLifecycleRepository({ kysely, engine }: Db) {
  const among = (ids: readonly number[]) =>
    sql`(select wanted_id from ${engine.rowsFromJson(
      ids.map((id) => [id]),
      [{ name: 'wanted_id', type: 'reference' }],
    )})`;

  /** Of what was deleted nobody knows the TAG any more: that is for who sees everything. What was merged is now part of another. */
  const seen = () => idInScope(sql.ref('equivalent'));

  return {
    transaction: <T>(work: (trx: Executor) => Promise<T>): Promise<T> => kysely.transaction().execute(work),

    /** Those of the assets that there are, locked until the transaction ends. */
    async lock(trx: Executor, ids: readonly number[]) {
      const query = trx
        .selectFrom('assets')
        .select(['id', 'device_id', 'name', 'archived_at'])
        .where('id', 'in', sql<number>`${among(ids)}`)
        .where('merged_into', 'is', null)
        .orderBy('id'); // one order in every process: two never wait for each other in a circle
      return await (engine.rowLocks ? query.forUpdate() : query).execute();
    },

    /** As `lock`, without one. */
    async present(ids: readonly number[], executor: Executor = kysely) {
      return await executor
        .selectFrom('assets')
        .select(['id', 'device_id', 'name', 'archived_at'])
        .where('id', 'in', sql<number>`${among(ids)}`)
        .where('merged_into', 'is', null)
        .orderBy('id')
        .execute();
    },

    /** Removes assets, the records that were merged into them, and by foreign keys every row of theirs in every table. */
    async remove(trx: Executor, ids: readonly number[]): Promise<void> {
      await trx
        .deleteFrom('assets')
        .where((eb) =>
          eb.or([eb('id', 'in', sql<number>`${among(ids)}`), eb('merged_into', 'in', sql<number>`${among(ids)}`)]),
        )
        .execute();
    },

    async setArchived(trx: Executor, ids: readonly number[], archivedAt: number | null): Promise<void> {
      await trx
        .updateTable('assets')
        .set({ archived_at: archivedAt })
        .where('id', 'in', sql<number>`${among(ids)}`)
        .execute();
    },

    /** @returns Numbers of the traces. */
    async trace(trx: Executor, traces: readonly Omit<Row, 'id'>[]): Promise<number[]> {
      const ids: number[] = [];
      for (const trace of traces) {
        const { id } = await trx.insertInto('deleted_equiv').values(trace).returning('id').executeTakeFirstOrThrow();
        ids.push(id);
      }
      return ids;
    },

    async untrace(trx: Executor, ids: readonly number[]): Promise<void> {
      if (ids.length > 0) await trx.deleteFrom('deleted_equiv').where('id', 'in', ids).execute();
    },

    /** Oldest first. */
    async traces({ limit, offset }: { readonly limit: number; readonly offset: number }) {
      const counted = await kysely
        .selectFrom('deleted_equiv')
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .where(seen())
        .executeTakeFirst();
      const items: StoredTrace[] = await kysely
        .selectFrom('deleted_equiv')
        .selectAll()
        .where(seen())
        .orderBy('id')
        .limit(limit)
        .offset(offset)
        .execute();
      return { items, total: counted?.total ?? 0 };
    },

    /** @returns How many of the oldest are gone. */
    async clearTraces(trx: Executor, count: number): Promise<number> {
      const oldest = trx.selectFrom('deleted_equiv').select('id').where(seen()).orderBy('id').limit(count);
      const { numDeletedRows } = await trx.deleteFrom('deleted_equiv').where('id', 'in', oldest).executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
