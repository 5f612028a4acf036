import { sql } from 'kysely';
import type { Db, Executor } from '../db/database.ts';
import { contains } from '../db/like.ts';

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

export type StoredSearchesQuery = { readonly limit: number; readonly offset: number; readonly q?: string | undefined };

export function createStoredSearchRepository({ kysely, engine }: Pick<Db, 'kysely' | 'engine'>) {
  const containing = (column: string, text: string) => contains(engine, sql`coalesce(${sql.ref(column)}, '')`, text);
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
  const seenBy = (userId: number) =>
    rows(kysely).where((eb) => eb.or([eb('s.owner_id', '=', userId), eb('s.shared', '=', 1)]));
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
    async list(userId: number, { limit, offset, q = '' }: StoredSearchesQuery) {
      let seen = seenBy(userId);
      if (q !== '')
        seen = seen.where(({ or }) => or(['s.name', 's.description', 's.query'].map((c) => containing(c, q))));
      const counted = await seen
        .clearSelect()
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .executeTakeFirst();
      const items = await seen.orderBy('s.name_key').orderBy('s.id').limit(limit).offset(offset).execute();
      return { items, total: counted?.total ?? 0 };
    },

    /** Those that a user sees and whose tree has this word somewhere, by name. */
    async naming(word: string, userId: number): Promise<StoredSearchRow[]> {
      return await seenBy(userId).where(containing('s.tree', word)).orderBy('s.name_key').orderBy('s.id').execute();
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
