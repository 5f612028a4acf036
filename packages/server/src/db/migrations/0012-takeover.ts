import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** What was taken over from an OCS database: which record became which, and rows for which there is no room yet. */
export const takeover: Migration = {
  name: '0012-takeover',
  async up(db, { types, clustered }) {
    const autoId = sql.raw(types.autoId);
    const reference = sql.raw(types.reference);
    const time = sql.raw(types.time);
    const statements = [
      // No foreign keys: what became of a record that is deleted here must not be made again by the next run.
      sql`create table ocs_ids (
        source text not null, kind text not null, ocs_id text not null, our_id ${reference}, stamp text not null,
        taken_at ${time}, detail text not null, primary key (source, kind, ocs_id)) ${sql.raw(clustered)}`,
      sql`create index ocs_ids_ours on ocs_ids (kind, our_id)`,
      sql`create table ocs_kept (
        id ${autoId}, source text not null, table_name text not null, row_key text not null, row text not null,
        unique (source, table_name, row_key))`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
