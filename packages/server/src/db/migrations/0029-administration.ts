import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** The audit trail by action, fields that forms leave out, and when backups were made. */
export const administration: Migration = {
  name: '0029-administration',
  async up(db, { types }) {
    const statements = [
      sql`create index audit_events_action on audit_events (action, at)`,
      sql`alter table admin_fields add column on_forms ${sql.raw(types.flag)} not null default 1`,
      sql`create table backups (
        id ${sql.raw(types.autoId)}, at ${sql.raw(types.time)} not null, file text not null,
        bytes ${sql.raw(types.integer)} not null, duration_ms ${sql.raw(types.integer)} not null)`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
