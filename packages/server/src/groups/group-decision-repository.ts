import { sql } from 'kysely';
import type { Db, Executor } from '../db/database.ts';
import { idRows, numberRows, sweepMembers } from './group-sql.ts';

export const MANUAL = { reset: 0, include: 1, exclude: 2 } as const;
export type ManualAction = keyof typeof MANUAL;

/** All that is known of an asset in a group. */
export type MemberRow = {
  readonly groupId: number;
  readonly assetId: number;
  readonly computed: number;
  readonly manual: number;
};

export type GroupDecisionRepository = ReturnType<typeof createGroupDecisionRepository>;

/** What people decided by hand about members. */
export function createGroupDecisionRepository({ engine }: Pick<Db, 'engine'>) {
  return {
    /** What was decided by hand about assets, but for those about which nothing was. */
    async manualOf(
      executor: Executor,
      groupId: number,
      assetIds: readonly number[],
    ): Promise<Map<number, ManualAction>> {
      const rows = idRows(engine, assetIds);
      const found = await executor
        .selectFrom('group_members')
        .select(['asset_id as assetId', 'manual'])
        .where('group_id', '=', groupId)
        .where('manual', '<>', MANUAL.reset)
        .where('asset_id', 'in', sql<number>`(select wanted_id from ${rows})`)
        .execute();
      return new Map(found.map(({ assetId, manual }) => [assetId, manual === MANUAL.include ? 'include' : 'exclude']));
    },

    /** What was decided by hand about one asset, by name of group. */
    async decidedOf(executor: Executor, assetId: number): Promise<{ name: string; action: ManualAction }[]> {
      const rows = await executor
        .selectFrom('group_members as m')
        .innerJoin('asset_groups as g', 'g.id', 'm.group_id')
        .select(['g.name', 'm.manual'])
        .where('m.asset_id', '=', assetId)
        .where('m.manual', '<>', MANUAL.reset)
        .orderBy('g.name_key')
        .execute();
      return rows.map(({ name, manual }) => ({ name, action: manual === MANUAL.include ? 'include' : 'exclude' }));
    },

    /** Writes what was decided by hand about assets; those that do not exist are passed over. @returns How many. */
    async decide(trx: Executor, groupId: number, assetIds: readonly number[], manual: number): Promise<number> {
      const rows = idRows(engine, assetIds);
      const { rows: there } = await sql<{ total: number }>`select count(*) as total from assets a
        where a.id in (select wanted_id from ${rows})`.execute(trx);
      if (manual === MANUAL.reset) {
        await sql`update group_members set manual = 0
          where group_id = ${groupId} and asset_id in (select wanted_id from ${rows})`.execute(trx);
        await sweepMembers(trx, [groupId]);
      } else {
        await sql`insert into group_members (group_id, asset_id, computed, manual)
          select ${sql.lit(groupId)}, a.id, 0, ${sql.lit(manual)} from assets a
          where a.id in (select wanted_id from ${rows})
          on conflict (group_id, asset_id) do update set manual = excluded.manual`.execute(trx);
      }
      return there[0]?.total ?? 0;
    },

    /** Rows about an asset, to be moved to another record. */
    async decisionsOf(trx: Executor, assetId: number): Promise<MemberRow[]> {
      return await trx
        .selectFrom('group_members')
        .select(['group_id as groupId', 'asset_id as assetId', 'computed', 'manual'])
        .where('asset_id', '=', assetId)
        .orderBy('group_id')
        .execute();
    },

    /** Replaces all rows about an asset; groups that are gone are passed over. */
    async replaceDecisions(trx: Executor, assetId: number, rows: readonly MemberRow[]): Promise<void> {
      await trx.deleteFrom('group_members').where('asset_id', '=', assetId).execute();
      if (rows.length === 0) return;
      const given = numberRows(
        engine,
        rows.map(({ groupId, computed, manual }) => [groupId, computed, manual]),
        ['wanted_group', 'is_computed', 'by_hand'],
      );
      await sql`insert into group_members (group_id, asset_id, computed, manual)
        select g.id, ${sql.lit(assetId)}, w.is_computed, w.by_hand
        from (select wanted_group, is_computed, by_hand from ${given}) w
        join asset_groups g on g.id = w.wanted_group where true`.execute(trx);
    },
  };
}
