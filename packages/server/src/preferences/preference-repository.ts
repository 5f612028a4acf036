import type { Db } from '../db/database.ts';

export type PreferenceRepository = ReturnType<typeof createPreferenceRepository>;

/** What users set for themselves, as JSON texts by name. */
export function createPreferenceRepository({ kysely }: Pick<Db, 'kysely'>) {
  return {
    async list(userId: number): Promise<{ name: string; value: string }[]> {
      return await kysely
        .selectFrom('preferences')
        .select(['name', 'value'])
        .where('user_id', '=', userId)
        .orderBy('name')
        .execute();
    },

    /** @param most Names that one user may have. @returns False when there would be more. */
    async put(userId: number, name: string, value: string, { now, most }: { now: number; most: number }) {
      return await kysely.transaction().execute(async (trx) => {
        const others = await trx
          .selectFrom('preferences')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('user_id', '=', userId)
          .where('name', '<>', name)
          .executeTakeFirst();
        if ((others?.count ?? 0) >= most) return false;
        await trx
          .insertInto('preferences')
          .values({ user_id: userId, name, value, updated_at: now })
          .onConflict((conflict) => conflict.columns(['user_id', 'name']).doUpdateSet({ value, updated_at: now }))
          .execute();
        return true;
      });
    },

    async remove(userId: number, name: string): Promise<void> {
      await kysely.deleteFrom('preferences').where('user_id', '=', userId).where('name', '=', name).execute();
    },
  };
}
