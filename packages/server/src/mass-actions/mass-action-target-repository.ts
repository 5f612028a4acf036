import { sql } from 'kysely';
import { currentScope } from '../access/viewer.ts';
import { idInScope } from '../db/asset-scope.ts';
import type { Db, Executor } from '../db/database.ts';
import type { Outcome } from './mass-action.ts';
import { type StoredTarget, TARGET_STATES, type TargetState, toTarget } from './stored-mass-action.ts';

type Page = { readonly limit: number; readonly offset: number };

/** What mass actions are about, and what became of it. */
export function createMassActionTargetRepository({ kysely, engine }: Db) {
  return {
    /** @param after Those up to this asset are known to be done: PostgreSQL would go through what is left of them each time. */
    async waiting(executor: Executor, id: number, limit: number, after = 0): Promise<StoredTarget[]> {
      const rows = await executor
        .selectFrom('mass_action_targets')
        .selectAll()
        .where('action_id', '=', id)
        .where('state', '=', TARGET_STATES.waiting)
        .where('asset_id', '>', after)
        .orderBy('asset_id')
        .limit(limit)
        .execute();
      return rows.map(toTarget);
    },

    /** Those that who asks may see, or that are gone. */
    async targets(id: number, { limit, offset, state }: Page & { state?: TargetState | undefined }) {
      let matching = kysely.selectFrom('mass_action_targets').where('action_id', '=', id);
      if (currentScope() !== 'everything') {
        const there = sql`select 1 from assets b where b.id = mass_action_targets.asset_id`;
        matching = matching.where(sql<boolean>`(${idInScope(sql.ref('asset_id'))} or not exists (${there}))`);
      }
      if (state !== undefined) matching = matching.where('state', '=', TARGET_STATES[state]);
      const counted = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirst();
      const rows = await matching.selectAll().orderBy('asset_id').limit(limit).offset(offset).execute();
      return { items: rows.map(toTarget), total: counted?.total ?? 0 };
    },

    /** Writes what became of targets, and counts it. */
    async saveOutcomes(trx: Executor, id: number, outcomes: readonly Outcome[]): Promise<void> {
      if (outcomes.length === 0) return;
      const rows = engine.rowsFromJson(
        outcomes.map((one) => [
          one.assetId,
          TARGET_STATES[one.result],
          one.result === 'refused' ? one.reason : null,
          one.result === 'refused' ? (one.detail?.slice(0, 500) ?? null) : null,
          one.result === 'changed' ? JSON.stringify(one.before) : null,
          one.result === 'changed' ? JSON.stringify(one.after) : null,
        ]),
        [
          { name: 'of_asset', type: 'reference' },
          { name: 'new_state', type: 'integer' },
          { name: 'new_reason', type: 'text' },
          { name: 'new_detail', type: 'text' },
          { name: 'new_before', type: 'text' },
          { name: 'new_after', type: 'text' },
        ],
      );
      // The rows are there. An `update … from` would leave it to the planner to go through all targets for each of these.
      await sql`insert into mass_action_targets (action_id, asset_id, name, state, reason, detail, before, after)
        select ${sql.lit(id)}, of_asset, '', new_state, new_reason, new_detail, new_before, new_after
        from (select of_asset, new_state, new_reason, new_detail, new_before, new_after from ${rows}) w where true
        on conflict (action_id, asset_id) do update set state = excluded.state, reason = excluded.reason,
          detail = excluded.detail, before = excluded.before, after = excluded.after`.execute(trx);
      const count = (result: Outcome['result']) => outcomes.filter((one) => one.result === result).length;
      await trx
        .updateTable('mass_actions')
        .set((eb) => ({
          changed: eb('changed', '+', count('changed')),
          unchanged: eb('unchanged', '+', count('unchanged')),
          refused: eb('refused', '+', count('refused')),
        }))
        .where('id', '=', id)
        .execute();
    },

    /** How often each reason and detail was met, the most frequent first. */
    async refusals(id: number, limit: number) {
      return await kysely
        .selectFrom('mass_action_targets')
        .select(['reason', 'detail'])
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('action_id', '=', id)
        .where('state', '=', TARGET_STATES.refused)
        .groupBy(['reason', 'detail'])
        .orderBy('count', 'desc')
        .orderBy('reason')
        .orderBy('detail')
        .limit(limit)
        .execute();
    },
  };
}
