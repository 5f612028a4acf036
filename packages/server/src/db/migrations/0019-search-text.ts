import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Stored searches keep the words they were written in. */
export const searchText: Migration = {
  name: '0019-search-text',
  async up(db) {
    await sql`alter table stored_searches add column query text`.execute(db);
  },
};
