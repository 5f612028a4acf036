import { type Selectable, sql } from 'kysely';
import { currentScope } from '../access/viewer.ts';
import { idInScope, inScope, visibleIds } from '../db/asset-scope.ts';
import type { Db, Executor } from '../db/database.ts';
import type { JsonValue } from '../fleet/asset-mover.ts';
import type { Change, MassActionState, Outcome, Reason } from './mass-action.ts';
import type { MassActionsTable } from './mass-action-tables.ts';

/** Rows of one statement. */
const CHUNK = 10_000;

export const TARGET_STATES = { waiting: 0, changed: 1, unchanged: 2, refused: 3 } as const;
export type TargetState = keyof typeof TARGET_STATES;

export type StoredMassAction = {
  readonly id: number;
  readonly action: string;
  readonly parameters: JsonValue;
  readonly summary: readonly Change[];
  readonly state: MassActionState;
  readonly actor: string;
  readonly address: string | null;
  readonly createdAt: number;
  readonly finishedAt: number | null;
  readonly total: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly isCancelled: boolean;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly undoOf: number | null;
  /** The mass action that put this one back. */
  readonly undoneBy: number | null;
};

export type NewMassAction = Pick<
  StoredMassAction,
  'action' | 'parameters' | 'summary' | 'actor' | 'address' | 'createdAt' | 'undoOf'
>;

export type StoredTarget = {
  readonly assetId: number;
  readonly name: string;
  readonly state: TargetState;
  readonly reason: Reason | null;
  readonly detail: string | null;
  readonly before: JsonValue;
  readonly after: JsonValue;
};

type Page = { readonly limit: number; readonly offset: number };

export type MassActionRepository = ReturnType<typeof createMassActionRepository>;

export function createMassActionRepository({ kysely, engine }: Db) {
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

type ActionRow = Selectable<MassActionsTable> & { readonly undone_by: number | null };

function toAction(row: ActionRow): StoredMassAction {
  return {
    id: row.id,
    action: row.action,
    parameters: JSON.parse(row.parameters) as JsonValue,
    summary: JSON.parse(row.summary) as Change[], // safe: we wrote it, as the states and the error
    state: row.state as MassActionState,
    actor: row.actor,
    address: row.address,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    total: row.total,
    changed: row.changed,
    unchanged: row.unchanged,
    refused: row.refused,
    isCancelled: row.is_cancelled === 1,
    error: row.error === null ? null : (JSON.parse(row.error) as StoredMassAction['error']),
    undoOf: row.undo_of,
    undoneBy: row.undone_by,
  };
}

const NAMES = Object.keys(TARGET_STATES) as TargetState[]; // safe: the table's own keys, in the order of their numbers

function toTarget(row: {
  asset_id: number;
  name: string;
  state: number;
  reason: string | null;
  detail: string | null;
  before: string | null;
  after: string | null;
}): StoredTarget {
  return {
    assetId: row.asset_id,
    name: row.name,
    state: NAMES[row.state] ?? 'waiting',
    reason: row.reason as Reason | null, // safe: we wrote it
    detail: row.detail,
    before: row.before === null ? null : (JSON.parse(row.before) as JsonValue),
    after: row.after === null ? null : (JSON.parse(row.after) as JsonValue),
  };
}
