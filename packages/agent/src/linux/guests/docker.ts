import { AppError } from '@muster/protocol';
import type { Host } from '../../host/host.ts';
import { type Guest, toMebibytes } from './guest.ts';

const DOCKER_SOCKETS = ['/run/docker.sock', '/var/run/docker.sock'];
const PODMAN_STORE = '/var/lib/containers/storage/overlay-containers/containers.json';
/** More than a machine runs; the rest would make the command line too long. */
const CONTAINER_LIMIT = 1000;

/** Containers of a Docker that runs: the program is asked only if there is a service to answer it. */
export async function readDocker(host: Host): Promise<Guest[] | null> {
  const sockets = await Promise.all(DOCKER_SOCKETS.map((path) => host.stat(path)));
  if (sockets.every((socket) => socket === null)) return null;
  return await readContainers(host, 'docker');
}

/** Containers of Podman that belong to root; each user has a store of its own. */
export async function readPodman(host: Host): Promise<Guest[] | null> {
  const store = await host.read(PODMAN_STORE);
  if (store === null || store.trim() === '[]') return null;
  return await readContainers(host, 'podman');
}

async function readContainers(host: Host, program: 'docker' | 'podman'): Promise<Guest[] | null> {
  const listed = await host.run(program, ['ps', '--all', '--quiet', '--no-trunc'], { timeoutMs: 10_000 });
  const ids = (listed ?? '').split('\n').filter((line) => /^[0-9a-f]{12,64}$/.test(line));
  if (ids.length === 0) return null;
  const output = await host.run(program, ['inspect', '--type', 'container', ...ids.slice(0, CONTAINER_LIMIT)]);
  const guests = parseContainers(output ?? '', program);
  if (guests === null) throw new AppError('PROGRAM_UNANSWERED', { what: `the containers of ${program}`, program });
  return guests;
}

type Inspected = {
  readonly Id?: string;
  readonly Name?: string;
  readonly ImageName?: string;
  readonly State?: { readonly Status?: string; readonly Running?: boolean; readonly Paused?: boolean };
  readonly Config?: { readonly Image?: string; readonly Hostname?: string };
  readonly HostConfig?: { readonly Memory?: number; readonly NanoCpus?: number; readonly CpusetCpus?: string };
  readonly NetworkSettings?: Network & { readonly Networks?: Readonly<Record<string, Network | null>> | null };
};
type Network = { readonly IPAddress?: string; readonly MacAddress?: string };

const STATES: Readonly<Record<string, string>> = {
  running: 'running',
  restarting: 'running',
  paused: 'paused',
  removing: 'dying',
  dead: 'crashed',
};

/** The list that `docker inspect` and `podman inspect` print; null if it is none. Their environment, which holds passwords, is not looked at. */
export function parseContainers(json: string, program: 'docker' | 'podman'): Guest[] | null {
  let list: unknown;
  try {
    list = JSON.parse(json);
  } catch {
    return null;
  }
  if (!Array.isArray(list)) return null;
  return list
    .filter((item): item is Inspected => typeof item === 'object' && item !== null && typeof item.Id === 'string')
    .map((container) => {
      const networks = [container.NetworkSettings, ...Object.values(container.NetworkSettings?.Networks ?? {})];
      const { Memory: memory = 0, NanoCpus: nanoCpus = 0 } = container.HostConfig ?? {};
      const isRunning = container.State?.Running === true;
      return {
        name: String(container.Name ?? '').replace(/^\//, ''),
        uuid: container.Id?.slice(0, 12) ?? null,
        status: STATES[container.State?.Status ?? (isRunning ? 'running' : '')] ?? 'off',
        type: program,
        image: container.Config?.Image ?? container.ImageName ?? null,
        memory: memory > 0 ? toMebibytes(memory) : null,
        cpuCount: nanoCpus > 0 ? Math.ceil(nanoCpus / 1e9) : null,
        // Those that ended keep their last ones.
        ip: isRunning ? first(networks.map((network) => network?.IPAddress)) : null,
        mac: isRunning ? first(networks.map((network) => network?.MacAddress)) : null,
      };
    });
}

const first = (values: readonly (string | undefined)[]) =>
  values.find((value) => value !== undefined && value !== '') ?? null;
