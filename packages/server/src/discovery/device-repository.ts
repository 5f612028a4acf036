import { sql } from 'kysely';
import type { Db, Executor } from '../db/database.ts';

export const deviceStates = ['unknown', 'identified', 'inventoried'] as const;
export type DeviceState = (typeof deviceStates)[number];

/** A device on one network; one that was identified and never seen has no network. */
export type StoredDevice = {
  readonly mac: string;
  readonly network: string | null;
  readonly prefix: number | null;
  readonly tag: string | null;
  readonly ip: string | null;
  readonly name: string | null;
  readonly seen_at: number | null;
  readonly type: string | null;
  readonly description: string | null;
  readonly identified_by: string | null;
  readonly identified_at: number | null;
  /** The machine that reports to have this address. */
  readonly asset_id: number | null;
};

export type Identification = {
  readonly mac: string;
  readonly type_id: number | null;
  readonly description: string;
  readonly identified_by: string;
  readonly identified_at: number | null;
};

export type Sighting = {
  readonly mac: string;
  readonly network: string;
  readonly prefix: number;
  readonly tag: string;
  readonly ip: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly seenAt: number;
};

export type DevicesQuery = {
  readonly limit: number;
  readonly offset: number;
  readonly state?: DeviceState | undefined;
  /** First address of a network. */
  readonly network?: string | undefined;
  readonly tag?: string | undefined;
  /** Text that MAC, address, name, type or description contain. */
  readonly q?: string | undefined;
  /** Seen after this moment, ms since 1970. */
  readonly since?: number | undefined;
  readonly mac?: string | undefined;
  /** `seen`: oldest sighting first, and nothing that was never seen, as OCS Inventory has it. */
  readonly order?: 'newest' | 'seen' | undefined;
};

export type DeviceRepository = ReturnType<typeof createDeviceRepository>;

