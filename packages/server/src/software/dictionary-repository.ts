import type { Db, Executor } from '../db/database.ts';
import type { Alias, Rule, VersionOperator } from './classify.ts';
import type { SoftwareTables } from './software-tables.ts';

type CategoryRow = SoftwareTables['software_categories'];

/** A category as it is in the database. */
export type StoredCategory = Omit<CategoryRow, 'id'> & { readonly id: number };

export type StoredMove = Omit<SoftwareTables['software_moves'], 'id'> & { readonly id: number };

export type DictionaryRepository = ReturnType<typeof createDictionaryRepository>;

/** Categories, rules, aliases, moves, and the version of all of them. */
export function createDictionaryRepository({ kysely, engine }: Db) {
  const state = (executor: Executor) => executor.selectFrom('software_state').selectAll().where('id', '=', 1);

  return {
    transaction: <T>(work: (trx: Executor) => Promise<T>): Promise<T> => kysely.transaction().execute(work),

    /** The state of the catalogue. */
    state: (executor: Executor = kysely) => state(executor).executeTakeFirstOrThrow(),

    /** The state, that no other transaction changes until this one ends. */
    lockState: (trx: Executor) => (engine.rowLocks ? state(trx).forUpdate() : state(trx)).executeTakeFirstOrThrow(),

    async saveState(executor: Executor, values: Partial<Omit<SoftwareTables['software_state'], 'id'>>): Promise<void> {
      await executor.updateTable('software_state').set(values).where('id', '=', 1).execute();
    },

    categories: (executor: Executor = kysely): Promise<StoredCategory[]> =>
      executor.selectFrom('software_categories').selectAll().orderBy('id').execute(),

    category: (id: number, executor: Executor = kysely): Promise<StoredCategory | undefined> =>
      executor.selectFrom('software_categories').selectAll().where('id', '=', id).executeTakeFirst(),

    /** @returns Undefined when there is one of that name. */
    createCategory: (trx: Executor, values: Omit<CategoryRow, 'id'>): Promise<StoredCategory | undefined> =>
      trx
        .insertInto('software_categories')
        .values(values)
        .onConflict((conflict) => conflict.column('name_key').doNothing())
        .returningAll()
        .executeTakeFirst(),

    async isCategoryNameTaken(trx: Executor, key: string, except: number): Promise<boolean> {
      const other = trx.selectFrom('software_categories').select('id').where('name_key', '=', key);
      return (await other.where('id', '!=', except).executeTakeFirst()) !== undefined;
    },

    updateCategory: (trx: Executor, id: number, values: Partial<Omit<CategoryRow, 'id'>>) =>
      trx.updateTable('software_categories').set(values).where('id', '=', id).returningAll().executeTakeFirst(),

    async removeCategory(trx: Executor, id: number): Promise<void> {
      await trx.deleteFrom('software_categories').where('id', '=', id).execute();
    },

    /** How many rules lead to a category. */
    async rulesOf(trx: Executor, categoryId: number): Promise<number> {
      const rules = trx.selectFrom('software_rules').select('id').where('category_id', '=', categoryId);
      return (await rules.execute()).length;
    },

    /** In their order. */
    async rules(executor: Executor = kysely): Promise<(Rule & { id: number })[]> {
      const rows = await executor.selectFrom('software_rules').selectAll().orderBy('position').orderBy('id').execute();
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        publisher: row.publisher,
        version:
          row.version_operator === null
            ? null
            : { operator: row.version_operator as VersionOperator, value: row.version ?? '' }, // safe: checked when stored
        categoryId: row.category_id,
      }));
    },

    /** These rules instead of all that there are; those that have a number keep it. */
    async replaceRules(trx: Executor, rules: readonly Rule[]): Promise<void> {
      await trx.deleteFrom('software_rules').execute();
      for (const [position, { id, name, publisher, version, categoryId }] of rules.entries()) {
        const values = { position, name, publisher, category_id: categoryId };
        const about = { version_operator: version?.operator ?? null, version: version?.value ?? null };
        await trx
          .insertInto('software_rules')
          .values({ ...(id === null ? {} : { id }), ...values, ...about })
          .execute();
      }
    },

    /** In their order. */
    async aliases(executor: Executor = kysely): Promise<Alias[]> {
      const rows = executor.selectFrom('software_aliases').select(['pattern', 'publisher']);
      return await rows.orderBy('position').orderBy('id').execute();
    },

    async replaceAliases(trx: Executor, aliases: readonly Alias[]): Promise<void> {
      await trx.deleteFrom('software_aliases').execute();
      for (const [position, { pattern, publisher }] of aliases.entries()) {
        await trx.insertInto('software_aliases').values({ position, pattern, publisher }).execute();
      }
    },

    async createMove(trx: Executor, values: Omit<SoftwareTables['software_moves'], 'id'>): Promise<number> {
      const made = await trx.insertInto('software_moves').values(values).returning('id').executeTakeFirstOrThrow();
      return made.id;
    },

    move: (trx: Executor, id: number): Promise<StoredMove | undefined> =>
      trx.selectFrom('software_moves').selectAll().where('id', '=', id).executeTakeFirst(),

    async closeMove(trx: Executor, id: number, at: number): Promise<void> {
      await trx.updateTable('software_moves').set({ undone_at: at }).where('id', '=', id).execute();
    },

    /** Old moves are not undone any more; what they were stays in the audit trail. */
    async forgetMoves(before: number): Promise<void> {
      await kysely.deleteFrom('software_moves').where('at', '<', before).execute();
    },
  };
}
