import { sql } from 'kysely';
import { inScope } from '../db/asset-scope.ts';
import type { Db, Executor } from '../db/database.ts';

/** Any text, the same in every process: who changes members waits for who is changing them. */
const LOCK = 'groups';

export type StoredGroup = {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly tree: string | null;
  readonly revision: number;
  readonly evaluatedRevision: number;
  readonly evaluatedAt: number;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly members: number;
};

export type GroupValues = {
  readonly name: string;
  readonly nameKey: string;
  readonly description: string;
  readonly tree: string | null;
  readonly timed: boolean;
};

export type GroupsQuery = {
  readonly limit: number;
  readonly offset: number;
  readonly q?: string | undefined;
  readonly kind?: 'static' | 'dynamic' | undefined;
};

/** How an asset belongs to a group, or does not. */
export type How = 'computed' | 'included' | 'excluded';

export const MANUAL = { reset: 0, include: 1, exclude: 2 } as const;
export type ManualAction = keyof typeof MANUAL;

export type MembersQuery = {
  readonly limit: number;
  readonly offset: number;
  /** Absent: the members, however they became so. */
  readonly how?: How | undefined;
  /** Text that the name, the user, the serial number or the address contains. */
  readonly q?: string | undefined;
  readonly sort: readonly { readonly column: string; readonly descending: boolean }[];
};

export type MemberRow = {
  readonly groupId: number;
  readonly assetId: number;
  readonly computed: number;
  readonly manual: number;
};

export type DueTimes = {
  /** Groups that compare with the present moment are due when computed before this. */
  readonly timedBefore: number;
  readonly anyBefore: number;
  /** Groups are due up to so much later, each by a share of its own, so that they do not all fall due at once. Milliseconds. */
  readonly spreadMs: number;
};

export type GroupRepository = ReturnType<typeof createGroupRepository>;

const EFFECTIVE = sql<boolean>`(m.manual = 1 or (m.computed = 1 and m.manual = 0))`;
/** Archived machines, and records merged into others, stay members and are not shown. */
const SHOWN = sql<boolean>`(a.merged_into is null and a.archived_at is null)`;

