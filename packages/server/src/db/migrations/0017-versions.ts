import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';
import { postgresVersionKey } from '../version-function.ts';

/** Versions compare as versions: a key by which they sort, kept of every release of a software. */
export const versions: Migration = {
  name: '0017-versions',
  async up(db, { name }) {
    if (name === 'postgres') await postgresVersionKey.execute(db);
    await sql`alter table software_releases add column version_key text`.execute(db);
    await sql`update software_releases set version_key = version_key(version)`.execute(db);
  },
};
