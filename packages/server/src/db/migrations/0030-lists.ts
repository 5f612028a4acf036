import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Columns that lists are sorted by most. */
const SORTED = [
  'name',
  'tag',
  'os',
  'os_version_key',
  'manufacturer',
  'model',
  'serial',
  'ip',
  'user_name',
  'memory_mib',
  'last_inventory_at',
] as const;

/**
 * Lists are read from indexes, in their order: a page costs what it shows, the total one walk through an index. Each has what tells
 * active assets from others, so that the wide rows themselves are read for what is shown only.
 *
 * `kind, last_contact_at` is made anew for that.
 */
export const lists: Migration = {
  name: '0030-lists',
  async up(db, { name: engine }) {
    await sql`alter table assets add column os_version_key text`.execute(db);
    await sql`update assets set os_version_key = version_key(os_version) where os_version is not null`.execute(db);
    for (const column of SORTED) {
      // As `byBytes` compares keys of versions.
      const cell =
        column === 'os_version_key' && engine === 'postgres' ? sql`os_version_key collate "C"` : sql.ref(column);
      await sql`create index ${sql.ref(`assets_by_${column}`)} on assets
        (kind, ${cell}, id desc, merged_into, archived_at)`.execute(db);
    }
    await sql`drop index assets_kind_contact`.execute(db);
    await sql`create index assets_kind_contact on assets (kind, last_contact_at, id desc, merged_into, archived_at)`.execute(
      db,
    );
  },
};
