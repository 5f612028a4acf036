import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Networks by name, devices seen on them, and what people know those to be. */
export const discovery: Migration = {
  name: '0013-discovery',
  async up(db, { types, clustered }) {
    const autoId = sql.raw(types.autoId);
    const reference = sql.raw(types.reference);
    const integer = sql.raw(types.integer);
    const time = sql.raw(types.time);
    const statements = [
      sql`create table networks (
        id ${autoId}, address text not null, prefix ${integer} not null, tag text not null, name text not null,
        site text not null, comment text not null, created_at ${time} not null, updated_at ${time} not null,
        unique (address, prefix, tag))`,
      sql`create table device_types (id ${autoId}, name text not null, name_key text not null unique)`,
      sql`create table network_devices (
        mac text not null primary key, type_id ${reference} references device_types (id), description text not null,
        identified_by text not null, identified_at ${time})`,
      sql`create index network_devices_type on network_devices (type_id)`,
      // One device may be seen on several networks, and at several sites that use the same addresses.
      sql`create table device_sightings (
        mac text not null, network text not null, prefix ${integer} not null, tag text not null, ip text not null,
        name text not null, seen_at ${time} not null, primary key (mac, network, tag)) ${sql.raw(clustered)}`,
      sql`create index device_sightings_network on device_sightings (network, tag)`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
