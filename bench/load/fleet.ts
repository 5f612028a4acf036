import { deflateSync } from 'node:zlib';
import { type Random, randomOf } from './random.ts';
import { createTitles, type Title } from './titles.ts';

/** What an agent tells: a first inventory, the same machine later, or the same machine after an update of its software. */
export type InventoryKind = 'new' | 'unchanged' | 'changed';

export type Visit = {
  readonly kind: InventoryKind;
  /** Moves uptime and free disk space, as time does. */
  readonly visit: number;
  /** Updates that the software has been through: each upgrades eight titles, removes one and adds two. */
  readonly updates: number;
};

/** One machine's documents as its agent would post them, and what of them can be counted in a database. */
export type Sent = { readonly deviceId: string; readonly software: number; readonly body: Buffer };

export type Fleet = {
  readonly size: number;
  prolog(i: number): Sent;
  inventory(i: number, visit: Visit): Sent;
};

type Options = {
  /** Fleets of other numbers have other machines. */
  readonly number: number;
  readonly size: number;
  /** Software rows of a machine, more or less a twelfth. */
  readonly software: number;
};

const TITLES = 2_000;
/** This part of a machine's software is on every machine of the fleet. */
const COMMON = 0.6;
const DAY_MS = 86_400_000;
const BORN = Date.UTC(2026, 0, 5, 8);

// What the Unix agent says of sections that changed since its last inventory: all; hardware and drives; software too.
const CHECKSUMS: Readonly<Record<InventoryKind, number>> = { new: 1_572_863, unchanged: 513, changed: 66_049 };

/**
 * Machines that are the same at every run, as the Unix agent of OCS Inventory describes a Debian machine: with 600 software
 * rows about 250 kB of XML, compressed about an eighth of that.
 */
