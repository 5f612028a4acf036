import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Which machine a record is: evidence, decisions, suspicions, merges. */
export const identity: Migration = {
  name: '0007-identity',
  async up(db, { types }) {
    const autoId = sql.raw(types.autoId);
    const reference = sql.raw(types.reference);
    const asset = sql`${reference} not null references assets (id) on delete cascade`;
    const time = sql.raw(types.time);
    const flag = sql.raw(types.flag);
    const integer = sql.raw(types.integer);
    const statements = [
      sql`alter table assets add column merged_into ${reference}`,
      sql`create index assets_merged on assets (merged_into)`,
      sql`create table device_ids (
        device_id text not null, asset_id ${asset}, first_seen_at ${time} not null, primary key (device_id, asset_id))`,
      sql`create index device_ids_asset on device_ids (asset_id)`,
      sql`insert into device_ids (device_id, asset_id, first_seen_at) select device_id, id, first_seen_at from assets`,
      sql`create table identity_evidence (
        asset_id ${asset}, kind text not null, value text not null, primary key (asset_id, kind, value))`,
      sql`create index identity_evidence_value on identity_evidence (value, kind, asset_id)`,
      sql`create table identity_decisions (
        id ${autoId}, asset_id ${asset}, at ${time} not null, device_id text not null, outcome text not null,
        score ${integer} not null, evidence text not null)`,
      sql`create index identity_decisions_asset on identity_decisions (asset_id)`,
      sql`create table identity_suspicions (
        id ${autoId}, kind text not null, asset_id ${asset}, other_id ${asset}, at ${time} not null,
        evidence text not null, state text not null, unique (kind, asset_id, other_id))`,
      sql`create index identity_suspicions_other on identity_suspicions (other_id)`,
      sql`create table identity_blacklists (
        kind text not null, value text not null, listed ${flag} not null, primary key (kind, value))`,
      sql`create table merges (
        id ${autoId}, at ${time} not null, actor text not null, reason text not null,
        survivor_id ${asset}, merged_id ${asset}, moved text not null, undone_at ${time})`,
      sql`create index merges_survivor on merges (survivor_id)`,
      sql`create index merges_merged on merges (merged_id)`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
