import { addressKey, networkKeys, parseAddress, parseNetwork } from '@muster/protocol/query';
import { type RawBuilder, sql } from 'kysely';
import { inScope } from '../db/asset-scope.ts';
import type { Db } from '../db/database.ts';
import { contains } from '../db/like.ts';
import { seenInScope } from './seen-sql.ts';
import { parseMac, toAddress } from './subnet.ts';

/** By the numbers they are stored as. */
export const deviceStates = ['unknown', 'identified', 'inventoried'] as const;
export type DeviceState = (typeof deviceStates)[number];

/** A device on one network; one that was identified and never seen has no network. */
export type StoredDevice = {
  readonly mac: string;
  readonly state: number;
  /** Empty: it was never seen. */
  readonly network: string;
  readonly network_id: number | null;
  readonly network_name: string | null;
  readonly prefix: number;
  readonly tag: string;
  readonly ip: string;
  readonly name: string;
  readonly seen_at: number;
  readonly first_seen_at: number | null;
  readonly type: string | null;
  readonly description: string | null;
  readonly identified_by: string | null;
  readonly identified_at: number | null;
  readonly version: number | null;
  /** The machine that reports to have this address, if the reader may see it. */
  readonly asset_id: number | null;
  readonly asset_name: string | null;
  /** The machine that saw it, if the reader may see it. */
  readonly seen_by: number | null;
  readonly seen_by_name: string | null;
};

/** What narrows a list of devices. */
export type DeviceFilter = {
  readonly state?: DeviceState | undefined;
  /** First address of a network. */
  readonly network?: string | undefined;
  readonly tag?: string | undefined;
  readonly typeId?: number | undefined;
  /** Text that address, name or description contain, or a whole MAC or IP address. */
  readonly q?: string | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  /** Any part of it, in any of the spellings. */
  readonly mac?: string | undefined;
  /** A whole address, a part of one, or a network such as 192.0.2.0/24. */
  readonly ip?: string | undefined;
  /** Seen after this moment, ms since 1970. */
  readonly since?: number | undefined;
  /** Not seen after this moment. */
  readonly until?: number | undefined;
};

export const DEVICE_SORTS = [
  ...['state', 'ip', 'mac', 'name', 'network', 'type', 'description', 'firstSeenAt', 'seenAt'],
] as const;
export type DeviceSort = (typeof DEVICE_SORTS)[number];

export type DevicesQuery = DeviceFilter & {
  readonly limit: number;
  readonly offset: number;
  /** Empty: seen last first. */
  readonly sort?: readonly { readonly field: DeviceSort; readonly descending: boolean }[] | undefined;
  /** `seen`: oldest sighting first, and nothing that was never seen, as OCS Inventory has it. */
  readonly order?: 'seen' | undefined;
};

/** No index is asked: of most rows there are, one by one, it would cost more than all of them do. */
const STATE = sql`s.state + 0`;

const COLUMNS: Readonly<Record<DeviceSort, RawBuilder<unknown>>> = {
  state: STATE,
  ip: sql`s.ip_key`,
  mac: sql`s.mac`,
  name: sql`lower(s.name)`,
  network: sql`s.network_key`,
  type: sql`coalesce(t.name_key, '')`,
  description: sql`lower(s.description)`,
  firstSeenAt: sql`coalesce(s.first_seen_at, 0)`,
  seenAt: sql`s.seen_at`,
};

export type DeviceListRepository = ReturnType<typeof createDeviceListRepository>;

/**
 * Devices as people read them: a page is found in the table of sightings alone before anything else is read. SQLite keeps the order of a
 * cross join: else it looks through all devices in the order of the page, and asks of each whether it is on it.
 */
