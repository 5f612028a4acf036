import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** What changed since somebody last asked, sessions between PROLOG and INVENTORY, messages whose rooms are not built yet. */
export const contacts: Migration = {
  name: '0006-contacts',
  async up(db, { types }) {
    const autoId = sql.raw(types.autoId);
    const reference = sql.raw(types.reference);
    const time = sql.raw(types.time);
    const integer = sql.raw(types.integer);
    const statements = [
      // Machines from before count as changed in all their sections.
      sql`alter table assets add column checksum ${integer} not null default 4194303`,
      // Whether an address made a new machine a moment ago is asked for each new machine.
      sql`create index assets_first_seen on assets (first_seen_at)`,
      sql`create table prolog_sessions (device_id text primary key, opened_at ${time} not null)`,
      sql`create index prolog_sessions_opened on prolog_sessions (opened_at)`,
      sql`create table kept_messages (
        id ${autoId}, asset_id ${reference} not null references assets (id) on delete cascade,
        query text not null, received_at ${time} not null, source_ip text, body text not null)`,
      sql`create index kept_messages_asset on kept_messages (asset_id, query)`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
