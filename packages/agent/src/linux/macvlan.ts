import type { Found } from '../define-collector.ts';
import type { Host } from '../host/host.ts';
import { toMask } from './addresses.ts';

/** Where Docker keeps its networks; for root. */
const STORE = '/var/lib/docker/network/files/local-kv.db';

/** Containers that have addresses of their own on the network of the machine; Docker is only asked where it has such a network. */
export async function readMacvlans(host: Host): Promise<Found<'networks'>[]> {
  const store = await host.readBytes(STORE, { limitBytes: 4 * 1024 * 1024, head: true });
  if (store === null || !Buffer.from(store.buffer, store.byteOffset, store.byteLength).includes('macvlan')) return [];
  const list = await host.run('docker', ['network', 'ls', '--filter', 'driver=macvlan', '-q']);
  const ids = parseNetworkIds(list ?? '');
  const told = await Promise.all(ids.map((id) => host.run('docker', ['network', 'inspect', id])));
  return told.flatMap((output) => parseDockerNetwork(output ?? ''));
}

/** `docker network ls -q`. */
export const parseNetworkIds = (text: string): string[] =>
  text.split('\n').filter((line) => /^[0-9a-f]{12}/.test(line));

type DockerNetwork = {
  readonly Name?: unknown;
  readonly Containers?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

/** `docker network inspect ID`. */
export function parseDockerNetwork(text: string): Found<'networks'>[] {
  let networks: unknown;
  try {
    networks = JSON.parse(text);
  } catch {
    return [];
  }
  if (!Array.isArray(networks)) return [];
  return (networks as DockerNetwork[]).flatMap((network) =>
    Object.values(network?.Containers ?? {}).map((container) => {
      const [ip, prefix] = String(container?.IPv4Address ?? '').split('/');
      return {
        name: `${network.Name}@${container?.Name}`,
        type: 'ethernet',
        status: 'up',
        virtual: true,
        mac: typeof container?.MacAddress === 'string' ? container.MacAddress : null,
        ip: ip || null,
        mask: prefix === undefined ? null : toMask(Number(prefix)),
      };
    }),
  );
}
