import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** What users set for themselves, and ways to look at lists that are kept under names. */
export const preferences: Migration = {
  name: '0020-preferences',
  async up(db, { types, clustered }) {
    const autoId = sql.raw(types.autoId);
    const reference = sql.raw(types.reference);
    const time = sql.raw(types.time);
    const flag = sql.raw(types.flag);
    const statements = [
      sql`create table preferences (
        user_id ${reference} not null references users (id) on delete cascade,
        name text not null, value text not null, updated_at ${time} not null,
        primary key (user_id, name)) ${sql.raw(clustered)}`,
      sql`create table list_views (
        id ${autoId}, owner_id ${reference} not null references users (id) on delete cascade,
        list text not null, name text not null, name_key text not null, shared ${flag} not null, state text not null,
        created_at ${time} not null, updated_at ${time} not null, unique (owner_id, list, name_key))`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
