import { type Host, once } from '../host/host.ts';

/** One package (socket) of `/proc/cpuinfo`. */
export type CpuPackage = {
  /** Number of the package; null when the kernel does not say. */
  readonly id: number | null;
  readonly name: string | null;
  readonly vendor: string | null;
  readonly family: string | null;
  readonly model: string | null;
  readonly stepping: number | null;
  readonly serial: string | null;
  readonly cores: number;
  /** Of all its cores together. */
  readonly threads: number;
  /** Highest clock, where the name or the file tells it, in MHz; "cpu MHz" is the clock of this moment. */
  readonly speedMHz: number | null;
  readonly currentSpeedMHz: number | null;
  readonly flags: ReadonlySet<string>;
};

type Fields = ReadonlyMap<string, string>;

/** Packages of this machine; the file has a block for each of its, perhaps hundreds of, logical processors. */
export function readCpuPackages(host: Host): Promise<readonly CpuPackage[]> {
  return once(host, 'cpu packages', async () => parseCpuinfo((await host.read('/proc/cpuinfo')) ?? ''));
}

/**
 * Packages of the machine, from the blocks of its logical processors.
 *
 * Blocks are grouped by "physical id". Without it, x86 and most others have one processor a block (as very old kernels
 * and hypervisors show them), ARM has the cores of one chip.
 */
export function parseCpuinfo(text: string): CpuPackage[] {
  const blocks = parseBlocks(text);
  const machine = new Map(blocks.flatMap((block) => (isProcessor(block) ? [] : [...block])));
  const processors = blocks.filter(isProcessor);
  if (processors.length === 0) return fromMachineBlock(machine);
  const groups = Map.groupBy(processors, groupOf);
  return [...groups.values()].map((group) => toPackage(group, machine));
}

/** Blocks of `key : value` lines, parted by empty lines; keys in lower case. */
export function parseBlocks(text: string): Fields[] {
  const blocks: Map<string, string>[] = [];
  let block: Map<string, string> | null = null;
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (line.trim() === '') block = null;
    if (colon === -1) continue;
    const key = line.slice(0, colon).trim().toLowerCase();
    // Kernels for ARM and s390 print no empty line between processors.
    if (block === null || (key === 'processor' && block.has('processor'))) {
      block = new Map();
      blocks.push(block);
    }
    block.set(key, line.slice(colon + 1).trim());
  }
  return blocks;
}

const isProcessor = (block: Fields) =>
  /^\d+$/.test(block.get('processor') ?? '') || (block.has('processor') && block.has('bogomips'));
const isArm = (block: Fields) =>
  block.has('cpu implementer') || /arm|xscale|feroceon/i.test(block.get('processor') ?? '');

function groupOf(block: Fields): string {
  const id = block.get('physical id');
  if (id !== undefined) return id;
  return isArm(block)
    ? `arm ${block.get('cpu implementer')} ${block.get('cpu part')}`
    : `block ${block.get('processor')}`;
}

function toPackage(group: readonly Fields[], machine: Fields): CpuPackage {
  const first = group[0] ?? new Map<string, string>();
  const name = nameOf(first, machine);
  const threads = number(first.get('siblings')) ?? group.length;
  const id = number(first.get('physical id'));
  return {
    id,
    name,
    vendor: first.get('vendor_id') ?? first.get('vendor') ?? IMPLEMENTERS[first.get('cpu implementer') ?? ''] ?? null,
    family: first.get('cpu family') ?? null,
    model: first.get('model') ?? null,
    stepping: number(first.get('stepping')),
    serial: first.get('cpu serial number') ?? null,
    cores: number(first.get('cpu cores')) ?? group.length,
    threads,
    speedMHz: speedInName(name) ?? megahertz(first.get('clock')),
    currentSpeedMHz: megahertz(first.get('cpu mhz')),
    flags: new Set((first.get('flags') ?? first.get('features') ?? '').split(' ')),
  };
}

