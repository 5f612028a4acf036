import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import { type Host, readNumber, readValue } from '../../host/host.ts';
import { type CpuPackage, readCpuPackages } from '../../linux/cpuinfo.ts';
import { readKernel } from '../../linux/kernel.ts';
import { toCpu, toProcessorRow } from '../../smbios/processors.ts';
import { readSmbios } from '../../smbios/read-smbios.ts';
import type { ProcessorFacts } from '../../smbios/smbios.ts';

/**
 * Processors, one row a socket: `/proc/cpuinfo`, completed by SMBIOS structures (type 4) of the same rank and by `/sys`.
 */
export const linuxCpus = defineCollector({
  name: 'linux/cpus',
  section: sections.cpus,
  platforms: ['linux'],
  async collect(host) {
    const [packages, smbios, kernel] = await Promise.all([readCpuPackages(host), readSmbios(host), readKernel(host)]);
    const sockets = smbios?.processors() ?? [];
    if (packages.length === 0) return sockets.length === 0 ? null : sockets.map(toCpu);
    const level2 = await readLevel2Cache(host);
    const highest = await readNumber(host, '/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq'); // kHz
    const logicalCpus = packages.reduce((sum, { threads }) => sum + threads, 0);
    return packages.map((found, rank) => ({
      ...toCpuRow(found, sockets[rank]),
      speed: speedOf(found, sockets[rank]) ?? (highest === null ? null : Math.round(highest / 1000)),
      architecture: kernel.machine,
      logicalCpus,
      socketCount: packages.length,
      level2Cache: level2,
    }));
  },
});

/** What the processor says of itself, and what the firmware says of its socket. */
export function toCpuRow(found: CpuPackage, socket: ProcessorFacts | undefined): Found<'cpus'> {
  return { ...fromCpuinfo(found), ...(socket === undefined ? {} : toProcessorRow(socket)) };
}

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

/** Some firmware writes the highest speed the socket can take; the processor's name tells the truth where it has one. */
function speedOf(found: CpuPackage, socket: ProcessorFacts | undefined): number | null {
  return found.speedMHz ?? socket?.highestSpeedMHz ?? socket?.currentSpeedMHz ?? null;
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
