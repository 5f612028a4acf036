import { sql } from 'kysely';
import { inScope } from '../db/asset-scope.ts';
import type { Db, Executor } from '../db/database.ts';
import { isMember } from '../db/group-membership.ts';
import { contains } from '../db/like.ts';
import { SHOWN } from './group-sql.ts';

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

export type GroupRepository = ReturnType<typeof createGroupRepository>;

/** The groups themselves. */
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
          where m.group_id = g.id and ${isMember('m')} and ${SHOWN} and ${inScope()})`.as('members'),
      );

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
        const cells = (['name', 'description'] as const).map((name) => sql.ref(`g.${name}`));
        matching = matching.where(({ or }) => or(cells.map((cell) => contains(engine, cell, q))));
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
  };
}
