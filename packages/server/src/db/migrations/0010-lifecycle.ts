import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Archived assets, traces of deleted ones, and questions to the registry of Windows machines. */
export const lifecycle: Migration = {
  name: '0010-lifecycle',
  async up(db, { types }) {
    const autoId = sql.raw(types.autoId);
    const reference = sql.raw(types.reference);
    const time = sql.raw(types.time);
    const integer = sql.raw(types.integer);
    const statements = [
      sql`alter table assets add column archived_at ${time}`,
      // No foreign keys: the assets are gone.
      sql`create table deleted_equiv (
        id ${autoId}, at ${time} not null, deleted ${reference} not null, deleted_device_id text not null,
        equivalent ${reference})`,
      sql`create table registry_queries (
        id ${autoId}, name text not null unique, tree ${integer} not null, key text not null, value text not null,
        created_at ${time} not null, updated_at ${time} not null)`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
