import { sql } from 'kysely';
import type { Db, Executor } from '../db/database.ts';
import { numberRows, sweepMembers } from './group-sql.ts';

export type DueTimes = {
  /** Groups that compare with the present moment are due when computed before this. */
  readonly timedBefore: number;
  readonly anyBefore: number;
  /** Groups are due up to so much later, each by a share of its own, so that they do not all fall due at once. Milliseconds. */
  readonly spreadMs: number;
};

export type ComputedMemberRepository = ReturnType<typeof createComputedMemberRepository>;

/** Members that the searches of dynamic groups find, and when that was computed. */
export function createComputedMemberRepository({ kysely, engine }: Db) {
  return {
    /** Whether any group has to be computed at all. */
    async hasDynamic(): Promise<boolean> {
      const found = await kysely
        .selectFrom('asset_groups')
        .select('id')
        .where('tree', 'is not', null)
        .limit(1)
        .executeTakeFirst();
      return found !== undefined;
    },

    /** Dynamic groups whose computed members may be wrong: the definition changed, or too much time went by. */
    async due({ timedBefore, anyBefore, spreadMs }: DueTimes): Promise<{ id: number; isStale: boolean }[]> {
      const rows = await kysely
        .selectFrom('asset_groups')
        .select(['id', 'revision', 'evaluated_revision as evaluatedRevision'])
        .where('tree', 'is not', null)
        .where((eb) =>
          eb.or([
            eb('revision', '<>', eb.ref('evaluated_revision')),
            eb.and([eb('timed', '=', 1), eb('evaluated_at', '<', timedBefore)]),
            sql<boolean>`evaluated_at + ${sql.lit(spreadMs)} * ((id * 619) % 1000) / 1000 < ${anyBefore}`,
          ]),
        )
        .orderBy('evaluated_at')
        .execute();
      return rows.map(({ id, revision, evaluatedRevision }) => ({ id, isStale: revision !== evaluatedRevision }));
    },

    async definitions(executor: Executor): Promise<{ id: number; tree: string; revision: number }[]> {
      const rows = await executor
        .selectFrom('asset_groups')
        .select(['id', 'tree', 'revision'])
        .where('tree', 'is not', null)
        .orderBy('id')
        .execute();
      return rows.map(({ id, tree, revision }) => ({ id, tree: tree ?? '', revision }));
    },

    /** The computed members of one group. */
    async computedOf(trx: Executor, groupId: number): Promise<number[]> {
      const rows = await trx
        .selectFrom('group_members')
        .select('asset_id as assetId')
        .where('group_id', '=', groupId)
        .where('computed', '=', 1)
        .execute();
      return rows.map(({ assetId }) => assetId);
    },

    /** Computed memberships of a few assets. */
    async computedAmong(trx: Executor, assetIds: readonly number[]): Promise<{ groupId: number; assetId: number }[]> {
      return await trx
        .selectFrom('group_members')
        .select(['group_id as groupId', 'asset_id as assetId'])
        .where('asset_id', 'in', assetIds)
        .where('computed', '=', 1)
        .execute();
    },

    /** Writes which assets became computed members, and which are no longer. */
    async writeComputed(
      trx: Executor,
      added: readonly (readonly [groupId: number, assetId: number])[],
      removed: readonly (readonly [groupId: number, assetId: number])[],
    ): Promise<void> {
      const names = ['of_group', 'of_asset'];
      if (removed.length > 0) {
        const rows = numberRows(engine, removed, names);
        await sql`update group_members set computed = 0 where exists (
          select 1 from (select of_group, of_asset from ${rows}) w
          where w.of_group = group_members.group_id and w.of_asset = group_members.asset_id)
          and group_id in (${sql.join([...new Set(removed.map(([groupId]) => groupId))])})`.execute(trx);
        await sweepMembers(trx, [...new Set(removed.map(([groupId]) => groupId))]);
      }
      if (added.length > 0) {
        const rows = numberRows(engine, added, names);
        await sql`insert into group_members (group_id, asset_id, computed, manual)
          select w.of_group, a.id, 1, 0 from (select of_group, of_asset from ${rows}) w
          join assets a on a.id = w.of_asset where true
          on conflict (group_id, asset_id) do update set computed = 1`.execute(trx);
      }
    },

    async setEvaluated(trx: Executor, id: number, revision: number, at: number): Promise<void> {
      await trx
        .updateTable('asset_groups')
        .set({ evaluated_revision: revision, evaluated_at: at })
        .where('id', '=', id)
        .execute();
    },
  };
}
