import { type Host, once } from '../host/host.ts';

/** Memory that the kernel has, in MiB; null where it does not say. */
export async function readMemorySize(host: Host): Promise<number | null> {
  return memoryFigure(await readMeminfo(host), 'MemTotal');
}

export function readMeminfo(host: Host): Promise<string> {
  return once(host, 'meminfo', async () => (await host.read('/proc/meminfo')) ?? '');
}

/** A figure of `/proc/meminfo` in MiB. */
export function memoryFigure(meminfo: string, name: string): number | null {
  const [, kib] = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(meminfo) ?? [];
  return kib === undefined ? null : Math.floor(Number(kib) / 1024);
}
