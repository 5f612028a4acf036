import type { Db } from '../db/database.ts';

export type LeaseRepository = ReturnType<typeof createLeaseRepository>;

/** Leases in a table: they work alike on both engines, and outlive a killed process by their length and no more. */
export function createLeaseRepository({ kysely }: Pick<Db, 'kysely'>) {
  return {
    /** Takes or prolongs a lease. @returns False while another process has it. */
    async hold(name: string, holder: string, now: number, expiresAt: number): Promise<boolean> {
      const held = await kysely
        .insertInto('job_leases')
        .values({ name, holder, expires_at: expiresAt })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ holder, expires_at: expiresAt })
            .where((eb) => eb.or([eb('job_leases.holder', '=', holder), eb('job_leases.expires_at', '<=', now)])),
        )
        .returning('holder')
        .executeTakeFirst();
      return held !== undefined;
    },

    async release(holder: string): Promise<void> {
      await kysely.deleteFrom('job_leases').where('holder', '=', holder).execute();
    },
  };
}
