import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Users, their sessions and API tokens, and the link which makes the first of them. */
export const access: Migration = {
  name: '0002-access',
  async up(db, { types }) {
    const autoId = sql.raw(types.autoId);
    const reference = sql.raw(types.reference);
    const time = sql.raw(types.time);
    const statements = [
      sql`create table users (
        id ${autoId}, name text not null, name_key text not null unique, password_hash text,
        created_at ${time} not null)`,
      sql`create table sessions (
        id ${autoId}, token_hash text not null unique,
        user_id ${reference} not null references users (id) on delete cascade,
        created_at ${time} not null, last_used_at ${time} not null)`,
      sql`create index sessions_user on sessions (user_id)`,
      sql`create table api_tokens (
        id ${autoId}, token_hash text not null unique,
        user_id ${reference} not null references users (id) on delete cascade,
        created_at ${time} not null, last_used_at ${time})`,
      sql`create index api_tokens_user on api_tokens (user_id)`,
      sql`create table setup_links (token_hash text primary key, created_at ${time} not null)`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
