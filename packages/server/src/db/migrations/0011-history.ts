import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** The history across the fleet, what exact rebuilding needs, noise, and up to when the history was deleted. */
export const history: Migration = {
  name: '0011-history',
  async up(db, { types }) {
    const reference = sql.raw(types.reference);
    const statements = [
      sql`alter table history add column rest text`,
      sql`alter table history add column noise_of ${reference}`,
      sql`alter table history add column noise_columns text`,
      sql`alter table history add column origin ${reference}`,
      sql`create index history_at on history (at, id)`,
      sql`create index history_section on history (section, at, id)`,
      sql`create index history_origin on history (origin) where origin is not null`,
      sql`create index history_noise_of on history (noise_of) where noise_of is not null`,
      sql`create index history_noise on history (section, noise_columns, asset_id, at) where noise_of is not null`,
      sql`create table history_horizon (
        id ${sql.raw(types.integer)} primary key, before_at ${sql.raw(types.time)} not null)`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
