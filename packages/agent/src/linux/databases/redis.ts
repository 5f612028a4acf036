import type { Host } from '../../host/host.ts';
import { readInstalledPackages } from '../packages/package-managers.ts';
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
      const told = (await readPackaged(host, process.name)) ?? (await askVersion(host, program));
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

const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'redis-server': ['redis-server', 'redis'],
  'valkey-server': ['valkey-server', 'valkey'],
  memcached: ['memcached'],
};

/** The version of its package, without what the distribution added: no program needs to run for it. */
async function readPackaged(host: Host, process: string): Promise<string | null> {
  const names = PACKAGES[process] ?? [];
  const found = (await readInstalledPackages(host)).find(({ name }) => names.includes(name ?? ''));
  return /^(?:\d+:)?([^-]+)/.exec(found?.version ?? '')?.[1] ?? null;
}

const askVersion = (host: Host, program: string | null) =>
  program === null ? null : host.run(program, ['--version'], { timeoutMs: 5_000, limitBytes: 4096 });
