import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** What people write about assets, and the files they keep with them. */
export const notes: Migration = {
  name: '0023-notes',
  async up(db, { types }) {
    const autoId = sql.raw(types.autoId);
    const reference = sql.raw(types.reference);
    const time = sql.raw(types.time);
    const statements = [
      sql`create table asset_notes (
        id ${autoId}, asset_id ${reference} not null references assets (id) on delete cascade, text text not null,
        author text not null, created_at ${time} not null, updated_at ${time})`,
      sql`create index asset_notes_asset on asset_notes (asset_id)`,
      sql`create table asset_attachments (
        id ${autoId}, asset_id ${reference} not null references assets (id) on delete cascade, name text not null,
        comment text not null, size ${sql.raw(types.integer)} not null, sha256 text not null,
        content ${sql.raw(types.bytes)} not null, author text not null, created_at ${time} not null)`,
      sql`create index asset_attachments_asset on asset_attachments (asset_id)`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
