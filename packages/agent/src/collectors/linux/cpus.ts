import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import { type Host, readNumber, readValue } from '../../host/host.ts';
import { type CpuPackage, parseCpuinfo } from '../../linux/cpuinfo.ts';
import { readKernel } from '../../linux/kernel.ts';
import type { SmbiosStructure } from '../../smbios/decode-smbios.ts';
import { ofType, readSmbios } from '../../smbios/read-smbios.ts';
import { PROCESSOR_FAMILIES } from '../../smbios/smbios-names.ts';

/**
 * Processors, one row a socket: `/proc/cpuinfo`, completed by SMBIOS structures (type 4) of the same rank and by `/sys`.
 */
export const linuxCpus = defineCollector({
  name: 'linux/cpus',
  section: sections.cpus,
  platforms: ['linux'],
  async collect(host) {
    const [text, smbios, kernel] = await Promise.all([host.read('/proc/cpuinfo'), readSmbios(host), readKernel(host)]);
    const packages = parseCpuinfo(text ?? '');
    if (packages.length === 0) return null;
    const sockets = ofType(smbios, 4).filter(isPopulated);
    const level2 = await readLevel2Cache(host);
    const highest = await readNumber(host, '/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq'); // kHz
    const logicalCpus = packages.reduce((sum, { threads }) => sum + threads, 0);
    return packages.map((found, rank) => ({
      ...fromCpuinfo(found),
      ...fromSmbios(sockets[rank]),
      speed: found.speedMHz ?? speedOf(sockets[rank]) ?? (highest === null ? null : Math.round(highest / 1000)),
      architecture: kernel.machine,
      logicalCpus,
      socketCount: packages.length,
      level2Cache: level2,
    }));
  },
});

function fromCpuinfo(found: CpuPackage): Found<'cpus'> {
  return {
    name: found.name?.replace(/\s+/g, ' ') ?? null,
    manufacturer: toManufacturer(found.vendor),
    cores: found.cores,
    threads: found.threads,
    currentSpeed: found.currentSpeedMHz,
    familyNumber: found.family,
    model: found.model,
    stepping: found.stepping,
    serial: found.serial,
    dataWidth: found.flags.has('lm') ? 64 : found.flags.has('fpu') ? 32 : null, // "long mode"; x86 only
    hyperThreading: found.threads > found.cores ? 'on' : 'off',
  };
}

/** The processor's own words for itself → its maker. */
const VENDORS: Readonly<Record<string, string>> = {
  GenuineIntel: 'Intel',
  AuthenticAMD: 'AMD',
  HygonGenuine: 'Hygon',
  CentaurHauls: 'VIA',
  TransmetaCPU: 'Transmeta',
  GenuineTMx86: 'Transmeta',
  CyrixInstead: 'Cyrix',
  '  Shanghai  ': 'Zhaoxin',
};

const toManufacturer = (vendor: string | null) => (vendor === null ? null : (VENDORS[vendor] ?? vendor));

/** Source: DSP0134 §7.5; the status says populated, and what the firmware did with it. */
function isPopulated(structure: SmbiosStructure): boolean {
  const status = structure.byte(0x18) ?? 0;
  const populated = (status & 0x40) !== 0;
  const disabled = (status & 7) === 2 || (status & 7) === 3;
  const central = structure.byte(0x05) === 3;
  return populated && !disabled && central;
}

function fromSmbios(structure: SmbiosStructure | undefined): Found<'cpus'> {
  if (structure === undefined) return {};
  const serial = structure.text(0x20);
  const cores = countOf(structure, 0x23, 0x2a);
  const id = structure.bytes(0x08, 8);
  return {
    ...(serial === null ? {} : { serial }),
    externalClock: structure.word(0x12) || null,
    familyName: familyName(structure),
    cpuId: id === null || id.every((byte) => byte === 0) ? null : toCpuId(id),
    socket: structure.text(0x04),
    coresTotal: cores,
    voltage: toVoltage(structure.byte(0x11)),
  };
}

/** Byte by byte as dmidecode shows it, and as servers compare it. */
const toCpuId = (id: Uint8Array) => [...id].map((b) => b.toString(16).padStart(2, '0').toUpperCase()).join(' ');

/** 255 in the old field means that the newer, wider one has the count. */
function countOf(structure: SmbiosStructure, narrow: number, wide: number): number | null {
  const count = structure.byte(narrow);
  return (count === 0xff ? structure.word(wide) : count) || null;
}

function familyName(structure: SmbiosStructure): string | null {
  const code = structure.byte(0x06);
  return PROCESSOR_FAMILIES[(code === 0xfe ? structure.word(0x28) : code) ?? 0] ?? null;
}

/** Tenths of a volt when the highest bit is set; else a choice of old voltages that no machine of today has. */
function toVoltage(code: number | null): string | null {
  return code === null || code < 0x80 || code === 0x80 ? null : `${((code & 0x7f) / 10).toFixed(1)} V`;
}

function speedOf(structure: SmbiosStructure | undefined): number | null {
  // Some firmware writes the highest speed the socket can take; where both are given, the lower is the truth.
  const highest = structure?.word(0x14) || null;
  const current = structure?.word(0x16) || null;
  return highest ?? current;
}

/** Sum over the level 2 caches, each once, in the words of `lscpu`: `2 MiB (2 instances)`. */
async function readLevel2Cache(host: Host): Promise<string | null> {
  const folder = '/sys/devices/system/cpu';
  const names = (await host.list(folder)).filter((name) => /^cpu\d+$/.test(name));
  const caches = await Promise.all(names.map((name) => readCache(host, `${folder}/${name}/cache`)));
  const distinct = new Map(
    caches.filter((cache) => cache !== null).map(({ sharedBy, sizeKiB }) => [sharedBy, sizeKiB]),
  );
  const total = [...distinct.values()].reduce((sum, size) => sum + size, 0);
  if (total === 0) return null;
  const size = total % 1024 === 0 ? `${total / 1024} MiB` : `${total} KiB`;
  return `${size} (${distinct.size} ${distinct.size === 1 ? 'instance' : 'instances'})`;
}

async function readCache(host: Host, folder: string): Promise<{ sharedBy: string; sizeKiB: number } | null> {
  for (const index of ['index2', 'index1', 'index3']) {
    if ((await readNumber(host, `${folder}/${index}/level`)) !== 2) continue;
    const [, size] = /^(\d+)K$/.exec((await readValue(host, `${folder}/${index}/size`)) ?? '') ?? [];
    const sharedBy = await readValue(host, `${folder}/${index}/shared_cpu_list`);
    return size === undefined ? null : { sharedBy: sharedBy ?? folder, sizeKiB: Number(size) };
  }
  return null;
}
