import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Stored searches that were deleted, kept a while: brought back they have the number that tiles and links know. */
export const deletedSearches: Migration = {
  name: '0034-deleted-searches',
  async up(db, { types }) {
    const reference = sql.raw(types.reference);
    const time = sql.raw(types.time);
    await sql`create table deleted_searches (
      id ${reference} not null primary key, owner_id ${reference} not null references users (id) on delete cascade,
      name text not null, name_key text not null, description text not null, shared ${sql.raw(types.flag)} not null,
      tree text not null, query text, created_at ${time} not null, updated_at ${time} not null,
      deleted_at ${time} not null)`.execute(db);
  },
};
