import { sql } from 'kysely';
import type { Db, Executor } from '../db/database.ts';
import { idRows } from './group-sql.ts';

export type GroupQueueRepository = ReturnType<typeof createGroupQueueRepository>;

/** Assets that groups have to look at again, because something changed about them. */
export function createGroupQueueRepository({ kysely, engine }: Db) {
  return {
    /** Notes that something changed about assets, so that the groups look at them again. */
    async enqueue(assetIds: readonly number[], at: number, executor: Executor = kysely): Promise<void> {
      if (assetIds.length === 0) return;
      // In one order, so that two processes which note the same assets never wait for each other in a circle.
      const sorted = [...new Set(assetIds)].sort((a, b) => a - b);
      const rows = idRows(engine, sorted);
      await sql`insert into group_queue (asset_id, queued_at) select wanted_id, ${sql.lit(at)} from ${rows}
        where true on conflict (asset_id) do nothing`.execute(executor);
    },

    async isQueued(): Promise<boolean> {
      return (await kysely.selectFrom('group_queue').select('asset_id').limit(1).executeTakeFirst()) !== undefined;
    },

    /** Takes assets from the queue; when the transaction fails they are still there. */
    async takeQueued(trx: Executor, limit: number): Promise<number[]> {
      const rows = await trx
        .selectFrom('group_queue')
        .select('asset_id as assetId')
        .orderBy('queued_at')
        .limit(limit)
        .execute();
      const ids = rows.map(({ assetId }) => assetId);
      if (ids.length > 0) await trx.deleteFrom('group_queue').where('asset_id', 'in', ids).execute();
      return ids;
    },
  };
}
