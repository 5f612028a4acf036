import type { Found } from '../define-collector.ts';
import { type Host, once } from '../host/host.ts';
import { boundText } from './bounded-text.ts';

/** A pool, as `zpool list -Hp` tells of it. Sizes are bytes. */
export type Pool = {
  readonly name: string;
  readonly sizeBytes: number;
  readonly freeBytes: number;
  readonly health: string;
  readonly uuid: string;
};

/** Pools of ZFS; none where its module is not loaded. */
export function readPools(host: Host): Promise<readonly Pool[]> {
  return once(host, 'zfs pools', async () => {
    if ((await host.stat('/proc/spl/kstat/zfs')) === null) return [];
    return parsePools((await host.run('zpool', ['list', '-Hp', '-o', 'name,size,free,health,guid'])) ?? '');
  });
}

export function parsePools(output: string): Pool[] {
  const text = boundText(output);
  return text.split('\n').flatMap((line) => {
    const [name, size, free, health = '', uuid = ''] = line.split('\t');
    return name === undefined || !/^\d+$/.test(size ?? '') || !/^\d+$/.test(free ?? '')
      ? []
      : [{ name, sizeBytes: Number(size), freeBytes: Number(free), health, uuid }];
  });
}

/** A device of a pool, and how it does. */
export type PoolDevice = { readonly pool: string; readonly device: string; readonly state: string };

export async function readPoolDevices(host: Host): Promise<readonly PoolDevice[]> {
  if ((await readPools(host)).length === 0) return [];
  return parsePoolStatus((await host.run('zpool', ['status', '-P'])) ?? '').flatMap(({ name, entries }) =>
    entries.filter(({ isGroup }) => !isGroup).map(({ name: device, state }) => ({ pool: name, device, state })),
  );
}

export type PoolStatus = {
  readonly name: string;
  readonly state: string;
  readonly entries: readonly {
    readonly name: string;
    readonly state: string;
    /** The pool itself, a mirror, a list of spares. */
    readonly isGroup: boolean;
  }[];
};

const GROUPS = /^(?:mirror|raidz\d?|draid\w*|spare|replacing|logs?|cache|spares|special|dedup)(?:-\d+)?$/;

/** `zpool status`: the tree of each pool below "config:". */
export function parsePoolStatus(output: string): PoolStatus[] {
  const text = boundText(output);
  return text.split(/^(?=\s*pool: )/m).flatMap((part) => {
    const [, name] = /^\s*pool: (\S+)/.exec(part) ?? [];
    if (name === undefined) return [];
    const [, config = ''] = /^\s*config:\s*\n([\s\S]*?)(?:^\s*errors:|$(?![\s\S]))/m.exec(part) ?? [];
    const entries = config
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([word]) => word !== undefined && word !== '' && word !== 'NAME')
      .map(([device = '', state = '']) => ({
        name: device,
        state,
        isGroup: device === name || GROUPS.test(device),
      }));
    return [{ name, state: /^\s*state: (\S+)/m.exec(part)?.[1] ?? '', entries }];
  });
}

export const toPoolGroup = (pool: Pool, devices: readonly PoolDevice[]): Found<'volumeGroups'> => ({
  name: pool.name,
  size: Math.floor(pool.sizeBytes / 1e6),
  free: Math.floor(pool.freeBytes / 1e6),
  physicalCount: devices.filter((device) => device.pool === pool.name).length,
  attributes: `zfs ${pool.health}`,
  uuid: pool.uuid,
});
