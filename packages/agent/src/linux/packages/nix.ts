import { AppError } from '@muster/protocol';
import type { Host } from '../../host/host.ts';
import type { InstalledPackage } from './installed-package.ts';

const PROFILES = ['/run/current-system', '/nix/var/nix/profiles/default'];

/** What the system's profiles of Nix need. Not all that lives in the store: asking that takes minutes, and locks it. */
export async function readNix(host: Host): Promise<InstalledPackage[] | null> {
  if ((await host.stat('/nix/store')) === null) return null;
  const links = await Promise.all(PROFILES.map((profile) => host.link(profile)));
  const profiles = PROFILES.filter((_, at) => links[at] !== null);
  if (profiles.length === 0) return null;
  const output = await host.run('nix-store', ['--query', '--requisites', ...profiles], { timeoutMs: 60_000 });
  if (output === null) throw new AppError('PROGRAM_UNANSWERED', { what: 'the packages of Nix', program: 'nix-store' });
  return parseStorePaths(output);
}

/** `/nix/store/HASH-NAME-VERSION`; paths without a version at the end are parts and settings, no software. */
export function parseStorePaths(output: string): InstalledPackage[] {
  const found = new Map<string, InstalledPackage>();
  for (const [, name = '', version = ''] of output.matchAll(/^\/nix\/store\/[0-9a-z]{32}-(.+)-(\d+(?:\.\d+)*)$/gm)) {
    found.set(`${name}-${version}`, { name, version, source: 'nix' });
  }
  return [...found.values()];
}
