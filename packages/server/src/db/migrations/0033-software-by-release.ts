import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/**
 * The machines that have a software are in the index of its releases: a common one is on most machines, whose rows lie all over the
 * largest table there is. SQLite has the key of the row in every index.
 */
export const softwareByRelease: Migration = {
  name: '0033-software-by-release',
  async up(db, { name: engine }) {
    if (engine === 'sqlite') return;
    await sql`drop index section_software_release`.execute(db);
    await sql`create index section_software_release on section_software (release_id, asset_id)`.execute(db);
  },
};
