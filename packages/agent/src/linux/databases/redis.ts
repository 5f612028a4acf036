import type { Host } from '../../host/host.ts';
import { type DatabaseServer, findServers, toVersion } from './database-server.ts';

const NAMES: Readonly<Record<string, { readonly name: string; readonly manufacturer: string }>> = {
  'redis-server': { name: 'Redis', manufacturer: 'Redis' },
  'valkey-server': { name: 'Valkey', manufacturer: 'Valkey' },
  memcached: { name: 'Memcached', manufacturer: 'Memcached' },
};

/** Servers that keep values in memory; what is in them is nobody's business here. */
export async function readRedis(host: Host): Promise<DatabaseServer[]> {
  const servers = await findServers(host, /^(?:redis-server|valkey-server|memcached)$/);
  return Promise.all(
    servers.map(async ({ process, program, port, startedAt }) => {
      const told =
        program === null ? null : await host.run(program, ['--version'], { timeoutMs: 5_000, limitBytes: 4096 });
      const known = NAMES[process.name];
      return {
        service: {
          name: known?.name ?? process.name,
          manufacturer: known?.manufacturer ?? null,
          type: process.name.replace('-server', ''),
          version: toVersion(told),
          port,
          // One program under several names: the link says the wrong one.
          path: program?.replace(/[^/]+$/, process.name) ?? null,
          active: true,
          startedAt,
        },
        databases: [],
      };
    }),
  );
}
