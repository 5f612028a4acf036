import { sql } from 'kysely';
import type { Db, Executor } from '../db/database.ts';

export type ViewRow = {
  readonly id: number;
  readonly ownerId: number;
  readonly owner: string;
  readonly list: string;
  readonly name: string;
  readonly shared: number;
  /** JSON. */
  readonly state: string;
  readonly updatedAt: number;
};

export type ViewValues = {
  readonly list: string;
  readonly name: string;
  readonly nameKey: string;
  readonly shared: boolean;
  readonly state: string;
};

type Moments = { readonly now: number; readonly seenAt?: number | undefined };
type Updated = 'updated' | 'nameTaken' | 'changed';

export type ViewRepository = ReturnType<typeof createViewRepository>;

/** Views of lists as they are stored. */
export function createViewRepository({ kysely }: Pick<Db, 'kysely'>) {
  const rows = (executor: Executor) =>
    executor
      .selectFrom('list_views as v')
      .innerJoin('users as u', 'u.id', 'v.owner_id')
      .select(['v.id', 'v.owner_id as ownerId', 'u.name as owner', 'v.list', 'v.name', 'v.shared', 'v.state'])
      .select('v.updated_at as updatedAt');
  const columns = ({ list, name, nameKey, shared, state }: ViewValues) => ({
    list,
    name,
    name_key: nameKey,
    shared: shared ? 1 : 0,
    state,
  });

  return {
    /** Those of a user, and those that everybody sees; by name. */
    async list(userId: number, list: string | undefined): Promise<ViewRow[]> {
      let seen = rows(kysely).where((eb) => eb.or([eb('v.owner_id', '=', userId), eb('v.shared', '=', 1)]));
      if (list !== undefined) seen = seen.where('v.list', '=', list);
      return await seen.orderBy('v.name_key').orderBy('v.id').execute();
    },

    async find(id: number): Promise<ViewRow | undefined> {
      return await rows(kysely).where('v.id', '=', id).executeTakeFirst();
    },

    async countOf(ownerId: number): Promise<number> {
      const counted = await kysely
        .selectFrom('list_views')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('owner_id', '=', ownerId)
        .executeTakeFirst();
      return counted?.count ?? 0;
    },

    /** @returns Undefined when the owner has one of that name for that list. */
    async create(ownerId: number, values: ViewValues, now: number): Promise<number | undefined> {
      const made = await kysely
        .insertInto('list_views')
        .values({ owner_id: ownerId, ...columns(values), created_at: now, updated_at: now })
        .onConflict((conflict) => conflict.columns(['owner_id', 'list', 'name_key']).doNothing())
        .returning('id')
        .executeTakeFirst();
      return made?.id;
    },

    /** @param seenAt When it was changed last, as the doer saw it; not given: whenever. */
    async update(id: number, ownerId: number, values: ViewValues, { now, seenAt }: Moments): Promise<Updated> {
      return await kysely.transaction().execute(async (trx) => {
        const other = await trx
          .selectFrom('list_views')
          .select('id')
          .where('owner_id', '=', ownerId)
          .where('list', '=', values.list)
          .where('name_key', '=', values.nameKey)
          .where('id', '<>', id)
          .executeTakeFirst();
        if (other !== undefined) return 'nameTaken';
        // Of two changes within a millisecond the second is later all the same.
        const later = sql<number>`case when updated_at < ${now} then ${now} else updated_at + 1 end`;
        let change = trx
          .updateTable('list_views')
          .set({ ...columns(values), updated_at: later })
          .where('id', '=', id);
        if (seenAt !== undefined) change = change.where('updated_at', '=', seenAt);
        const { numUpdatedRows } = await change.executeTakeFirst();
        return numUpdatedRows === 0n ? 'changed' : 'updated';
      });
    },

    async remove(id: number): Promise<void> {
      await kysely.deleteFrom('list_views').where('id', '=', id).execute();
    },
  };
}
