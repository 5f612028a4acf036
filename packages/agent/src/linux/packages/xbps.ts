import { AppError } from '@muster/protocol';
import type { Host } from '../../host/host.ts';
import type { InstalledPackage } from './installed-package.ts';

/** Installed packages of xbps, as on Void Linux. */
export async function readXbps(host: Host): Promise<InstalledPackage[] | null> {
  if ((await host.list('/var/db/xbps')).length === 0) return null;
  const output = await host.run('xbps-query', ['--list-pkgs']);
  if (output === null)
    throw new AppError('PROGRAM_UNANSWERED', { what: 'the packages of xbps', program: 'xbps-query' });
  return parseXbps(output);
}

/** `ii name-version_revision   summary`; other letters than `ii` mean that it is not installed as a whole. */
export function parseXbps(output: string): InstalledPackage[] {
  return [...output.matchAll(/^ii (\S+)-([^-\s]+)\s+(.*)$/gm)].map(([, name = '', version = '', comments = '']) => {
    return { name, version, comments, source: 'xbps' };
  });
}
