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
    transaction: <T>(work: (trx: Executor) => Promise<T>): Promise<T> => kysely.transaction().execute(work),

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

    async find(id: number, executor: Executor = kysely): Promise<StoredSearchRow | undefined> {
      return await rows(executor).where('s.id', '=', id).executeTakeFirst();
    },

    /** @returns Undefined when the owner has one of that name. */
    async create(trx: Executor, ownerId: number, values: StoredSearchValues, now: number): Promise<number | undefined> {
      const made = await trx
        .insertInto('stored_searches')
        .values({ owner_id: ownerId, ...columns(values), created_at: now, updated_at: now })
        .onConflict((conflict) => conflict.columns(['owner_id', 'name_key']).doNothing())
        .returning('id')
        .executeTakeFirst();
      return made?.id;
    },

    /** @returns False when the owner has another of that name. */
    async update(
      trx: Executor,
      { id, ownerId }: Pick<StoredSearchRow, 'id' | 'ownerId'>,
      values: StoredSearchValues,
      now: number,
    ): Promise<boolean> {
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
    },

    /** Deletes one; it can be brought back until `forget` is asked for its time. */
    async remove(trx: Executor, id: number, now: number): Promise<void> {
      await sql`insert into deleted_searches (${KEPT}, deleted_at)
        select ${KEPT}, ${now} from stored_searches where id = ${id} on conflict (id) do nothing`.execute(trx);
      await trx.deleteFrom('stored_searches').where('id', '=', id).execute();
    },

    /** The owner's deleted search of that number, by its name. */
    async findDeleted(trx: Executor, id: number, ownerId: number): Promise<string | undefined> {
      const found = await trx
        .selectFrom('deleted_searches')
        .select('name')
        .where('id', '=', id)
        .where('owner_id', '=', ownerId)
        .executeTakeFirst();
      return found?.name;
    },

    /** Brings a deleted one back, with its number. @returns False when the owner has another of that name by now. */
    async restore(trx: Executor, id: number): Promise<boolean> {
      const { rows: restored } = await sql`insert into stored_searches (${KEPT})
        select ${KEPT} from deleted_searches where id = ${id}
        on conflict (owner_id, name_key) do nothing returning id`.execute(trx);
      if (restored.length === 0) return false;
      await trx.deleteFrom('deleted_searches').where('id', '=', id).execute();
      return true;
    },

    /** From now on nothing brings back what was deleted before that moment. */
    async forgetDeleted(before: number): Promise<void> {
      await kysely.deleteFrom('deleted_searches').where('deleted_at', '<', before).execute();
    },
  };
}

/** What a deleted search keeps. */
const KEPT = sql.raw('id, owner_id, name, name_key, description, shared, tree, query, created_at, updated_at');
