import { AppError } from '@muster/protocol';
import type { Host } from '../../host/host.ts';
import { countProcessors, type Guest, toMebibytes } from './guest.ts';

const SERVICES = [
  { program: 'incus', socket: '/var/lib/incus/unix.socket' },
  { program: 'lxc', socket: '/var/snap/lxd/common/lxd/unix.socket' },
  { program: 'lxc', socket: '/var/lib/lxd/unix.socket' },
] as const;

/** Containers and virtual machines of LXD, and of Incus, which came from it. */
export async function readLxd(host: Host): Promise<Guest[] | null> {
  for (const { program, socket } of SERVICES) {
    if ((await host.stat(socket)) === null) continue;
    const guests = parseLxdList((await host.run(program, ['list', '--all-projects', '--format', 'json'])) ?? '');
    if (guests === null) throw new AppError('PROGRAM_UNANSWERED', { what: 'the guests of LXD', program });
    return guests;
  }
  return null;
}

type Instance = {
  readonly name?: string;
  readonly status?: string;
  readonly type?: string;
  readonly description?: string;
  readonly expanded_config?: Readonly<Record<string, string>>;
  readonly config?: Readonly<Record<string, string>>;
  readonly state?: {
    readonly network?: Readonly<Record<string, { readonly addresses?: readonly Address[] | null }>> | null;
  } | null;
};
type Address = { readonly family?: string; readonly address?: string; readonly scope?: string };

const STATES: Readonly<Record<string, string>> = {
  running: 'running',
  frozen: 'paused',
  stopped: 'off',
  error: 'crashed',
};

/** The list that `lxc list --format json` prints; null if it is none. */
export function parseLxdList(json: string): Guest[] | null {
  let list: unknown;
  try {
    list = JSON.parse(json);
  } catch {
    return null;
  }
  if (!Array.isArray(list)) return null;
  return list
    .filter((item): item is Instance => typeof item === 'object' && item !== null)
    .map((instance) => {
      const config = { ...instance.config, ...instance.expanded_config };
      const limit = config['limits.cpu'];
      const addresses = Object.values(instance.state?.network ?? {}).flatMap((network) => network.addresses ?? []);
      const macs = Object.entries(config).filter(([key]) => /^volatile\..+\.hwaddr$/.test(key));
      return {
        name: instance.name ?? null,
        uuid: config['volatile.uuid'] ?? null,
        status: STATES[String(instance.status).toLowerCase()] ?? 'off',
        type: 'lxd',
        subsystem: instance.type === 'virtual-machine' ? 'kvm' : 'lxc',
        memory: toMebibytes(config['limits.memory']),
        cpuCount: limit !== undefined && /^\d+$/.test(limit) ? Number(limit) : countProcessors(limit),
        mac: macs.map(([, mac]) => mac).join('/') || null,
        ip: addresses.find(({ family, scope }) => family === 'inet' && scope === 'global')?.address ?? null,
        image: config['image.description'] ?? null,
        comment: instance.description ?? null,
      };
    });
}
