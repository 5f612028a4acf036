import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import type { Host } from '../../host/host.ts';
import { deviceTitle, type PciDevice, readPciDevices } from '../../linux/pci-devices.ts';

/** Graphics adapters: PCI devices of the display class. The resolution is not known: only the display server has it. */
export const linuxVideos = defineCollector({
  name: 'linux/videos',
  section: sections.videos,
  platforms: ['linux'],
  async collect(host) {
    const adapters = (await readPciDevices(host)).filter((device) => device.classId.startsWith('03'));
    return adapters.length === 0 ? null : Promise.all(adapters.map((adapter) => toVideo(host, adapter)));
  },
});

async function toVideo(host: Host, adapter: PciDevice) {
  const { chip, product } = splitTitle(deviceTitle(adapter));
  return {
    name: product ?? chip,
    chipset: product === null ? adapter.className : chip,
    memory: largestWindowMiB((await host.read(`${adapter.folder}/resource`)) ?? ''),
    pciSlot: adapter.slot,
    pciId: `${adapter.vendorId}:${adapter.deviceId}`,
  };
}

/** `GP106 [GeForce GTX 1060 6GB]`: the chip, and the name it is sold under. */
export function splitTitle(title: string): { chip: string; product: string | null } {
  const [, chip, product] = /^(.*?)\s*\[([^[\]]+)\]$/.exec(title) ?? [];
  return { chip: chip || title, product: product ?? null };
}

const PREFETCHABLE = 0x2000n; // IORESOURCE_PREFETCH: memory that may be read ahead, not registers
const MEMORY = 0x200n; // IORESOURCE_MEM

/** Largest window on the adapter's own memory: lines of start, end and flags. Null where there is none of a MiB. */
export function largestWindowMiB(resource: string): number | null {
  const sizes = resource
    .split('\n')
    .map((line) => line.trim().split(' '))
    .filter((parts) => parts.length === 3 && parts.every((part) => /^0x[0-9a-f]+$/i.test(part)))
    .map(([start = '0', end = '0', flags = '0']) => ({ size: BigInt(end) - BigInt(start) + 1n, flags: BigInt(flags) }))
    .filter(({ flags }) => (flags & PREFETCHABLE) !== 0n && (flags & MEMORY) !== 0n)
    .map(({ size }) => Number(size / 1_048_576n));
  return Math.max(0, ...sizes) || null;
}
