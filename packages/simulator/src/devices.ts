import type { Row } from '@muster/protocol';
import type { Machine } from './machine.ts';
import { type Random, randomOf } from './random.ts';

const MONITORS = [
  ['DEL', 'DELL U2419H'],
  ['DEL', 'DELL P2422H'],
  ['HWP', 'HP E24 G4'],
  ['LEN', 'LEN T24i-20'],
  ['SAM', 'S24F350'],
  ['AOC', '24P1W1'],
  ['PHL', 'PHL 243B1'],
  ['IVM', 'PL2492H'],
] as const;

const PRINTERS = [
  ['HP LaserJet MFP M528', 'HP Universal Printing PCL 6'],
  ['HP Color LaserJet Pro M454dw', 'HP Universal Printing PCL 6'],
  ['Canon iR-ADV C3530', 'Canon Generic Plus UFR II'],
  ['Lexmark MS510dn', 'Lexmark Universal v2'],
  ['RICOH MP C3004', 'PCL6 V4 Driver for Universal Print'],
  ['Brother HL-L5100DN', 'Brother HL-L5100DN series'],
  ['ZDesigner ZD421', 'ZDesigner ZD421-203dpi ZPL'],
] as const;

const DISKS = [
  'Samsung SSD 980 PRO',
  'KIOXIA KXG60ZNV512G',
  'WDC PC SN730',
  'Micron 3400 NVMe',
  'TOSHIBA MQ01ABF050',
  'INTEL SSDPEKNW512G8',
];

/** What is built in and plugged in: the same at each inventory. */
export function devicesOf(
  seed: number,
  machine: Machine,
): Readonly<Record<'monitors' | 'printers' | 'storages' | 'memories' | 'videos' | 'controllers' | 'batteries', Row[]>> {
  const random = randomOf('devices', seed, machine.number);
  const { shape } = machine.model;
  const isVirtual = shape === 'virtual';
  const withScreen = shape === 'laptop' || shape === 'desktop';
  return {
    monitors: withScreen
      ? times(
          random.pickWeighted([
            { weight: 55, n: 1 },
            { weight: 35, n: 2 },
            { weight: 10, n: 3 },
          ]).n,
          () => monitorOf(random),
        )
      : [],
    printers: withScreen ? times(random.below(5), (n) => printerOf(random, machine, n)) : [],
    storages: times(shape === 'server' ? 4 : 1, () => storageOf(random, machine)),
    memories: memoriesOf(random, machine),
    videos: [
      {
        name: isVirtual
          ? 'VMware SVGA 3D'
          : random.pick([
              'Intel(R) Iris(R) Xe Graphics',
              'Intel(R) UHD Graphics 620',
              'AMD Radeon(TM) Graphics',
              'NVIDIA T550 Laptop GPU',
            ]),
        memory: 1_024,
        resolution: '1920 x 1080',
      },
    ],
    controllers: ['SATA AHCI Controller', 'USB 3.1 xHCI Host Controller', 'Ethernet Connection I219-LM'].map(
      (name) => ({ name, manufacturer: isVirtual ? 'VMware' : 'Intel Corporation', type: name.split(' ')[0] ?? null }),
    ),
    batteries:
      shape === 'laptop'
        ? [
            {
              name: `DELL ${random.hex(5)}`,
              manufacturer: machine.model.manufacturer,
              chemistry: 'Lithium Ion',
              serial: random.hex(4),
              capacity: random.pick([52_000, 63_000, 68_000]),
            },
          ]
        : [],
  };
}

function monitorOf(random: Random): Row {
  const [manufacturer, caption] = random.pick(MONITORS);
  const made = `${random.between(1, 52)}/${random.between(2016, 2025)}`;
  return {
    manufacturer,
    caption,
    serial: `CN0${random.hex(9)}`,
    description: made,
    type: 'Digital',
    port: random.pick(['DisplayPort', 'HDMI']),
  };
}

function printerOf(random: Random, { site, network }: Machine, n: number): Row {
  const [name, driver] = random.pick(PRINTERS);
  if (n === 0) return { name: 'Microsoft Print to PDF', driver: 'Microsoft Print To PDF', port: 'PORTPROMPT:' };
  return {
    name: `${site.code}-${random.between(1, 40)} ${name}`,
    driver,
    port: `10.${site.network}.${network}.${random.between(2, 254)}`,
    network: true,
    shared: random.chance(30),
  };
}

function storageOf(random: Random, { model, diskMb }: Machine): Row {
  const isVirtual = model.shape === 'virtual';
  const name = isVirtual ? 'Virtual disk' : random.pick(DISKS);
  return {
    name,
    manufacturer: isVirtual ? 'VMware' : (name.split(' ')[0] ?? null),
    model: name,
    type: 'disk',
    interface: isVirtual ? 'SCSI' : 'NVMe',
    size: diskMb,
    serial: isVirtual ? null : `S${random.hex(13)}`,
    firmware: random.hex(6),
  };
}

function memoriesOf(random: Random, { model, memoryMiB }: Machine): Row[] {
  const modules = model.shape === 'server' ? 8 : 2;
  const filled = model.shape === 'server' || random.chance(60) ? modules : 1;
  const type = model.since >= 2022 ? 'DDR5' : 'DDR4';
  return times(modules, (n) =>
    n < filled
      ? {
          slot: n + 1,
          caption: 'System Board Memory',
          capacity: memoryMiB / filled,
          type,
          speed: type === 'DDR5' ? '4800' : '3200',
          manufacturer: random.pick(['Samsung', 'SK Hynix', 'Micron']),
          serial: random.hex(8),
        }
      : { slot: n + 1, caption: 'System Board Memory', capacity: null, type: 'Empty slot' },
  );
}

function times<T>(n: number, make: (i: number) => T): T[] {
  return Array.from({ length: n }, (_, i) => make(i));
}
