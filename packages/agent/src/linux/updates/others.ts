import type { Host } from '../../host/host.ts';
import type { PendingUpdate } from './pending-update.ts';

/** dnf and yum, from what they fetched last. They are slow, and answer 100 where there are updates. */
export async function readDnfUpdates(host: Host): Promise<PendingUpdate[] | null> {
  const caches = await Promise.all(
    ['/var/cache/dnf', '/var/cache/libdnf5', '/var/cache/yum'].map((path) => host.list(path)),
  );
  if (!host.isRoot || caches.flat().length === 0) return null;
  const args = ['-C', '-q', 'check-update'];
  const output =
    (await host.run('dnf', args, { timeoutMs: 60_000 })) ?? (await host.run('yum', args, { timeoutMs: 60_000 }));
  return output === null ? null : parseDnfUpdates(output);
}

/** Columns name with architecture, version and repository; below "Obsoleting" stands something else. */
export function parseDnfUpdates(output: string): PendingUpdate[] {
  const [updates = ''] = output.split(/^Obsoleting/m, 1);
  return [...updates.matchAll(/^(\S+)\.(\w+)\s+(\d\S*)\s+(\S+)[ \t]*$/gm)].map(
    ([, name = '', architecture = '', version = '', origin = '']) => ({
      name,
      architecture,
      version,
      origin,
      security: /security/i.test(origin) ? true : null,
      source: 'rpm',
    }),
  );
}

export async function readZypperUpdates(host: Host): Promise<PendingUpdate[] | null> {
  if (!host.isRoot || (await host.list('/var/cache/zypp/solv')).length === 0) return null;
  const output = await host.run('zypper', ['--quiet', '--no-refresh', '--non-interactive', 'list-updates'], {
    timeoutMs: 60_000,
  });
  return output === null ? null : parseZypperUpdates(output);
}

/** A table with bars: state, repository, name, installed and available version, architecture. */
export function parseZypperUpdates(output: string): PendingUpdate[] {
  return output
    .split('\n')
    .map((line) => line.split('|').map((value) => value.trim()))
    .filter(([state, , , , version]) => state === 'v' && version !== undefined)
    .map(([, origin = null, name = null, installedVersion = null, version = null, architecture = null]) => {
      return { name, installedVersion, version, architecture, origin, source: 'rpm' };
    });
}

export async function readPacmanUpdates(host: Host): Promise<PendingUpdate[] | null> {
  if ((await host.list('/var/lib/pacman/sync')).length === 0) return null;
  const output = await host.run('pacman', ['-Qu']);
  return parsePacmanUpdates(output ?? '');
}

/** `name old -> new`, and `[ignored]` behind those that the administrator keeps back. */
export function parsePacmanUpdates(output: string): PendingUpdate[] {
  return [...output.matchAll(/^(\S+) (\S+) -> (\S+)[ \t]*$/gm)].map(
    ([, name = '', installedVersion = '', version = '']) => {
      return { name, installedVersion, version, source: 'pacman' };
    },
  );
}

export async function readApkUpdates(host: Host): Promise<PendingUpdate[] | null> {
  const caches = await Promise.all(['/var/cache/apk', '/etc/apk/cache'].map((path) => host.list(path)));
  if (!caches.flat().some((name) => name.startsWith('APKINDEX'))) return null;
  const output = await host.run('apk', ['--no-network', 'version', '-l', '<']);
  return parseApkUpdates(output ?? '');
}

/** `name-version < new`; the version begins at the last dash before a digit but for the revision. */
export function parseApkUpdates(output: string): PendingUpdate[] {
  return [...output.matchAll(/^(\S+)-(\d[^-\s]*-r\d+)\s+<\s+(\S+)/gm)].map(
    ([, name = '', installedVersion = '', version = '']) => ({ name, installedVersion, version, source: 'apk' }),
  );
}
