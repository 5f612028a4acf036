/** Shapes of machines that a fleet has. */
export type Shape = 'laptop' | 'desktop' | 'server' | 'virtual';

export type Model = {
  readonly weight: number;
  readonly shape: Shape;
  readonly manufacturer: string;
  readonly model: string;
  /** What its firmware calls the chassis. */
  readonly chassis: string;
  readonly cpus: readonly string[];
  readonly cores: number;
  /** Sizes of its memory. MiB. */
  readonly memory: readonly number[];
  /** Sizes of its system disk. MB. */
  readonly disk: readonly number[];
  readonly systems: readonly ('windows' | 'windowsServer' | 'linux' | 'linuxServer' | 'mac')[];
  /** First three bytes of its network cards. */
  readonly macPrefix: string;
  /** How its serial numbers look: `#` a letter or digit, anything else as it is. */
  readonly serial: string;
  /** Year in which the first was sold. */
  readonly since: number;
};

const GIB = 1024;
const client = [8 * GIB, 16 * GIB, 16 * GIB, 32 * GIB];
const small = [4 * GIB, 8 * GIB, 8 * GIB, 16 * GIB];
const serverMemory = [32 * GIB, 64 * GIB, 128 * GIB, 256 * GIB, 384 * GIB];
const virtualMemory = [2 * GIB, 4 * GIB, 8 * GIB, 8 * GIB, 16 * GIB, 32 * GIB];
const ssd = [256_060, 512_110, 512_110, 1_024_209];
const array = [960_197, 1_920_383, 3_840_755, 7_681_501];
const virtualDisk = [32_212, 42_949, 64_424, 107_374, 214_748];
const pc = ['windows', 'windows', 'windows', 'windows', 'windows', 'windows', 'windows', 'linux'] as const;
const hosts = ['linuxServer', 'linuxServer', 'windowsServer'] as const;

const laptop = { shape: 'laptop', chassis: 'Notebook', memory: client, disk: ssd, systems: pc } as const;
const desktop = { shape: 'desktop', chassis: 'Desktop', memory: client, disk: ssd, systems: pc } as const;
const rack = {
  shape: 'server',
  chassis: 'Rack Mount Chassis',
  memory: serverMemory,
  disk: array,
  systems: hosts,
} as const;
const virtual = {
  shape: 'virtual',
  chassis: 'Other',
  memory: virtualMemory,
  disk: virtualDisk,
  systems: hosts,
  cores: 4,
} as const;

const i5 = ['11th Gen Intel(R) Core(TM) i5-1145G7 @ 2.60GHz', '12th Gen Intel(R) Core(TM) i5-1245U'];
const i7 = ['11th Gen Intel(R) Core(TM) i7-1185G7 @ 3.00GHz', '13th Gen Intel(R) Core(TM) i7-1365U'];
const older = ['Intel(R) Core(TM) i5-8265U CPU @ 1.60GHz', 'Intel(R) Core(TM) i5-7300U CPU @ 2.60GHz'];
const deskCpu = [
  'Intel(R) Core(TM) i5-10500 CPU @ 3.10GHz',
  '12th Gen Intel(R) Core(TM) i5-12500',
  'Intel(R) Core(TM) i7-10700 CPU @ 2.90GHz',
];
const ryzen = ['AMD Ryzen 5 PRO 5650U with Radeon Graphics', 'AMD Ryzen 7 PRO 6850U with Radeon Graphics'];
const xeon = ['Intel(R) Xeon(R) Silver 4314 CPU @ 2.40GHz', 'Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz'];
const epyc = ['AMD EPYC 7313 16-Core Processor', 'AMD EPYC 9354 32-Core Processor'];

