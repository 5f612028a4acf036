import { type Host, readValue } from '../../host/host.ts';
import { toDateTime } from '../date-times.ts';
import { type InstalledPackage, toCount } from './installed-package.ts';

const DATABASE = '/var/db/pkg';

/** Installed packages of Portage, as on Gentoo: `CATEGORY/NAME-VERSION` with a file for each value. */
export async function readPortage(host: Host): Promise<InstalledPackage[] | null> {
  const categories = (await host.list(DATABASE)).filter((name) => !name.startsWith('.'));
  const found = await Promise.all(
    categories.map(async (category) => {
      const names = (await host.list(`${DATABASE}/${category}`)).filter((name) => !name.startsWith('-MERGING-'));
      return Promise.all(names.map((name) => readPackage(host, category, name)));
    }),
  );
  const packages = found.flat().filter((item) => item !== null);
  return packages.length === 0 ? null : packages;
}

async function readPackage(host: Host, category: string, folder: string): Promise<InstalledPackage | null> {
  const named = parseEbuildName(folder);
  if (named === null) return null;
  const path = `${DATABASE}/${category}/${folder}`;
  const [facts, comments, size, repository, chost] = await Promise.all([
    host.stat(`${path}/PF`),
    readValue(host, `${path}/DESCRIPTION`),
    readValue(host, `${path}/SIZE`),
    readValue(host, `${path}/repository`),
    readValue(host, `${path}/CHOST`),
  ]);
  return {
    ...named,
    comments,
    category,
    source: 'portage',
    fileSize: toCount(size),
    origin: repository,
    architecture: chost?.split('-', 1)[0] ?? null,
    installedAt: facts === null ? null : toDateTime(new Date(facts.modifiedMs)),
  };
}

/** The version begins at the last dash before a digit: `libfoo-2-1.2.3-r1` is version 1.2.3-r1 of `libfoo-2`. */
export function parseEbuildName(text: string): { name: string; version: string } | null {
  const [, name, version] = /^(.+?)-(\d[\w.]*(?:_\w+)?(?:-r\d+)?)$/.exec(text) ?? [];
  return name === undefined || version === undefined ? null : { name, version };
}
