import type { Host } from '../host/host.ts';
import { boundText } from './bounded-text.ts';

/**
 * Disks that are second ways to another one: all but the first below each multipath device.
 *
 * The kernel's device mapper tells which; those of its devices whose kind it does not show are looked up with `multipath`.
 */
export async function readSecondPaths(host: Host, blocks: readonly string[]): Promise<ReadonlySet<string>> {
  const second = new Set<string>();
  const mapped = blocks.filter((name) => name.startsWith('dm-'));
  const kinds = await Promise.all(mapped.map((name) => host.read(`/sys/block/${name}/dm/uuid`)));
  for (const [at, name] of mapped.entries()) {
    if (kinds[at]?.startsWith('mpath-') !== true) continue;
    for (const path of (await host.list(`/sys/block/${name}/slaves`)).slice(1)) second.add(path);
  }
  if (mapped.length === 0 || kinds.some((kind) => kind !== null)) return second;
  return findSecondPaths((await host.run('multipath', ['-l'])) ?? '');
}

/** Of `multipath -l`: a line for the device, then lines such as `|- 14:0:20:0 sdai 66:32 active undef running`. */
export function findSecondPaths(output: string): ReadonlySet<string> {
  const text = boundText(output);
  const second = new Set<string>();
  let paths = 0;
  for (const line of text.split('\n')) {
    const [, path] = /\d+:\d+:\d+:\d+\s+(\S+)\s+\d+:\d+/.exec(line) ?? [];
    if (path === undefined) {
      if (/ dm-\d+ /.test(line)) paths = 0;
      continue;
    }
    paths += 1;
    if (paths > 1) second.add(path);
  }
  return second;
}