/** Makes and models, about as often as offices and their computer rooms have them. */
export const models: readonly Model[] = [
  {
    ...laptop,
    weight: 90,
    manufacturer: 'Dell Inc.',
    model: 'Latitude 5420',
    cpus: i5,
    cores: 4,
    macPrefix: 'a4:bb:6d',
    serial: '#######',
    since: 2021,
  },
  {
    ...laptop,
    weight: 80,
    manufacturer: 'Dell Inc.',
    model: 'Latitude 5440',
    cpus: i7,
    cores: 10,
    macPrefix: '6c:3c:8c',
    serial: '#######',
    since: 2023,
  },
  {
    ...laptop,
    weight: 30,
    manufacturer: 'Dell Inc.',
    model: 'Latitude 7490',
    cpus: older,
    cores: 4,
    memory: small,
    macPrefix: 'd8:9e:f3',
    serial: '#######',
    since: 2018,
  },
  {
    ...laptop,
    weight: 75,
    manufacturer: 'HP',
    model: 'HP EliteBook 840 G8 Notebook PC',
    cpus: i5,
    cores: 4,
    macPrefix: '3c:18:a0',
    serial: '5CG1######',
    since: 2021,
  },
  {
    ...laptop,
    weight: 45,
    manufacturer: 'HP',
    model: 'HP ProBook 450 G9 Notebook PC',
    cpus: i7,
    cores: 10,
    macPrefix: '50:81:40',
    serial: '5CD2######',
    since: 2022,
  },
  {
    ...laptop,
    weight: 35,
    manufacturer: 'HP',
    model: 'HP EliteBook 845 G9 Notebook PC',
    cpus: ryzen,
    cores: 8,
    macPrefix: 'e0:70:ea',
    serial: '5CG3######',
    since: 2022,
  },
  {
    ...laptop,
    weight: 70,
    manufacturer: 'LENOVO',
    model: '20W0004NFR',
    cpus: i5,
    cores: 4,
    macPrefix: '8c:8c:aa',
    serial: 'PF2#####',
    since: 2021,
  },
  {
    ...laptop,
    weight: 50,
    manufacturer: 'LENOVO',
    model: '21HES0JR00',
    cpus: i7,
    cores: 10,
    macPrefix: 'c4:c6:e6',
    serial: 'PF4#####',
    since: 2023,
  },
  {
    ...laptop,
    weight: 14,
    manufacturer: 'Microsoft Corporation',
    model: 'Surface Laptop 4',
    cpus: ryzen,
    cores: 6,
    macPrefix: 'd0:c5:d3',
    serial: '0########57',
    since: 2021,
  },
  {
    ...laptop,
    weight: 25,
    manufacturer: 'Apple Inc.',
    model: 'MacBookPro18,3',
    cpus: ['Apple M1 Pro'],
    cores: 8,
    systems: ['mac'],
    macPrefix: 'f8:4d:89',
    serial: 'C02#########',
    since: 2021,
  },
  {
    ...laptop,
    weight: 25,
    manufacturer: 'Apple Inc.',
    model: 'Mac14,2',
    cpus: ['Apple M2'],
    cores: 8,
    systems: ['mac'],
    macPrefix: 'bc:d0:74',
    serial: 'F##########',
    since: 2022,
  },
  {
    ...desktop,
    weight: 95,
    manufacturer: 'Dell Inc.',
    model: 'OptiPlex 7080',
    cpus: deskCpu,
    cores: 6,
    macPrefix: 'b0:7b:25',
    serial: '#######',
    since: 2020,
  },
  {
    ...desktop,
    weight: 60,
    manufacturer: 'Dell Inc.',
    model: 'OptiPlex 3050',
    cpus: older,
    cores: 4,
    memory: small,
    macPrefix: '10:7d:1a',
    serial: '#######',
    since: 2017,
  },
  {
    ...desktop,
    weight: 60,
    manufacturer: 'HP',
    model: 'HP ProDesk 600 G6 Small Form Factor PC',
    cpus: deskCpu,
    cores: 6,
    macPrefix: '84:a9:3e',
    serial: 'CZC1######',
    since: 2020,
  },
  {
    ...desktop,
    weight: 40,
    manufacturer: 'LENOVO',
    model: '11DT0027FR',
    cpus: deskCpu,
    cores: 6,
    macPrefix: '88:a4:c2',
    serial: 'PC1#####',
    since: 2020,
  },
  {
    ...desktop,
    weight: 12,
    manufacturer: 'FUJITSU',
    model: 'ESPRIMO D757',
    cpus: older,
    cores: 4,
    memory: small,
    macPrefix: '90:1b:0e',
    serial: 'YM##0#####',
    since: 2017,
  },
  {
    ...desktop,
    weight: 8,
    manufacturer: 'To Be Filled By O.E.M.',
    model: 'To Be Filled By O.E.M.',
    cpus: ['AMD Ryzen 5 3600 6-Core Processor'],
    cores: 6,
    macPrefix: 'a8:a1:59',
    serial: 'M80-########',
    since: 2019,
  },
  {
    ...rack,
    weight: 10,
    manufacturer: 'Dell Inc.',
    model: 'PowerEdge R650',
    cpus: xeon,
    cores: 32,
    macPrefix: '04:3f:72',
    serial: '#######',
    since: 2021,
  },
  {
    ...rack,
    weight: 8,
    manufacturer: 'HPE',
    model: 'ProLiant DL380 Gen10',
    cpus: xeon,
    cores: 24,
    macPrefix: '48:df:37',
    serial: 'CZJ0######',
    since: 2018,
  },
  {
    ...rack,
    weight: 5,
    manufacturer: 'Supermicro',
    model: 'AS -1114S-WN10RT',
    cpus: epyc,
    cores: 32,
    macPrefix: '3c:ec:ef',
    serial: 'S4#######',
    since: 2021,
  },
  {
    ...virtual,
    weight: 75,
    manufacturer: 'VMware, Inc.',
    model: 'VMware20,1',
    cpus: xeon,
    macPrefix: '00:50:56',
    serial: 'VMware-42 ## ## ## ## ## ## ##-## ## ## ## ## ## ## ##',
    since: 2019,
  },
  {
    ...virtual,
    weight: 30,
    manufacturer: 'QEMU',
    model: 'Standard PC (Q35 + ICH9, 2009)',
    cpus: epyc,
    macPrefix: '52:54:00',
    serial: '',
    since: 2019,
  },
  {
    ...virtual,
    weight: 15,
    manufacturer: 'Microsoft Corporation',
    model: 'Virtual Machine',
    cpus: xeon,
    systems: ['windowsServer'],
    macPrefix: '00:15:5d',
    serial: '####-####-####-####-##',
    since: 2019,
  },
];
