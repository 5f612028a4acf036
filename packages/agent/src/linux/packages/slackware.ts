import type { Host } from '../../host/host.ts';
import { toDateTime } from '../date-times.ts';
import type { InstalledPackage } from './installed-package.ts';

/** The second since Slackware 15. */
const FOLDERS = ['/var/log/packages', '/var/lib/pkgtools/packages'];

/** Installed packages of pkgtools: a file each, `name-version-architecture-build`. */
export async function readSlackware(host: Host): Promise<InstalledPackage[] | null> {
  for (const folder of FOLDERS) {
    const names = await host.list(folder);
    if (names.length === 0) continue;
    const found = await Promise.all(names.map((name) => readPackage(host, folder, name)));
    return found.filter((item) => item !== null);
  }
  return null;
}

async function readPackage(host: Host, folder: string, file: string): Promise<InstalledPackage | null> {
  const named = parsePackageName(file);
  if (named === null) return null;
  const [facts, text] = await Promise.all([
    host.stat(`${folder}/${file}`),
    host.read(`${folder}/${file}`, { limitBytes: 4096, head: true }),
  ]);
  return {
    ...named,
    ...parsePackageText(text ?? '', named.name ?? ''),
    source: 'slackware',
    installedAt: facts === null ? null : toDateTime(new Date(facts.modifiedMs)),
  };
}

export function parsePackageName(file: string): InstalledPackage | null {
  const [, name, version, architecture, build] = /^(.+)-([^-]+)-([^-]+)-([^-]+)$/.exec(file) ?? [];
  if (name === undefined) return null;
  return { name, version: version ?? null, architecture: architecture ?? null, releaseType: build ?? null };
}

const UNITS: Readonly<Record<string, number>> = { '': 1024, K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/** Size, and the first line of the description: `name: name (summary)`. */
export function parsePackageText(text: string, name: string): InstalledPackage {
  const [, size, unit = ''] = /^UNCOMPRESSED PACKAGE SIZE:\s*([\d.]+)\s*([KMG]?)/m.exec(text) ?? [];
  const start = text.indexOf(`\n${name}:`);
  const line = start === -1 ? '' : (text.slice(start + name.length + 2).split('\n', 1)[0] ?? '');
  return {
    fileSize: size === undefined ? null : Math.round(Number(size) * (UNITS[unit] ?? 1)),
    comments: /\((.*)\)/.exec(line)?.[1] ?? (line.trim() || null),
  };
}
