import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** What records were before another machine was taken for them. */
export const snapshots: Migration = {
  name: '0016-snapshots',
  async up(db, { types }) {
    const reference = sql.raw(types.reference);
    const time = sql.raw(types.time);
    const statements = [
      sql`create table asset_snapshots (
        decision_id ${reference} not null primary key, asset_id ${reference} not null references assets (id) on delete cascade,
        at ${time} not null, content text not null)`,
      sql`create index asset_snapshots_asset on asset_snapshots (asset_id)`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
