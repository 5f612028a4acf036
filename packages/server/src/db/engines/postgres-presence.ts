import { sql } from 'kysely';
import type { Presence } from '../presence.ts';
import { keepConnected } from './postgres-connection.ts';

/** Any number, the same in every process, and none of the other advisory locks. */
const LOCK_CLASS = 7_231_402;

/**
 * By an advisory lock on a connection of its own: PostgreSQL gives it back when the connection ends, as it does at once when the
 * process is killed. A machine that loses its current says nothing; the connection then ends when TCP gives up.
 */
export function createPostgresPresence(location: string): Presence {
  return {
    async enter(name) {
      const { tried, end } = keepConnected({
        location,
        name: 'muster presence',
        begin: (client) => client.query(`select pg_advisory_lock_shared(${LOCK_CLASS}, hashtext($1))`, [name]),
      });
      await tried;
      return end;
    },
    // Two names of one hash count as one: the lease then lasts until its time is over, as where nobody sees who is gone.
    isGone: (name) => sql<boolean>`not exists (
      select 1 from pg_locks where locktype = 'advisory' and granted
        and database = (select oid from pg_database where datname = current_database())
        and classid = ${sql.lit(LOCK_CLASS)} and objid::bigint = hashtext(${name})::bigint & 4294967295)`,
  };
}
