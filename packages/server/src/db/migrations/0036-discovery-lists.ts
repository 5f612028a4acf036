import { addressKey } from '@muster/protocol/query';
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Addresses that get their keys together. */
const PORTION = 5000;

/**
 * Networks and devices as lists: what is counted of networks in the background, by TAG; and on every sighting what the list of devices is
 * sorted and filtered by, so that a page of it is found in one table. A device that was identified and never seen has a row on no network.
 */
export const discoveryLists: Migration = {
  name: '0036-discovery-lists',
  async up(db, { name: engine, types, clustered, rowsFromJson }) {
    const integer = sql.raw(types.integer);
    const time = sql.raw(types.time);
    const reference = sql.raw(types.reference);
    // Keys are compared byte by byte, whatever language the database is in.
    const key = sql.raw(engine === 'postgres' ? 'text collate "C" not null' : 'text not null');
    const statements = [
      sql`alter table networks add column version ${integer} not null default 1`,
      sql`alter table networks add column address_key ${key} default ''`,
      sql`alter table network_devices add column version ${integer} not null default 1`,
      sql`create table network_counts (address text not null, tag text not null, inventoried ${integer} not null,
        identified ${integer} not null, unknown ${integer} not null, primary key (address, tag)) ${sql.raw(clustered)}`,
      sql`create table discovery_state (id ${integer} not null primary key, counted_at ${time},
        counted_ms ${integer} not null, stale ${integer} not null)`,
      sql`insert into discovery_state (id, counted_at, counted_ms, stale) values (1, null, 0, 1)`,
      sql`alter table device_sightings add column ip_key ${key} default ''`,
      sql`alter table device_sightings add column network_key ${key} default ''`,
      sql`alter table device_sightings add column first_seen_at ${time}`,
      sql`alter table device_sightings add column seen_by ${reference}`,
      sql`alter table device_sightings add column asset_id ${reference}`,
      sql`alter table device_sightings add column type_id ${reference}`,
      sql`alter table device_sightings add column description text not null default ''`,
      sql`alter table device_sightings add column state ${integer} not null default 0`,
      sql`alter table device_sightings add column search text not null default ''`,
      sql`insert into device_sightings (mac, network, prefix, tag, ip, name, seen_at)
        select mac, '', 0, '', '', '', 0 from network_devices
        where mac not in (select mac from device_sightings)`,
      sql`update device_sightings set first_seen_at = seen_at where network <> ''`,
      sql`update device_sightings set state = 1,
        type_id = (select d.type_id from network_devices d where d.mac = device_sightings.mac),
        description = (select d.description from network_devices d where d.mac = device_sightings.mac)
        where mac in (select mac from network_devices)`,
      sql`update device_sightings set search = ip || ' ' || mac || ' ' || name || ' ' || description`,
      sql`drop index device_sightings_network`,
      sql`create index device_sightings_network on device_sightings (network, tag, state)`,
      sql`create index device_sightings_seen on device_sightings (seen_at)`,
      sql`create index device_sightings_state on device_sightings (state, seen_at)`,
      sql`create index device_sightings_ip on device_sightings (ip_key)`,
      sql`create index device_sightings_type on device_sightings (type_id)`,
    ];
    for (const statement of statements) await statement.execute(db);
    for (const [table, column, target] of [
      ['networks', 'address', 'address_key'],
      ['device_sightings', 'network', 'network_key'],
      ['device_sightings', 'ip', 'ip_key'],
    ] as const) {
      const { rows } = await sql<{ value: string }>`select distinct ${sql.ref(column)} as value
        from ${sql.table(table)} where ${sql.ref(column)} <> ''`.execute(db);
      for (let i = 0; i < rows.length; i += PORTION) {
        const given = rowsFromJson(
          rows.slice(i, i + PORTION).map(({ value }) => [value, addressKey(value) ?? '']),
          [
            { name: 'given_value', type: 'text' },
            { name: 'given_key', type: 'text' },
          ],
        );
        await sql`update ${sql.table(table)} set ${sql.ref(target)} = g.given_key from (select * from ${given}) as g
          where g.given_value = ${sql.ref(`${table}.${column}`)}`.execute(db);
      }
    }
  },
};
