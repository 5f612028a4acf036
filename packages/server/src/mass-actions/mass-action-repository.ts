import { sql } from 'kysely';
import { currentScope } from '../access/viewer.ts';
import { idInScope, inScope, visibleIds } from '../db/asset-scope.ts';
import type { Db, Executor } from '../db/database.ts';
import type { MassActionState } from './mass-action.ts';
import { createMassActionTargetRepository } from './mass-action-target-repository.ts';
import { type NewMassAction, type StoredMassAction, TARGET_STATES, toAction } from './stored-mass-action.ts';

/** Rows of one statement. */
const CHUNK = 10_000;

type Page = { readonly limit: number; readonly offset: number };

export type MassActionRepository = ReturnType<typeof createMassActionRepository>;

export function createMassActionRepository(db: Db) {
  const { kysely, engine } = db;
  const select = (executor: Executor) =>
    executor
      .selectFrom('mass_actions as m')
      .selectAll('m')
      .select(sql<number | null>`(select u.id from mass_actions u where u.undo_of = m.id)`.as('undone_by'));

  /**
   * Which actions who asks may see: their own, and those that were about machines which they may see and no others. Of a machine that is
   * gone nobody knows any more who might.
   */
  const seen = (asker: string) =>
    currentScope() === 'everything'
      ? sql<boolean>`1 = 1`
      : sql<boolean>`(m.actor = ${asker} or not exists (
          select 1 from mass_action_targets t left join assets a on a.id = t.asset_id
          where t.action_id = m.id and (a.id is null or not (${inScope()}))))`;

  async function countTargets(trx: Executor, id: number): Promise<number> {
    const row = await trx
      .selectFrom('mass_action_targets')
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .where('action_id', '=', id)
      .executeTakeFirstOrThrow();
    await trx.updateTable('mass_actions').set({ total: row.total }).where('id', '=', id).execute();
    return row.total;
  }

  async function insert(trx: Executor, action: NewMassAction): Promise<number> {
    const { id } = await trx
      .insertInto('mass_actions')
      .values({
        action: action.action,
        parameters: JSON.stringify(action.parameters),
        summary: JSON.stringify(action.summary),
        state: 'running',
        actor: action.actor,
        address: action.address,
        created_at: action.createdAt,
        finished_at: null,
        total: 0,
        changed: 0,
        unchanged: 0,
        refused: 0,
        is_cancelled: 0,
        error: null,
        undo_of: action.undoOf,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  }

  return {
    ...createMassActionTargetRepository(db),

    transaction: <T>(work: (trx: Executor) => Promise<T>): Promise<T> => kysely.transaction().execute(work),

    /** Outside any transaction. */
    reader: kysely as Executor,

    /** Those of these assets that who asks may see; whoever sees everything names also what is gone, and is told so. */
    visible: (assetIds: readonly number[]): Promise<number[]> => visibleIds(kysely, assetIds),

    /** An action on these assets, which are its targets from now on whatever a search finds later. Ids of nothing stay, to be refused. */
    async create(
      trx: Executor,
      action: NewMassAction,
      assetIds: readonly number[],
    ): Promise<{ id: number; total: number }> {
      const id = await insert(trx, action);
      for (let start = 0; start < assetIds.length; start += CHUNK) {
        const wanted = engine.rowsFromJson(
          assetIds.slice(start, start + CHUNK).map((one) => [one]),
          [{ name: 'wanted_id', type: 'reference' }],
        );
        await sql`insert into mass_action_targets (action_id, asset_id, name, state)
          select ${sql.lit(id)}, w.wanted_id, coalesce(a.name, ''), 0 from (select wanted_id from ${wanted}) w
          left join assets a on a.id = w.wanted_id where true
          on conflict (action_id, asset_id) do nothing`.execute(trx);
      }
      return { id, total: await countTargets(trx, id) };
    },

    /** An action that puts another one back, on what that one changed and who asks may see. */
    async createUndo(trx: Executor, action: NewMassAction & { readonly undoOf: number }) {
      const id = await insert(trx, action);
      await sql`insert into mass_action_targets (action_id, asset_id, name, state, before, after)
        select ${sql.lit(id)}, asset_id, name, 0, before, after from mass_action_targets
        where action_id = ${action.undoOf} and state = ${TARGET_STATES.changed}
          and ${idInScope(sql.ref('asset_id'))}`.execute(trx);
      return { id, total: await countTargets(trx, id) };
    },

    /** @param asker The actor that asks; needed where somebody does. */
    async find(id: number, asker = ''): Promise<StoredMassAction | undefined> {
      const row = await select(kysely).where('m.id', '=', id).where(seen(asker)).executeTakeFirst();
      return row === undefined ? undefined : toAction(row);
    },

    /** Locked until the transaction ends: two processes never do the same step. */
    async lock(trx: Executor, id: number, asker = ''): Promise<StoredMassAction | undefined> {
      if (engine.rowLocks) await trx.selectFrom('mass_actions').select('id').where('id', '=', id).forUpdate().execute();
      const row = await select(trx).where('m.id', '=', id).where(seen(asker)).executeTakeFirst();
      return row === undefined ? undefined : toAction(row);
    },

    /** Newest first. */
    async list({
      limit,
      offset,
      asker,
      actor,
      state,
    }: Page & { asker: string; actor?: string | undefined; state?: MassActionState | undefined }) {
      let matching = select(kysely).where(seen(asker));
      if (actor !== undefined) matching = matching.where('m.actor', '=', actor);
      if (state !== undefined) matching = matching.where('m.state', '=', state);
      const counted = await matching
        .clearSelect()
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .executeTakeFirst();
      const rows = await matching.orderBy('m.id', 'desc').limit(limit).offset(offset).execute();
      return { items: rows.map(toAction), total: counted?.total ?? 0 };
    },

    /** The oldest that runs, of these actions. */
    async nextRunning(actions: readonly string[]): Promise<number | undefined> {
      if (actions.length === 0) return undefined;
      const row = await kysely
        .selectFrom('mass_actions')
        .select('id')
        .where('state', '=', 'running')
        .where('action', 'in', actions)
        .orderBy('id')
        .limit(1)
        .executeTakeFirst();
      return row?.id;
    },

    async cancel(trx: Executor, id: number): Promise<void> {
      await trx.updateTable('mass_actions').set({ is_cancelled: 1 }).where('id', '=', id).execute();
    },

    async finish(
      trx: Executor,
      id: number,
      end: { readonly state: MassActionState; readonly at: number; readonly error: StoredMassAction['error'] },
    ): Promise<void> {
      const error = end.error === null ? null : JSON.stringify(end.error);
      await trx
        .updateTable('mass_actions')
        .set({ state: end.state, finished_at: end.at, error })
        .where('id', '=', id)
        .execute();
    },

    /** Forgets actions that ended before a moment. @returns How many. */
    async purge(before: number): Promise<number> {
      const { numDeletedRows } = await kysely
        .deleteFrom('mass_actions')
        .where('state', '<>', 'running')
        .where('finished_at', '<', before)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
