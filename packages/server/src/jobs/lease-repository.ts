import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

export type LeaseRepository = ReturnType<typeof createLeaseRepository>;

/**
 * Leases in a table: they work alike on both engines, and end with their holder. Where nobody can see that it has gone, they outlive it
 * by their length and no more.
 */
export function createLeaseRepository({ kysely, presence }: Pick<Db, 'kysely' | 'presence'>) {
  return {
    /**
     * Makes a process known as a holder. Where it is the only one, leases that others left are void.
     *
     * @returns Ends it; the leases it has are free for others.
     */
    async enter(holder: string): Promise<() => Promise<void>> {
      const leave = await presence?.enter(holder);
      if (presence === null) await kysely.deleteFrom('job_leases').execute();
      return async () => {
        try {
          await kysely.deleteFrom('job_leases').where('holder', '=', holder).execute();
        } finally {
          await leave?.();
        }
      };
    },

    /** Takes or prolongs a lease. @returns False while another process has it. */
    async hold(name: string, holder: string, now: number, expiresAt: number): Promise<boolean> {
      const held = await kysely
        .insertInto('job_leases')
        .values({ name, holder, expires_at: expiresAt })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ holder, expires_at: expiresAt })
            .where((eb) =>
              eb.or([
                eb('job_leases.holder', '=', holder),
                eb('job_leases.expires_at', '<=', now),
                ...(presence === null ? [] : [presence.isGone(sql`job_leases.holder`)]),
              ]),
            ),
        )
        .returning('holder')
        .executeTakeFirst();
      return held !== undefined;
    },
  };
}
