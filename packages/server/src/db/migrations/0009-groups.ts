import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Groups of assets, stored searches, and the leases of periodic work. */
export const groups: Migration = {
  name: '0009-groups',
  async up(db, { types, clustered }) {
    const autoId = sql.raw(types.autoId);
    const reference = sql.raw(types.reference);
    const time = sql.raw(types.time);
    const flag = sql.raw(types.flag);
    const integer = sql.raw(types.integer);
    const statements = [
      sql`create table asset_groups (
        id ${autoId}, name text not null, name_key text not null unique, description text not null, tree text,
        timed ${flag} not null, revision ${integer} not null, evaluated_revision ${integer} not null,
        evaluated_at ${time} not null, created_at ${time} not null, created_by text not null)`,
      sql`create table group_members (
        group_id ${reference} not null references asset_groups (id) on delete cascade,
        asset_id ${reference} not null references assets (id) on delete cascade,
        computed ${flag} not null, manual ${integer} not null,
        primary key (group_id, asset_id)) ${sql.raw(clustered)}`,
      sql`create index group_members_asset on group_members (asset_id, group_id, computed, manual)`,
      sql`create table group_queue (asset_id ${reference} not null primary key, queued_at ${time} not null)`,
      sql`create table stored_searches (
        id ${autoId}, owner_id ${reference} not null references users (id) on delete cascade,
        name text not null, name_key text not null, description text not null, shared ${flag} not null,
        tree text not null, created_at ${time} not null, updated_at ${time} not null, unique (owner_id, name_key))`,
      sql`create table job_leases (name text primary key, holder text not null, expires_at ${time} not null)`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