/** Kernels whose file has one block for the whole machine: Alpha, SPARC, s390. */
function fromMachineBlock(machine: Fields): CpuPackage[] {
  if (machine.get('vendor_id') === 'IBM/S390') return [toMainframe(machine)];
  const name = machine.get('cpu model') ?? machine.get('cpu');
  if (name === undefined) return [];
  const count = number(machine.get('cpus detected') ?? machine.get('ncpus probed') ?? machine.get('# processors')) ?? 1;
  const hertz = number(machine.get('cycle frequency [hz]')) ?? Number.parseInt(machine.get('cpu0clktck') ?? '', 16);
  return Array.from({ length: Math.min(count, 4096) }, (_, at) => ({
    id: at,
    name: machine.get('cpu') === 'Alpha' ? `Alpha ${name}` : name,
    vendor: null,
    family: null,
    model: null,
    stepping: null,
    serial: machine.get('cpu serial number') ?? null,
    cores: 1,
    threads: 1,
    speedMHz: hertz > 0 ? Math.round(hertz / 1e6) : null,
    currentSpeedMHz: null,
    flags: new Set<string>(),
  }));
}

/** A partition of a mainframe: its processors are shares of cores, which have no sockets. */
function toMainframe(machine: Fields): CpuPackage {
  const threads = number(machine.get('# processors')) ?? 1;
  const perCore = (number(machine.get('max thread id')) ?? 0) + 1;
  return {
    id: 0,
    name: 'IBM/S390',
    vendor: 'IBM',
    family: null,
    model: /machine\s*=\s*(\w+)/.exec(machine.get('processor 0') ?? '')?.[1] ?? null,
    stepping: null,
    serial: null,
    cores: Math.max(1, Math.floor(threads / perCore)),
    threads,
    speedMHz: megahertz(machine.get('cpu mhz static')),
    currentSpeedMHz: megahertz(machine.get('cpu mhz dynamic')),
    flags: new Set((machine.get('features') ?? '').split(' ')),
  };
}

function nameOf(block: Fields, machine: Fields): string | null {
  const processor = block.get('processor') ?? '';
  const part = ARM_PARTS[`${block.get('cpu implementer')} ${block.get('cpu part')}`];
  return (
    block.get('model name') ??
    part ??
    block.get('cpu model') ??
    block.get('cpu') ??
    (/^\d*$/.test(processor) ? null : processor) ??
    machine.get('processor') ??
    machine.get('hardware') ??
    null
  );
}

/** "Intel(R) Xeon(R) CPU @ 2.40GHz" → 2400. */
export function speedInName(name: string | null): number | null {
  const [, value, unit] = /(\d+(?:\.\d+)?)\s*([GM])Hz\s*$/i.exec(name ?? '') ?? [];
  if (value === undefined) return null;
  return Math.round(Number(value) * (unit?.toUpperCase() === 'G' ? 1000 : 1));
}

function megahertz(text: string | undefined): number | null {
  const value = Number.parseFloat(text ?? '');
  return value > 0 ? Math.round(value) : null;
}

function number(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}

// Source: Arm "Main ID Register", implementer codes.
const IMPLEMENTERS: Readonly<Record<string, string>> = {
  '0x41': 'ARM',
  '0x42': 'Broadcom',
  '0x43': 'Cavium',
  '0x46': 'Fujitsu',
  '0x48': 'HiSilicon',
  '0x4e': 'NVIDIA',
  '0x50': 'APM',
  '0x51': 'Qualcomm',
  '0x53': 'Samsung',
  '0x56': 'Marvell',
  '0x61': 'Apple',
  '0x69': 'Intel',
  '0xc0': 'Ampere',
};

/** 64-bit kernels for ARM print numbers only. Source: the reference manuals of the parts ("Main ID Register"). */
const ARM_PARTS: Readonly<Record<string, string>> = {
  '0x41 0xd03': 'Cortex-A53',
  '0x41 0xd04': 'Cortex-A35',
  '0x41 0xd05': 'Cortex-A55',
  '0x41 0xd07': 'Cortex-A57',
  '0x41 0xd08': 'Cortex-A72',
  '0x41 0xd09': 'Cortex-A73',
  '0x41 0xd0a': 'Cortex-A75',
  '0x41 0xd0b': 'Cortex-A76',
  '0x41 0xd0c': 'Neoverse-N1',
  '0x41 0xd0d': 'Cortex-A77',
  '0x41 0xd40': 'Neoverse-V1',
  '0x41 0xd41': 'Cortex-A78',
  '0x41 0xd44': 'Cortex-X1',
  '0x41 0xd49': 'Neoverse-N2',
  '0x41 0xd4f': 'Neoverse-V2',
  '0xc0 0xac3': 'Ampere-1',
  '0xc0 0xac4': 'Ampere-1a',
};
