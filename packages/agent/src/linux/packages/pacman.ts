import type { Host } from '../../host/host.ts';
import { toDateTime } from '../date-times.ts';
import { type InstalledPackage, secondsToDateTime, toCount } from './installed-package.ts';

const LOCAL = '/var/lib/pacman/local';

/** Installed packages of pacman: one folder each; the program where an administrator moved the database. */
export async function readPacman(host: Host): Promise<InstalledPackage[] | null> {
  const folders = (await host.list(LOCAL)).filter((name) => name !== 'ALPM_DB_VERSION');
  if (folders.length > 0) {
    const texts = await Promise.all(folders.map((name) => host.read(`${LOCAL}/${name}/desc`)));
    return texts.filter((text) => text !== null).flatMap(parsePacmanDesc);
  }
  if ((await host.stat('/etc/pacman.conf')) === null) return null;
  const output = await host.run('pacman', ['-Qqi'], { timeoutMs: 60_000 });
  return output === null ? null : parsePacmanInfo(output);
}

/** `%NAME%`, its values a line each, an empty line. Source: alpm-db-desc(5). */
export function parsePacmanDesc(text: string): InstalledPackage[] {
  const values = new Map<string, string[]>();
  for (const block of text.split(/\n\n+/)) {
    const [name = '', ...lines] = block.trim().split('\n');
    if (/^%\w+%$/.test(name)) values.set(name.slice(1, -1), lines);
  }
  const value = (name: string) => values.get(name)?.[0]?.trim() || null;
  if (value('NAME') === null) return [];
  return [
    {
      name: value('NAME'),
      version: value('VERSION'),
      comments: value('DESC'),
      architecture: value('ARCH'),
      publisher: withoutAddress(value('PACKAGER')),
      source: 'pacman',
      fileSize: toCount(value('SIZE')),
      category: values.get('GROUPS')?.join(',') || null,
      aboutUrl: value('URL'),
      installedAt: secondsToDateTime(value('INSTALLDATE')),
    },
  ];
}

/** `Name            : value` lines; packages are parted by empty lines. */
export function parsePacmanInfo(output: string): InstalledPackage[] {
  return output.split(/\n\s*\n/).flatMap((block) => {
    const value = (name: string) => {
      const [, found] = new RegExp(`^${name}\\s*: (.*)$`, 'm').exec(block) ?? [];
      return found === undefined || found.trim() === 'None' ? null : found.trim() || null;
    };
    if (value('Name') === null) return [];
    return [
      {
        name: value('Name'),
        version: value('Version'),
        comments: value('Description'),
        architecture: value('Architecture'),
        publisher: withoutAddress(value('Packager')),
        source: 'pacman',
        fileSize: parseSize(value('Installed Size')),
        category: value('Groups')?.replace(/\s+/g, ',') ?? null,
        aboutUrl: value('URL'),
        installedAt: parseDate(value('Install Date')),
      },
    ];
  });
}

const UNITS = ['B', 'KIB', 'MIB', 'GIB', 'TIB'];

/** "12,40 MiB" → bytes. */
function parseSize(text: string | null): number | null {
  const [, number = '', unit = ''] = /^([\d.,]+)\s*([KMGT]?i?B)$/i.exec(text ?? '') ?? [];
  const power = UNITS.indexOf(unit.toUpperCase());
  return power === -1 ? null : Math.trunc(Number(number.replace(',', '.')) * 1024 ** power);
}

/** "Wed 12 Sep 2018 14:55:09 CEST": the zone is the machine's own. */
function parseDate(text: string | null): string | null {
  const [, day, month, year, time] = /(\d{1,2}) (\w{3}) (\d{4}) (\d{2}:\d{2}:\d{2})/.exec(text ?? '') ?? [];
  const [, month2, day2, time2, year2] = /(\w{3}) +(\d{1,2}) (\d{2}:\d{2}:\d{2}) (\d{4})/.exec(text ?? '') ?? [];
  const at = new Date(`${day ?? day2} ${month ?? month2} ${year ?? year2} ${time ?? time2}`);
  return Number.isNaN(at.getTime()) ? null : toDateTime(at);
}

/** Packagers sign with their mail address, which is of no use in an inventory. */
function withoutAddress(name: string | null): string | null {
  return name === 'Unknown Packager' ? null : (name?.replace(/\s*<.*$/, '') ?? null);
}
