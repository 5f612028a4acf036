import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** What administrators set at run time. */
export const settings: Migration = {
  name: '0003-settings',
  async up(db, { types }) {
    const time = sql.raw(types.time);
    await sql`create table settings (name text primary key, value text not null, updated_at ${time} not null)`.execute(
      db,
    );
  },
};