export function createDeviceListRepository({ kysely, engine }: Db) {
  const like = (cell: RawBuilder<unknown>, text: string) => contains(engine, cell, text);

  function ofText(q: string): RawBuilder<unknown> {
    const mac = parseMac(q);
    if (mac !== null) return sql`s.mac = ${mac}`;
    const key = addressKey(q.trim());
    if (key !== null && toAddress(q) !== null) return sql`s.ip_key = ${key}`;
    const types = sql`s.type_id in (select id from device_types where ${like(sql`name`, q)})`;
    return sql`(${like(sql`s.search`, q)} or ${types})`;
  }

  function ofAddress(ip: string): RawBuilder<unknown> {
    const network = parseNetwork(ip);
    if (network !== null) {
      const { first, last } = networkKeys(network);
      return sql`s.ip_key between ${first} and ${last}`;
    }
    return parseAddress(ip) === null ? like(sql`s.ip`, ip) : sql`s.ip = ${toAddress(ip) ?? ip}`;
  }

  /** Texts are tested last: they cost most. */
  function where(filter: DeviceFilter & Pick<DevicesQuery, 'order' | 'sort'>): RawBuilder<unknown> {
    const {
      state,
      network,
      tag,
      typeId,
      since,
      until,
      q = '',
      name = '',
      description = '',
      mac = '',
      ip = '',
    } = filter;
    const all: RawBuilder<unknown>[] = [seenInScope()];
    const [{ field = 'seenAt' } = {}] = filter.sort ?? [];
    // Most devices are unknown; their index has them in the order in which they were seen.
    const cell = state === 'unknown' && field !== 'seenAt' ? STATE : sql`s.state`;
    if (state !== undefined) all.push(sql`${cell} = ${deviceStates.indexOf(state)}`);
    if (network !== undefined) all.push(sql`s.network = ${network}`);
    if (tag !== undefined) all.push(sql`s.tag = ${tag}`);
    if (typeId !== undefined) all.push(sql`s.type_id = ${typeId}`);
    if (since !== undefined) all.push(sql`s.seen_at > ${since}`);
    if (until !== undefined) all.push(sql`s.seen_at <= ${until}`);
    if (filter.order === 'seen') all.push(sql`s.network <> ''`);
    if (ip !== '') all.push(ofAddress(ip));
    if (mac !== '') {
      const whole = parseMac(mac);
      all.push(whole === null ? like(sql`s.mac`, mac.replace(/[-.]/g, ':')) : sql`s.mac = ${whole}`);
    }
    if (name !== '') all.push(like(sql`s.name`, name));
    if (description !== '') all.push(like(sql`s.description`, description));
    if (q !== '') all.push(ofText(q));
    return sql.join(all, sql` and `);
  }

  return {
    async page({ limit, offset, sort = [], order, ...filter }: DevicesQuery) {
      const condition = where({ ...filter, order, sort });
      // Texts are looked for once: whoever looks through all devices counts them, too.
      const isSought = [filter.q, filter.name, filter.description].some((text) => (text ?? '') !== '');
      const wanted =
        order === 'seen'
          ? [{ field: 'seenAt' as const, descending: false }]
          : sort.length > 0
            ? sort
            : [{ field: 'seenAt' as const, descending: true }];
      const direction = (isDescending: boolean) => (isDescending ? sql`desc` : sql`asc`);
      const last = direction(wanted.at(-1)?.descending === true);
      const orderBy = sql.join([
        ...wanted.map(({ field, descending }) => sql`${COLUMNS[field]} ${direction(descending)}`),
        ...[sql`s.mac ${last}`, sql`s.network ${last}`, sql`s.tag ${last}`],
      ]);
      const types = wanted.some(({ field }) => field === 'type')
        ? sql` left join device_types t on t.id = s.type_id`
        : sql``;
      const { rows } = await sql<
        StoredDevice & { total: number }
      >`select page.total, s.mac, s.state, s.network, n.id as network_id, n.name as network_name,
          s.prefix, s.tag, s.ip, s.name, s.seen_at, s.first_seen_at, t.name as type, d.description, d.identified_by,
          d.identified_at, d.version, m.id as asset_id, m.name as asset_name, b.id as seen_by, b.name as seen_by_name
        from (select s.mac as page_mac, s.network as page_network, s.tag as page_tag,
            ${isSought ? sql`count(*) over ()` : sql`0`} as total from device_sightings s${types}
          where ${condition} order by ${orderBy} limit ${limit} offset ${offset}) as page
        cross join device_sightings s left join network_devices d on d.mac = s.mac left join device_types t on t.id = s.type_id
        left join networks n on n.id = (select w.id from networks w where w.address = s.network
          and w.tag in (s.tag, '') order by case when w.tag = s.tag then 0 else 1 end, w.id limit 1)
        left join (${visible()}) m on m.id = s.asset_id left join (${visible()}) b on b.id = s.seen_by
        where s.mac = page.page_mac and s.network = page.page_network and s.tag = page.page_tag
        order by ${orderBy}`.execute(kysely);
      const [first] = rows;
      if (isSought && (first !== undefined || offset === 0)) return { items: rows, total: Number(first?.total ?? 0) };
      const counted = await sql<{ total: number }>`select count(*) as total from device_sightings s
        where ${condition}`.execute(kysely);
      return { items: rows, total: Number(counted.rows[0]?.total ?? 0) };
    },

    /** First addresses of the networks on which something was seen. */
    async networksSeen({ limit, offset }: { readonly limit: number; readonly offset: number }): Promise<string[]> {
      const { rows } = await sql<{ network: string }>`select distinct s.network from device_sightings s
        where s.network <> '' and ${seenInScope()} order by s.network limit ${limit} offset ${offset}`.execute(kysely);
      return rows.map(({ network }) => network);
    },

    /** How many of these devices are identified here, and have been seen. */
    async countKnown(macs: readonly string[]): Promise<{ identified: number; seen: number }> {
      const wanted = engine.textsFromJson(macs);
      const { rows } = await sql<{ identified: number; seen: number }>`select
        (select count(*) from network_devices where mac in (select value from ${wanted})) as identified,
        (select count(distinct mac) from device_sightings
          where network <> '' and mac in (select value from ${wanted})) as seen`.execute(kysely);
      return { identified: Number(rows[0]?.identified ?? 0), seen: Number(rows[0]?.seen ?? 0) };
    },
  };
}

const visible = () => sql`select a.id as id, a.name as name from assets a
  where a.archived_at is null and a.merged_into is null and ${inScope()}`;
