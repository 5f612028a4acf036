import type { Db, Executor } from '../db/database.ts';

export type StoredSearchRow = {
  readonly id: number;
  readonly ownerId: number;
  readonly owner: string;
  readonly name: string;
  readonly description: string;
  readonly shared: number;
  readonly tree: string;
  readonly query: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
};

export type StoredSearchValues = {
  readonly name: string;
  readonly nameKey: string;
  readonly description: string;
  readonly shared: boolean;
  readonly tree: string;
  readonly query: string | null;
};

export type StoredSearchRepository = ReturnType<typeof createStoredSearchRepository>;

export function createStoredSearchRepository({ kysely }: Pick<Db, 'kysely'>) {
  const rows = (executor: Executor) =>
    executor
      .selectFrom('stored_searches as s')
      .innerJoin('users as u', 'u.id', 's.owner_id')
      .select([
        's.id',
        's.owner_id as ownerId',
        'u.name as owner',
        's.name',
        's.description',
        's.shared',
        's.tree',
        's.query',
        's.created_at as createdAt',
        's.updated_at as updatedAt',
      ]);
  const columns = ({ name, nameKey, description, shared, tree, query }: StoredSearchValues) => ({
    name,
    name_key: nameKey,
    description,
    shared: shared ? 1 : 0,
    tree,
    query,
  });

  return {
    /** Those of a user, and those that everybody sees. */
    async list(userId: number, { limit, offset }: { readonly limit: number; readonly offset: number }) {
      const seen = rows(kysely).where((eb) => eb.or([eb('s.owner_id', '=', userId), eb('s.shared', '=', 1)]));
      const counted = await seen
        .clearSelect()
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .executeTakeFirst();
      const items = await seen.orderBy('s.name_key').orderBy('s.id').limit(limit).offset(offset).execute();
      return { items, total: counted?.total ?? 0 };
    },

    async find(id: number): Promise<StoredSearchRow | undefined> {
      return await rows(kysely).where('s.id', '=', id).executeTakeFirst();
    },

    /** @returns Undefined when the owner has one of that name. */
    async create(ownerId: number, values: StoredSearchValues, now: number): Promise<number | undefined> {
      const made = await kysely
        .insertInto('stored_searches')
        .values({ owner_id: ownerId, ...columns(values), created_at: now, updated_at: now })
        .onConflict((conflict) => conflict.columns(['owner_id', 'name_key']).doNothing())
        .returning('id')
        .executeTakeFirst();
      return made?.id;
    },

    /** @returns False when the owner has another of that name. */
    async update(id: number, ownerId: number, values: StoredSearchValues, now: number): Promise<boolean> {
      return await kysely.transaction().execute(async (trx) => {
        const other = await trx
          .selectFrom('stored_searches')
          .select('id')
          .where('owner_id', '=', ownerId)
          .where('name_key', '=', values.nameKey)
          .where('id', '<>', id)
          .executeTakeFirst();
        if (other !== undefined) return false;
        await trx
          .updateTable('stored_searches')
          .set({ ...columns(values), updated_at: now })
          .where('id', '=', id)
          .execute();
        return true;
      });
    },

    async remove(id: number): Promise<void> {
      await kysely.deleteFrom('stored_searches').where('id', '=', id).execute();
    },
  };
}
