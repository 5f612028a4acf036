import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import { type Host, readNumber, readValue } from '../../host/host.ts';
import { type NvidiaGpu, readNvidiaGpus } from '../../linux/nvidia.ts';
import { deviceTitle, type PciDevice, readPciDevices } from '../../linux/pci-devices.ts';
import { parseUevent } from '../../linux/uevent.ts';
import { readXScreens } from '../../linux/x-server.ts';

/**
 * Graphics adapters: PCI devices of the display class, with the memory that their drivers tell of and what is shown on them.
 *
 * Machines whose buses cannot be seen: the adapter in the log of the display server.
 */
export const linuxVideos = defineCollector({
  name: 'linux/videos',
  section: sections.videos,
  platforms: ['linux'],
  async collect(host) {
    const adapters = (await readPciDevices(host)).filter((device) => device.classId.startsWith('03'));
    if (adapters.length === 0) return (await fromDrivers(host)) ?? fromLog(host);
    const gpus = await readNvidiaGpus(host);
    const rows = await Promise.all(adapters.map((adapter) => toVideo(host, adapter, gpus)));
    return withScreen(host, rows);
  },
});

async function toVideo(host: Host, adapter: PciDevice, gpus: readonly NvidiaGpu[]): Promise<Found<'videos'>> {
  const { chip, product } = splitTitle(deviceTitle(adapter));
  const gpu = gpus.find(({ slot }) => slot === adapter.slot);
  const card = adapter.subVendorName ?? adapter.vendorName;
  return {
    name: [card, product ?? chip].filter((part) => part !== null).join(' '),
    chipset: [adapter.vendorName, chip].filter((part) => part !== null).join(' '),
    memory: gpu?.memoryMiB ?? (await readMemoryMiB(host, adapter)),
    resolution: gpu?.resolution ?? (await readResolution(host, adapter)),
    driverVersion: gpu?.driverVersion ?? null,
    firmware: gpu?.firmware ?? null,
    uuid: gpu?.uuid ?? null,
    pciSlot: adapter.slot,
    pciId: `${adapter.vendorId}:${adapter.deviceId}`,
  };
}

/** The driver of AMD tells the true size; of others only the windows on it are known, which may be smaller. */
async function readMemoryMiB(host: Host, { folder, memoryMiB }: PciDevice): Promise<number | null> {
  if (folder === null) return memoryMiB;
  const bytes = await readNumber(host, `${folder}/mem_info_vram_total`);
  return bytes !== null ? Math.floor(bytes / 1024 ** 2) : windowsMiB((await host.read(`${folder}/resource`)) ?? '');
}

/** Of the first screen that shows something: the first of its modes is the one it prefers, and gets. */
async function readResolution(host: Host, { folder }: PciDevice): Promise<string | null> {
  if (folder === null) return null;
  const cards = (await host.list(`${folder}/drm`)).filter((name) => /^card\d+$/.test(name));
  for (const card of cards) {
    const connectors = (await host.list(`${folder}/drm/${card}`)).filter((name) => name.startsWith(`${card}-`));
    for (const connector of connectors) {
      const place = `${folder}/drm/${card}/${connector}`;
      if ((await readValue(host, `${place}/enabled`)) !== 'enabled') continue;
      const mode = await readValue(host, `${place}/modes`);
      if (mode !== null && /^\d+x\d+/.test(mode)) return mode.replace(/[^\dx].*$/, '');
    }
  }
  return null;
}

/** A single adapter without resolution gets that of the display server, where one runs that lets us in. */
export async function withScreen(host: Host, rows: readonly Found<'videos'>[]): Promise<Found<'videos'>[]> {
  const [only] = rows;
  if (rows.length !== 1 || only === undefined || only.resolution) return [...rows];
  const [screen] = await readXScreens(host);
  return screen === undefined ? [...rows] : [{ ...only, resolution: `${screen.width}x${screen.height}` }];
}

/** Boards without PCI: what the kernel's graphics drivers run. */
async function fromDrivers(host: Host): Promise<Found<'videos'>[] | null> {
  const folder = '/sys/class/drm';
  const cards = (await host.list(folder)).filter((name) => /^card\d+$/.test(name));
  const rows = await Promise.all(
    cards.map(async (card) => {
      const told = parseUevent((await host.read(`${folder}/${card}/device/uevent`)) ?? '');
      return { name: told.OF_COMPATIBLE_0 ?? told.DRIVER ?? null, chipset: told.DRIVER ?? null };
    }),
  );
  const known = rows.filter(({ name }) => name !== null);
  return known.length === 0 ? null : known;
}

async function fromLog(host: Host): Promise<Found<'videos'>[] | null> {
  const text = await host.read('/var/log/Xorg.0.log');
  if (text === null) return null;
  const { parseXorgLog } = await import('../../linux/xorg-log.ts');
  const adapter = parseXorgLog(text);
  if (adapter === null) return null;
  return [
    {
      name: adapter.name ?? adapter.product,
      chipset: adapter.product,
      memory: adapter.memoryKiB === null ? null : Math.floor(adapter.memoryKiB / 1024) || null,
      resolution: adapter.resolution,
      pciSlot: adapter.slot,
      pciId: adapter.pciId?.slice(0, 9) ?? null,
    },
  ];
}

/** `GP106 [GeForce GTX 1060 6GB]`: the chip, and the name it is sold under. */
export function splitTitle(title: string): { chip: string; product: string | null } {
  const [, chip, product] = /^(.*?)\s*\[([^[\]]+)\]$/.exec(title) ?? [];
  return { chip: chip || title, product: product ?? null };
}

const PREFETCHABLE = 0x2000n; // IORESOURCE_PREFETCH: memory that may be read ahead, not registers
const MEMORY = 0x200n; // IORESOURCE_MEM

/** Sum of the windows on the adapter's own memory: lines of start, end and flags. Null where there is none of a MiB. */
export function windowsMiB(resource: string): number | null {
  const sizes = resource
    .split('\n')
    .map((line) => line.trim().split(' '))
    .filter((parts) => parts.length === 3 && parts.every((part) => /^0x[0-9a-f]+$/i.test(part)))
    .map(([start = '0', end = '0', flags = '0']) => ({ size: BigInt(end) - BigInt(start) + 1n, flags: BigInt(flags) }))
    .filter(({ flags }) => (flags & PREFETCHABLE) !== 0n && (flags & MEMORY) !== 0n)
    .map(({ size }) => Number(size / 1_048_576n));
  return sizes.reduce((sum, size) => sum + Math.max(0, size), 0) || null;
}
