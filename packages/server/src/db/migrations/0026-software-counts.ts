import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** What was counted of each machine's software, so that only what changed is counted again. */
export const softwareCounts: Migration = {
  name: '0026-software-counts',
  async up(db, { types }) {
    const statements = [
      // No reference to assets: what a deleted machine had is still to be taken off.
      sql`create table software_counted (
        asset_id ${sql.raw(types.reference)} not null primary key, fingerprint text not null, releases text not null)`,
      sql`update software_release_facts set machines = 0 where machines <> 0`,
      sql`update software_catalog set machines = 0, versions = 0 where machines <> 0 or versions <> 0`,
      sql`delete from software_title_days`,
      sql`update software_state set counted_at = null, counted_ms = 0`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