export function createFleet({ number, size, software }: Options): Fleet {
  const titles = createTitles(TITLES);
  const machines = Array.from({ length: size }, (_, i) => machineOf(number, i));
  return {
    size,
    prolog(i) {
      const { deviceId } = at(machines, i);
      const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<REQUEST>\n  <DEVICEID>${deviceId}</DEVICEID>\n  <QUERY>PROLOG</QUERY>\n</REQUEST>\n`;
      return { deviceId, software: 0, body: deflateSync(xml) };
    },
    inventory(i, visit) {
      const machine = at(machines, i);
      const installed = installedOn(number, i, titles, software, visit.updates);
      const xml = inventoryXml(machine, installed, visit);
      return { deviceId: machine.deviceId, software: installed.length, body: deflateSync(xml) };
    },
  };
}

type Machine = ReturnType<typeof machineOf>;

function machineOf(number: number, i: number) {
  const random = randomOf('machine', number, i);
  const name = `bench${number}-pc${String(i).padStart(5, '0')}`;
  const born = BORN + random.below(90) * DAY_MS + random.below(DAY_MS / 1000) * 1000;
  return {
    name,
    deviceId: `${name}-${stamp(born).replace(/[/: ]/g, '-')}`,
    born,
    serial: `S${random.hex(6)}${number}X${i}`.toUpperCase(),
    uuid: [8, 4, 4, 4, 12].map((digits) => random.hex(digits)).join('-'),
    mac: [2, number & 255, i >> 8, i & 255, random.below(256), random.below(256)]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join(':'),
    model: random.pick(['OptiPlex 7010', 'Latitude 5440', 'OptiPlex 7020', 'Precision 3680']),
    ip: `10.${number % 256}.${Math.floor(i / 250) % 256}.${1 + (i % 250)}`,
    memoryMiB: random.pick([4_096, 8_192, 16_384, 32_768]),
    uptimeMinutes: 5 + random.below(2_000),
    freeMiB: 20_000 + random.below(180_000),
  };
}

type Installed = { readonly title: Title; readonly version: string; readonly at: number };

function installedOn(
  number: number,
  i: number,
  titles: readonly Title[],
  wanted: number,
  updates: number,
): Installed[] {
  const random = randomOf('software', number, i);
  const count = wanted - Math.floor(wanted / 12) + random.below(Math.floor(wanted / 6) + 1);
  const { born } = machineOf(number, i);
  const rows = new Map<number, Installed>();
  const install = (index: number, release: number, when: number) => {
    const title = at(titles, index);
    rows.set(index, { title, version: release === 0 ? title.version : `${title.version}+deb12u${release}`, at: when });
  };
  for (let index = 0; rows.size < count; index += 1) {
    // First what everybody has, then whatever comes, the commoner the likelier.
    const some = index < count * COMMON ? index : Math.floor((random.below(TITLES) * random.below(TITLES)) / TITLES);
    if (!rows.has(some)) install(some, random.below(10) < 7 ? 0 : 1, born + random.below(1_800) * 1000);
  }
  for (let update = 1; update <= updates; update += 1) {
    const chance = randomOf('update', number, i, update);
    const when = born + (100 + update) * DAY_MS + chance.below(3_600) * 1000;
    const present = [...rows.keys()];
    rows.delete(takeOne(present, chance));
    for (let n = 0; n < 8; n += 1) install(takeOne(present, chance), 1 + update, when);
    for (let n = 0; n < 2; n += 1) {
      let added = chance.below(TITLES);
      while (rows.has(added)) added = (added + 1) % TITLES;
      install(added, 0, when);
    }
  }
  return [...rows.values()].sort((a, b) => (a.title.name < b.title.name ? -1 : 1));
}

function takeOne(list: number[], random: Random): number {
  return list.splice(random.below(list.length), 1)[0] ?? 0;
}

function inventoryXml(machine: Machine, installed: readonly Installed[], { kind, visit }: Visit): string {
  const uptime = machine.uptimeMinutes + visit * 1_440;
  const two = (n: number) => String(n).padStart(2, '0');
  const clock = `${two(Math.floor(uptime / 1_440))} ${two(Math.floor(uptime / 60) % 24)}:${two(uptime % 60)}:00`;
  const { name, ip, serial, mac, uuid } = machine;
  // From its second visit on, an agent sends back what the server told it to keep.
  const account = kind === 'new' ? '' : element('ACCOUNTINFO', { KEYNAME: 'TAG', KEYVALUE: 'NA' });
  const hardware = {
    ...{
      ARCH: 'x86_64',
      CHECKSUM: CHECKSUMS[kind],
      DEFAULTGATEWAY: '10.0.0.254',
      DESCRIPTION: `x86_64/00-00-${clock}`,
    },
    ...{
      DNS: '10.0.0.1',
      ETIME: 2,
      IPADDR: ip,
      MEMORY: machine.memoryMiB,
      NAME: name,
      OSCOMMENTS: '#1 SMP Debian 6.1',
    },
    ...{
      OSNAME: 'Debian GNU/Linux 12',
      OSVERSION: '12.9',
      PROCESSORN: 1,
      PROCESSORS: 2_800,
      PROCESSORT: 'Intel Core i5',
    },
    ...{ SWAP: 4_095, USERID: 'ada', UUID: uuid, VMSYSTEM: 'Physical', WORKGROUP: 'example.org' },
  };
  const bios = {
    ...{
      ASSETTAG: `A${serial}`,
      BDATE: '05/17/2024',
      BMANUFACTURER: 'Dell Inc.',
      BVERSION: '1.18.0',
      MMANUFACTURER: 'Dell Inc.',
    },
    ...{
      MMODEL: '0X9M3X',
      MSN: `/${serial}/`,
      SMANUFACTURER: 'Dell Inc.',
      SMODEL: machine.model,
      SSN: serial,
      TYPE: 'Desktop',
    },
  };
  return [
    `<?xml version="1.0" encoding="UTF-8"?>\n<REQUEST>\n  <CONTENT>\n${account}`,
    element('BIOS', bios),
    ...['00:00.0', '00:02.0', '00:14.0', '00:17.0', '00:1f.3', '02:00.0'].map((slot, n) =>
      element('CONTROLLERS', {
        DRIVER: 'pcieport',
        MANUFACTURER: 'Intel Corporation',
        NAME: `Bridge ${n}`,
        PCIID: `8086:0d5${n}`,
        PCISLOT: slot,
        TYPE: 'rev 01',
      }),
    ),
    element('CPUS', {
      CORES: 4,
      CPUARCH: 'x86_64',
      CURRENT_SPEED: 2_800,
      DATA_WIDTH: 64,
      L2CACHESIZE: '1280 kB',
      LOGICAL_CPUS: 8,
      MANUFACTURER: 'Intel',
      SPEED: 2_800,
      THREADS: 2,
      TYPE: 'Intel Core i5',
    }),
    element('DRIVES', {
      CREATEDATE: '2026/01/05 08:00:00',
      FILESYSTEM: 'ext4',
      FREE: machine.freeMiB - visit * 7,
      SERIAL: uuid,
      TOTAL: 240_000,
      TYPE: '/',
      VOLUMN: '/dev/sda2',
    }),
    element('HARDWARE', hardware),
    ...Array.from({ length: 45 }, (_, n) => element('LOCAL_GROUPS', { ID: n, MEMBER: '', NAME: `group${n}` })),
    ...Array.from({ length: 25 }, (_, n) =>
      element('LOCAL_USERS', {
        GID: n,
        HOME: `/var/lib/service${n}`,
        ID: n,
        LOGIN: `service${n}`,
        NAME: `Service ${n}`,
        SHELL: '/usr/sbin/nologin',
      }),
    ),
    element('NETWORKS', {
      DESCRIPTION: 'enp0s31f6',
      IPADDRESS: ip,
      IPGATEWAY: '10.0.0.254',
      IPMASK: '255.255.255.0',
      IPSUBNET: ip.replace(/\d+$/, '0'),
      MACADDR: mac,
      MTU: 1_500,
      SPEED: '1 Gbps',
      STATUS: 'Up',
      TYPE: 'ethernet',
    }),
    ...installed.map(({ title, version, at: when }) =>
      element('SOFTWARES', {
        ARCHITECTURE: title.architecture,
        COMMENTS: title.comments,
        FILESIZE: title.sizeBytes,
        FROM: 'deb',
        INSTALLDATE: stamp(when),
        NAME: title.name,
        PUBLISHER: title.publisher,
        VERSION: version,
      }),
    ),
    element('STORAGES', {
      DESCRIPTION: 'disk',
      DISKSIZE: 256_000,
      FIRMWARE: 'X1',
      MANUFACTURER: 'Samsung',
      MODEL: 'PM9A1',
      NAME: 'sda',
      SERIALNUMBER: `D${serial}`,
      TYPE: 'disk',
    }),
    `  </CONTENT>\n  <DEVICEID>${machine.deviceId}</DEVICEID>\n  <QUERY>INVENTORY</QUERY>\n</REQUEST>\n`,
  ].join('');
}

/** One row as the agent writes it. Nothing of ours needs escaping. */
function element(name: string, values: Readonly<Record<string, string | number>>): string {
  const inner = Object.entries(values).map(([key, value]) => `      <${key}>${value}</${key}>\n`);
  return `    <${name}>\n${inner.join('')}    </${name}>\n`;
}

/** A time as agents write it: 2026/01/31 08:05:09. */
function stamp(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');
}

function at<T>(list: readonly T[], i: number): T {
  const item = list[i];
  if (item === undefined) throw new RangeError(`There is no item ${i} of ${list.length}`);
  return item;
}