export function createGroupRepository({ kysely, engine }: Db) {
  const select = (executor: Executor) =>
    executor
      .selectFrom('asset_groups as g')
      .select([
        'g.id',
        'g.name',
        'g.description',
        'g.tree',
        'g.revision',
        'g.evaluated_revision as evaluatedRevision',
        'g.evaluated_at as evaluatedAt',
        'g.created_at as createdAt',
        'g.created_by as createdBy',
      ])
      .select(
        sql<number>`(select count(*) from group_members m join assets a on a.id = m.asset_id
          where m.group_id = g.id and ${EFFECTIVE} and ${SHOWN} and ${inScope()})`.as('members'),
      );

  const numbers = (rows: readonly (readonly number[])[], names: readonly string[]) =>
    engine.rowsFromJson(
      rows,
      names.map((name) => ({ name, type: 'integer' })),
    );

  /** Rows that say nothing: neither computed nor decided by hand. */
  async function sweep(trx: Executor, groupIds: readonly number[]): Promise<void> {
    if (groupIds.length === 0) return;
    await trx
      .deleteFrom('group_members')
      .where('group_id', 'in', groupIds)
      .where('computed', '=', 0)
      .where('manual', '=', 0)
      .execute();
  }

  return {
    /** One transaction in which nobody else changes the members of any group, in any process. */
    async exclusively<T>(work: (trx: Executor) => Promise<T>): Promise<T> {
      return await kysely.transaction().execute(async (trx) => {
        await engine.lockKeys(trx, [LOCK]);
        return await work(trx);
      });
    },

    /** Nobody else changes the members of any group until the transaction ends. */
    lock: (trx: Executor): Promise<void> => engine.lockKeys(trx, [LOCK]),

    /** What was decided by hand about assets, but for those about which nothing was. */
    async manualOf(
      executor: Executor,
      groupId: number,
      assetIds: readonly number[],
    ): Promise<Map<number, ManualAction>> {
      const rows = numbers(
        assetIds.map((id) => [id]),
        ['wanted_id'],
      );
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

    /** Numbers and names of the groups, by name. */
    async names(limit: number): Promise<{ value: number; label: string }[]> {
      return await kysely
        .selectFrom('asset_groups')
        .select(['id as value', 'name as label'])
        .orderBy('name_key')
        .limit(limit)
        .execute();
    },

    async list({ limit, offset, q, kind }: GroupsQuery): Promise<{ items: StoredGroup[]; total: number }> {
      let matching = select(kysely);
      if (kind !== undefined) matching = matching.where('g.tree', kind === 'static' ? 'is' : 'is not', null);
      if (q !== undefined && q !== '') {
        const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
        const caseless = sql.raw(engine.caseless);
        matching = matching.where(
          sql<boolean>`(g.name ${caseless} ${pattern} escape '\\' or g.description ${caseless} ${pattern} escape '\\')`,
        );
      }
      const counted = await matching
        .clearSelect()
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .executeTakeFirst();
      const items = await matching.orderBy('g.name_key').limit(limit).offset(offset).execute();
      return { items, total: counted?.total ?? 0 };
    },

    async find(id: number, executor: Executor = kysely): Promise<StoredGroup | undefined> {
      return await select(executor).where('g.id', '=', id).executeTakeFirst();
    },

    /** @returns Undefined when there is one of that name. */
    async create(
      executor: Executor,
      { name, nameKey, description, tree, timed }: GroupValues,
      by: { readonly actor: string; readonly at: number },
    ): Promise<number | undefined> {
      const made = await executor
        .insertInto('asset_groups')
        .values({
          name,
          name_key: nameKey,
          description,
          tree,
          timed: timed ? 1 : 0,
          revision: 1,
          evaluated_revision: tree === null ? 1 : 0,
          evaluated_at: by.at,
          created_at: by.at,
          created_by: by.actor,
        })
        .onConflict((conflict) => conflict.column('name_key').doNothing())
        .returning('id')
        .executeTakeFirst();
      return made?.id;
    },

    /** @returns False when there is another of that name. */
    async update(
      trx: Executor,
      id: number,
      { name, nameKey, description, tree, timed }: GroupValues,
    ): Promise<boolean> {
      const other = await trx
        .selectFrom('asset_groups')
        .select('id')
        .where('name_key', '=', nameKey)
        .where('id', '<>', id)
        .executeTakeFirst();
      if (other !== undefined) return false;
      await trx
        .updateTable('asset_groups')
        .set((eb) => ({
          name,
          name_key: nameKey,
          description,
          tree,
          timed: timed ? 1 : 0,
          revision: eb('revision', '+', 1),
        }))
        .where('id', '=', id)
        .execute();
      return true;
    },

    async remove(trx: Executor, id: number): Promise<void> {
      await trx.deleteFrom('asset_groups').where('id', '=', id).execute();
    },

    /** The groups that an asset is a member of; one look into an index. */
    async idsOf(assetId: number): Promise<number[]> {
      const rows = await kysely
        .selectFrom('group_members as m')
        .select('m.group_id as groupId')
        .where('m.asset_id', '=', assetId)
        .where(EFFECTIVE)
        .orderBy('m.group_id')
        .execute();
      return rows.map(({ groupId }) => groupId);
    },

    async members(groupId: number, { limit, offset, how, q = '', sort }: MembersQuery) {
      const wanted = {
        computed: sql<boolean>`(m.computed = 1 and m.manual = 0)`,
        included: sql<boolean>`m.manual = 1`,
        excluded: sql<boolean>`m.manual = 2`,
      };
      let matching = kysely
        .selectFrom('group_members as m')
        .innerJoin('assets as a', 'a.id', 'm.asset_id')
        .where('m.group_id', '=', groupId)
        .where(how === undefined ? EFFECTIVE : wanted[how])
        .where(SHOWN)
        .where(inScope());
      if (q !== '') {
        const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
        const caseless = sql.raw(engine.caseless);
        const cells = (['name', 'user_name', 'serial', 'ip'] as const).map((name) => sql.ref(`a.${name}`));
        matching = matching.where(({ or }) =>
          or(cells.map((cell) => sql<boolean>`${cell} ${caseless} ${pattern} escape '\\'`)),
        );
      }
      const counted = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirst();
      let sorted = matching.select(['m.asset_id as assetId', 'm.manual', 'm.computed']);
      for (const { column, descending } of sort) {
        const cell = sql.ref(`a.${column}`);
        sorted = sorted
          .orderBy(sql`case when ${cell} is null then 1 else 0 end`)
          .orderBy(cell, descending ? 'desc' : 'asc');
      }
      const items = await sorted.orderBy('m.asset_id', 'desc').limit(limit).offset(offset).execute();
      return { items, total: counted?.total ?? 0 };
    },

    async memberIds(groupId: number): Promise<number[]> {
      const rows = await kysely
        .selectFrom('group_members as m')
        .innerJoin('assets as a', 'a.id', 'm.asset_id')
        .select('m.asset_id as assetId')
        .where('m.group_id', '=', groupId)
        .where(EFFECTIVE)
        .where(SHOWN)
        .orderBy('m.asset_id')
        .execute();
      return rows.map(({ assetId }) => assetId);
    },

    /** Writes what was decided by hand about assets; those that do not exist are passed over. @returns How many. */
    async decide(trx: Executor, groupId: number, assetIds: readonly number[], manual: number): Promise<number> {
      const rows = numbers(
        assetIds.map((id) => [id]),
        ['wanted_id'],
      );
      const { rows: there } = await sql<{ total: number }>`select count(*) as total from assets a
        where a.id in (select wanted_id from ${rows})`.execute(trx);
      if (manual === MANUAL.reset) {
        await sql`update group_members set manual = 0
          where group_id = ${groupId} and asset_id in (select wanted_id from ${rows})`.execute(trx);
        await sweep(trx, [groupId]);
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
      const given = numbers(
        rows.map(({ groupId, computed, manual }) => [groupId, computed, manual]),
        ['wanted_group', 'is_computed', 'by_hand'],
      );
      await sql`insert into group_members (group_id, asset_id, computed, manual)
        select g.id, ${sql.lit(assetId)}, w.is_computed, w.by_hand
        from (select wanted_group, is_computed, by_hand from ${given}) w
        join asset_groups g on g.id = w.wanted_group where true`.execute(trx);
    },

    // What the worker needs

    /** Notes that something changed about assets, so that the groups look at them again. */
    async enqueue(assetIds: readonly number[], at: number, executor: Executor = kysely): Promise<void> {
      if (assetIds.length === 0) return;
      // In one order, so that two processes which note the same assets never wait for each other in a circle.
      const sorted = [...new Set(assetIds)].sort((a, b) => a - b);
      const rows = numbers(
        sorted.map((id) => [id]),
        ['wanted_id'],
      );
      await sql`insert into group_queue (asset_id, queued_at) select wanted_id, ${sql.lit(at)} from ${rows}
        where true on conflict (asset_id) do nothing`.execute(executor);
    },

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
        const rows = numbers(removed, names);
        await sql`update group_members set computed = 0 where exists (
          select 1 from (select of_group, of_asset from ${rows}) w
          where w.of_group = group_members.group_id and w.of_asset = group_members.asset_id)
          and group_id in (${sql.join([...new Set(removed.map(([groupId]) => groupId))])})`.execute(trx);
        await sweep(trx, [...new Set(removed.map(([groupId]) => groupId))]);
      }
      if (added.length > 0) {
        const rows = numbers(added, names);
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
