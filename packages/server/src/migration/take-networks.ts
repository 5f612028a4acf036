import { AppError } from '@muster/protocol';
import type { Sighting } from '../discovery/device-repository.ts';
import type { DeviceService } from '../discovery/device-service.ts';
import type { NetworkService } from '../discovery/network-service.ts';
import { maskOf, parseMac, parseSubnet, toAddress } from '../discovery/subnet.ts';
import type { CountLine, Skip } from './migration-report.ts';
import type { OcsDatabase, OcsRow } from './ocs-database.ts';
import type { OcsSchema } from './ocs-schema.ts';
import type { TakenKind, TakeoverRepository } from './takeover-repository.ts';

const BATCH = 500;

/** A line of text as it can be stored here. */
const lineOf = (text: string | null | undefined) => (text ?? '').replace(/\p{Cc}+/gu, ' ').trim();

type Needs = {
  readonly database: OcsDatabase;
  readonly schema: OcsSchema;
  readonly taken: TakeoverRepository;
  readonly discovery: { readonly networks: NetworkService; readonly devices: DeviceService };
  readonly skip: (skip: Skip) => void;
  readonly dryRun: boolean;
};

/** One row of theirs that becomes one thing here. */
type Item = {
  /** The same for two rows that become one thing. */
  readonly key: string;
  readonly what: string;
  /** @returns Its number here, or null for what has none. */
  readonly make: () => Promise<number | null>;
  /** Whether it stands here, when it was made before. */
  readonly isThere: (ourId: number | null) => Promise<boolean>;
};

/** Networks by name, types of devices, identified devices, and what was seen. What was taken once is left alone. */
export async function takeNetworks(needs: Needs): Promise<CountLine[]> {
  return [
    await takeOnce(needs, 'subnet', 'network', await networksOf(needs)),
    await takeOnce(needs, 'devicetype', 'deviceType', await typesOf(needs)),
    await takeOnce(needs, 'network_devices', 'device', await identifiedOf(needs)),
    await takeSightings(needs),
  ];
}

async function takeOnce(
  { taken, skip, dryRun }: Needs,
  table: string,
  kind: TakenKind,
  items: readonly (Item | Skip)[],
): Promise<CountLine> {
  const keys = items.flatMap((item) => ('key' in item ? [item.key] : []));
  const done = await taken.find(kind, keys);
  const seen = new Set<string>();
  const counts = { ours: 0, twice: 0, gone: 0 };
  for (const item of items) {
    if (!('key' in item)) {
      skip(item);
      continue;
    }
    if (seen.has(item.key)) {
      counts.twice += 1;
      continue;
    }
    seen.add(item.key);
    const before = done.get(item.key);
    if (before !== undefined) {
      counts[(await item.isThere(before.our_id)) ? 'ours' : 'gone'] += 1;
      continue;
    }
    try {
      if (!dryRun) await taken.save({ ocs_id: item.key, our_id: await item.make(), stamp: '' }, kind);
      counts.ours += 1;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      skip({ what: item.what, reason: error.message });
    }
  }
  return { what: table, theirs: items.length, ours: counts.ours, explained: explain(counts) };
}

const explain = ({ twice, gone = 0 }: { readonly twice: number; readonly gone?: number }) =>
  [
    { reason: 'there twice', count: twice },
    { reason: 'deleted here since', count: gone },
  ].filter(({ count }) => count > 0);

async function networksOf({ database, schema, discovery: { networks } }: Needs): Promise<(Item | Skip)[]> {
  if (!schema.tables.has('subnet')) return [];
  const items: (Item | Skip)[] = [];
  for (const row of await database.rows('SELECT * FROM subnet ORDER BY NETID')) {
    const what = `network ${row.NETID ?? ''} (${row.NAME ?? ''})`;
    try {
      const network = await networkOf(database, row);
      items.push({
        key: `${network.address}/${network.mask} ${network.tag}`,
        what,
        make: () => networks.ensure(network),
        isThere: async (id) => id !== null && (await networks.isThere(id)),
      });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      items.push({ what, reason: error.message });
    }
  }
  return items;
}

