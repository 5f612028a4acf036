import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Administrative data: its fields (TAG is the first), values by asset; the label for the TAG prompt, and agent files. */
export const adminData: Migration = {
  name: '0008-admin-data',
  async up(db, { types }) {
    const autoId = sql.raw(types.autoId);
    const reference = sql.raw(types.reference);
    const time = sql.raw(types.time);
    const flag = sql.raw(types.flag);
    const integer = sql.raw(types.integer);
    const now = Date.now();
    const statements = [
      sql`create table admin_fields (
        id ${autoId}, name text not null, name_key text not null unique, type text not null,
        label_en text not null, label_fr text, tab text not null, position ${integer} not null,
        default_value text, choices text not null, next_choice_id ${integer} not null, built_in ${flag} not null,
        created_at ${time} not null, updated_at ${time} not null)`,
      sql`create table admin_states (
        asset_id ${reference} primary key references assets (id) on delete cascade,
        version ${integer} not null, updated_at ${time} not null, agent_tag text)`,
      sql`create table admin_values (
        asset_id ${reference} not null references assets (id) on delete cascade,
        field_id ${reference} not null references admin_fields (id) on delete cascade,
        value text not null, primary key (asset_id, field_id))`,
      sql`create index admin_values_field on admin_values (field_id, value)`,
      sql`create table agent_files (
        id ${autoId}, name text not null unique, sha256 text not null, size ${integer} not null,
        uploaded_at ${time} not null, uploaded_by text not null)`,
      sql`create index agent_files_content on agent_files (sha256)`,
      sql`create table agent_label (id ${integer} primary key, text text not null, updated_at ${time} not null)`,
      sql`insert into admin_fields
        (name, name_key, type, label_en, label_fr, tab, position, choices, next_choice_id, built_in, created_at, updated_at)
        values ('TAG', 'tag', 'text', 'Tag', 'TAG', '', 0, '[]', 1, 1, ${now}, ${now})`,
      // What machines of an older version said first is their TAG.
      sql`insert into admin_states (asset_id, version, updated_at, agent_tag) select id, 1, ${now}, tag from assets`,
      sql`insert into admin_values (asset_id, field_id, value)
        select a.id, f.id, a.tag from assets a, admin_fields f
        where f.name_key = 'tag' and a.tag is not null and a.tag <> ''`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