export function createDeviceRepository({ kysely, engine }: Db) {
  return {
    transaction: <T>(work: (trx: Executor) => Promise<T>): Promise<T> => kysely.transaction().execute(work),

    async page(query: DevicesQuery, executor: Executor = kysely): Promise<{ items: StoredDevice[]; total: number }> {
      const from = sql`from (select mac from device_sightings union select mac from network_devices) as m
        left join device_sightings s on s.mac = m.mac
        left join network_devices d on d.mac = m.mac
        left join device_types t on t.id = d.type_id
        where ${conditions(query, engine.caseless)}`;
      const counted = await sql<{ total: number }>`select count(*) as total ${from}`.execute(executor);
      const order = query.order === 'seen' ? sql`s.seen_at, m.mac` : sql`coalesce(s.seen_at, 0) desc, m.mac, s.network`;
      const { rows } =
        await sql<StoredDevice>`select m.mac, s.network, s.prefix, s.tag, s.ip, s.name, s.seen_at, t.name as type,
        d.description, d.identified_by, d.identified_at,
        (select min(a.id) ${machines}) as asset_id ${from}
        order by ${order} limit ${query.limit} offset ${query.offset}`.execute(executor);
      return { items: rows, total: Number(counted.rows[0]?.total ?? 0) };
    },

    async isKnown(trx: Executor, mac: string): Promise<boolean> {
      return (await this.page({ mac, limit: 1, offset: 0 }, trx)).total > 0;
    },

    async identification(trx: Executor, mac: string): Promise<Identification | undefined> {
      return await trx.selectFrom('network_devices').selectAll().where('mac', '=', mac).executeTakeFirst();
    },

    async identify(trx: Executor, device: Identification): Promise<void> {
      const { mac: _mac, ...values } = device;
      await trx
        .insertInto('network_devices')
        .values(device)
        .onConflict((conflict) => conflict.column('mac').doUpdateSet(values))
        .execute();
    },

    /** Leaves alone what is identified here. */
    async identifyNew(trx: Executor, device: Identification): Promise<void> {
      await trx
        .insertInto('network_devices')
        .values(device)
        .onConflict((conflict) => conflict.column('mac').doNothing())
        .execute();
    },

    async unidentify(trx: Executor, mac: string): Promise<number> {
      const { numDeletedRows } = await trx.deleteFrom('network_devices').where('mac', '=', mac).executeTakeFirst();
      return Number(numDeletedRows);
    },

    async forget(trx: Executor, mac: string): Promise<number> {
      const { numDeletedRows } = await trx.deleteFrom('device_sightings').where('mac', '=', mac).executeTakeFirst();
      return Number(numDeletedRows);
    },

    /** A later sighting on the same network takes the place of an earlier one. */
    async see(sightings: readonly Sighting[], executor: Executor = kysely): Promise<void> {
      if (sightings.length === 0) return;
      const given = engine.rowsFromJson(
        sightings.map(({ mac, network, prefix, tag, ip, name, seenAt }) => [
          mac,
          network,
          prefix,
          tag,
          ip,
          name,
          seenAt,
        ]),
        [
          { name: 'mac', type: 'text' },
          { name: 'network', type: 'text' },
          { name: 'prefix', type: 'integer' },
          { name: 'tag', type: 'text' },
          { name: 'ip', type: 'text' },
          { name: 'name', type: 'text' },
          { name: 'seen_at', type: 'time' },
        ],
      );
      await sql`insert into device_sightings (mac, network, prefix, tag, ip, name, seen_at)
        select mac, network, prefix, tag, ip, name, seen_at from ${given} where true
        on conflict (mac, network, tag) do update set prefix = excluded.prefix, ip = excluded.ip, name = excluded.name,
        seen_at = excluded.seen_at where excluded.seen_at > device_sightings.seen_at`.execute(executor);
    },

    /** First addresses of the networks on which something was seen. */
    async networksSeen({ limit, offset }: { readonly limit: number; readonly offset: number }): Promise<string[]> {
      const query = kysely.selectFrom('device_sightings').select('network').distinct().orderBy('network');
      return (await query.limit(limit).offset(offset).execute()).map(({ network }) => network);
    },

    /** How many of these devices are identified here, and have been seen. */
    async countKnown(macs: readonly string[]): Promise<{ identified: number; seen: number }> {
      const wanted = engine.textsFromJson(macs);
      const { rows } = await sql<{ identified: number; seen: number }>`select
        (select count(*) from network_devices where mac in (select value from ${wanted})) as identified,
        (select count(distinct mac) from device_sightings where mac in (select value from ${wanted})) as seen`.execute(
        kysely,
      );
      return { identified: Number(rows[0]?.identified ?? 0), seen: Number(rows[0]?.seen ?? 0) };
    },

    async types(): Promise<{ id: number; name: string; devices: number }[]> {
      const { rows } = await sql<{
        id: number;
        name: string;
        devices: number;
      }>`select t.id, t.name, count(d.mac) as devices
        from device_types t left join network_devices d on d.type_id = t.id group by t.id, t.name order by t.name`.execute(
        kysely,
      );
      return rows.map((row) => ({ ...row, devices: Number(row.devices) }));
    },

    async findType(trx: Executor, key: string): Promise<{ id: number; name: string } | undefined> {
      return await trx.selectFrom('device_types').select(['id', 'name']).where('name_key', '=', key).executeTakeFirst();
    },

    /** @returns Undefined when there is one of that name. */
    async addType(trx: Executor, name: string, key: string): Promise<number | undefined> {
      const made = await trx
        .insertInto('device_types')
        .values({ name, name_key: key })
        .onConflict((conflict) => conflict.column('name_key').doNothing())
        .returning('id')
        .executeTakeFirst();
      return made?.id;
    },

    async typeById(trx: Executor, id: number): Promise<string | undefined> {
      return (await trx.selectFrom('device_types').select('name').where('id', '=', id).executeTakeFirst())?.name;
    },

    async devicesOfType(trx: Executor, id: number): Promise<number> {
      const row = await trx
        .selectFrom('network_devices')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('type_id', '=', id)
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },

    async removeType(trx: Executor, id: number): Promise<void> {
      await trx.deleteFrom('device_types').where('id', '=', id).execute();
    },
  };
}

/** Active machines that report the address of `m`. SQLite keeps the order of a cross join: the few cards first. */
const machines = sql`from section_networks i cross join assets a
  where i.mac = m.mac and a.id = i.asset_id and a.archived_at is null and a.merged_into is null`;

function conditions({ state, network, tag, q = '', since, mac, order }: DevicesQuery, caseless: 'like' | 'ilike') {
  const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  const matches = ['m.mac', 's.ip', 's.name', 't.name', 'd.description'].map(
    (column) => sql`${sql.ref(column)} ${sql.raw(caseless)} ${pattern} escape '\\'`,
  );
  const all = [
    sql`1 = 1`,
    ...(state === 'inventoried' ? [sql`exists (select 1 ${machines})`] : []),
    ...(state === 'identified' ? [sql`d.mac is not null`] : []),
    ...(state === 'unknown' ? [sql`d.mac is null and not exists (select 1 ${machines})`] : []),
    ...(network === undefined ? [] : [sql`s.network = ${network}`]),
    ...(tag === undefined ? [] : [sql`s.tag = ${tag}`]),
    ...(since === undefined ? [] : [sql`s.seen_at > ${since}`]),
    ...(mac === undefined ? [] : [sql`m.mac = ${mac}`]),
    ...(order === 'seen' ? [sql`s.mac is not null`] : []),
    ...(q === '' ? [] : [sql`(${sql.join(matches, sql` or `)})`]),
  ];
  return sql.join(all, sql` and `);
}