/** Older consoles do not ask for the mask: it is then the one that most interfaces on the network have. */
async function networkOf(database: OcsDatabase, row: OcsRow) {
  let mask = row.MASK?.trim() ?? '';
  if (mask === '') {
    const [found] = await database.rows(
      'SELECT IPMASK FROM networks WHERE IPSUBNET = ? GROUP BY IPMASK ORDER BY COUNT(*) DESC LIMIT 1',
      [row.NETID],
    );
    mask = found?.IPMASK ?? '';
  }
  const subnet = parseSubnet(row.NETID ?? '', mask);
  const [name, site, tag] = [lineOf(row.NAME) || subnet.address, lineOf(row.ID), lineOf(row.TAG)];
  return { address: subnet.address, mask: maskOf(subnet), name, site, tag, comment: '' };
}

async function typesOf({ database, schema, discovery: { devices } }: Needs): Promise<(Item | Skip)[]> {
  if (!schema.tables.has('devicetype')) return [];
  const rows = await database.rows('SELECT NAME FROM devicetype ORDER BY ID');
  const known = new Set((await devices.types()).map(({ id }) => id));
  return rows.map(({ NAME }): Item | Skip => {
    const name = lineOf(NAME);
    if (name === '') return { what: 'device type', reason: 'It has no name.' };
    return {
      key: name.toLowerCase(),
      what: `device type ${name}`,
      make: () => devices.ensureType(name),
      isThere: async (id) => id !== null && known.has(id),
    };
  });
}

async function identifiedOf({ database, schema, discovery: { devices } }: Needs): Promise<(Item | Skip)[]> {
  if (!schema.tables.has('network_devices')) return [];
  const rows = await database.rows('SELECT * FROM network_devices ORDER BY ID DESC'); // the latest word on a device counts
  return rows.map(({ MACADDR, TYPE, DESCRIPTION, USER }) => {
    const knowledge = { type: lineOf(TYPE), description: lineOf(DESCRIPTION) };
    return {
      key: parseMac(MACADDR ?? '') ?? MACADDR ?? '',
      what: `identified device ${MACADDR ?? ''}`,
      make: async () => {
        await devices.takeIdentified(MACADDR ?? '', knowledge, lineOf(USER));
        return null;
      },
      isThere: async () => (await devices.countKnown([parseMac(MACADDR ?? '') ?? ''])).identified > 0,
    };
  });
}

/** Where devices were seen last: at each run the later of theirs and ours. */
async function takeSightings({ database, schema, discovery: { devices }, skip, dryRun }: Needs): Promise<CountLine> {
  const table = schema.tables.get('netmap');
  const counts = { theirs: 0, ours: 0, twice: 0 };
  if (table === undefined) return { what: 'netmap', theirs: 0, ours: 0, explained: [] };
  const macs = new Set<string>();
  let batch: Sighting[] = [];
  const flush = async () => {
    if (!dryRun) await devices.see(batch);
    const known = dryRun ? batch.length : (await devices.countKnown(batch.map(({ mac }) => mac))).seen;
    counts.ours += known;
    batch = [];
  };
  for await (const row of database.stream('SELECT netmap.*, UNIX_TIMESTAMP(DATE) AS SEEN FROM netmap')) {
    counts.theirs += 1;
    const sighting = sightingOf(row);
    if (typeof sighting === 'string')
      skip({ what: `device ${row.MAC ?? ''} seen at ${row.IP ?? ''}`, reason: sighting });
    else if (macs.has(sighting.mac)) counts.twice += 1;
    else {
      macs.add(sighting.mac);
      batch.push(sighting);
      if (batch.length >= BATCH) await flush();
    }
  }
  await flush();
  return { what: 'netmap', theirs: counts.theirs, ours: counts.ours, explained: explain(counts) };
}

/** Or why it is none. */
function sightingOf(row: OcsRow): Sighting | string {
  const mac = parseMac(row.MAC ?? '');
  const ip = toAddress(row.IP ?? '');
  if (mac === null) return 'It has no MAC address.';
  if (ip === null) return 'It has no IP address.';
  const name = row.NAME === '-' ? '' : lineOf(row.NAME);
  try {
    const { address, prefix } = parseSubnet(row.NETID ?? '', row.MASK ?? '');
    return { mac, network: address, prefix, tag: lineOf(row.TAG), ip, name, seenAt: Number(row.SEEN ?? 0) * 1000 };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.message;
  }
}
