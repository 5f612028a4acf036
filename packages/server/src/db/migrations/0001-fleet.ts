import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Assets, their sections' fingerprints, their history, and software as titles and releases. */
export const fleet: Migration = {
  name: '0001-fleet',
  async up(db, { types }) {
    const autoId = sql.raw(types.autoId);
    const reference = sql.raw(types.reference);
    const time = sql.raw(types.time);
    const flag = sql.raw(types.flag);
    const integer = sql.raw(types.integer);
    const real = sql.raw(types.real);
    const statements = [
      sql`create table assets (
        id ${autoId}, kind text not null, device_id text not null, agent_id text, name text not null, tag text,
        os text, os_version text, manufacturer text, model text, serial text, uuid text, ip text, user_name text,
        memory_mib ${integer}, cpu text, agent text, agent_family text not null, source_ip text,
        first_seen_at ${time} not null, last_contact_at ${time} not null, last_inventory_at ${time},
        fidelity ${integer} not null, quality ${real} not null,
        software_count ${integer} not null, other_truncated ${flag} not null)`,
      sql`create index assets_kind_contact on assets (kind, last_contact_at)`,
      sql`create index assets_name on assets (name)`,
      sql`create index assets_device on assets (device_id)`,
      sql`create index assets_agent on assets (agent_id)`,
      sql`create table asset_sections (
        asset_id ${reference} not null references assets (id) on delete cascade, section text not null,
        fingerprint text not null, volatile_fingerprint text not null,
        row_count ${integer} not null, changed_at ${time} not null, primary key (asset_id, section))`,
      sql`create table other_values (
        id ${autoId}, asset_id ${reference} not null references assets (id) on delete cascade,
        section text not null, row_number ${integer} not null, path text not null, value text not null)`,
      sql`create index other_values_asset on other_values (asset_id)`,
      sql`create table history (
        id ${autoId}, asset_id ${reference} not null references assets (id) on delete cascade, at ${time} not null,
        section text not null, kind text not null, row_key text not null, before text, after text)`,
      sql`create index history_asset on history (asset_id, at)`,
      sql`create table software_titles (
        id ${autoId}, name text not null, publisher text not null, fingerprint text not null unique)`,
      sql`create table software_releases (
        id ${autoId}, title_id ${reference} not null references software_titles (id), fingerprint text not null unique)`,
      sql`create index software_releases_title on software_releases (title_id)`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
