import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Who set a setting, settings of single assets and groups, and the audit trail. */
export const overridesAndAudit: Migration = {
  name: '0005-overrides-and-audit',
  async up(db, { types }) {
    const autoId = sql.raw(types.autoId);
    const reference = sql.raw(types.reference);
    const time = sql.raw(types.time);
    const statements = [
      sql`alter table settings add column updated_by text`,
      // Groups have no table yet, so their ids cannot refer to it.
      sql`create table setting_overrides (
        id ${autoId}, name text not null,
        asset_id ${reference} references assets (id) on delete cascade, group_id ${reference},
        value text not null, updated_at ${time} not null, updated_by text not null,
        unique (asset_id, name), unique (group_id, name), check ((asset_id is null) <> (group_id is null)))`,
      sql`create table audit_events (
        id ${autoId}, at ${time} not null, actor text not null, action text not null, target text not null,
        before text, after text, address text)`,
      sql`create index audit_events_at on audit_events (at)`,
      sql`create index audit_events_target on audit_events (target, at)`,
      sql`create index audit_events_actor on audit_events (actor, at)`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
