import { type Host, once } from '../../host/host.ts';
import { toDateTime } from '../date-times.ts';
import { readOsRelease } from '../os-release.ts';
import { readParagraphs } from './debian-control.ts';
import { type InstalledPackage, toCount } from './installed-package.ts';

export type DebPackage = {
  readonly name: string;
  readonly version: string;
  readonly architecture: string | null;
  /** First line of the description. */
  readonly summary: string | null;
  readonly category: string | null;
  readonly sizeKiB: number | null;
  /** Who made it, where that is not the distribution. */
  readonly origin: string | null;
  readonly homepage: string | null;
  /** Several architectures of it may be installed side by side; dpkg then names its files `name:architecture`. */
  readonly multiArchSame: boolean;
};

const STATUS_LIMIT_BYTES = 64 * 1024 * 1024;

/** Installed packages of dpkg. Read directly: `dpkg-query` takes ten times as long and prints the same. */
export async function readDpkg(host: Host): Promise<InstalledPackage[] | null> {
  const packages = await readDebPackages(host);
  if (packages === null) return null;
  const publisher = await readPublisher(host);
  const times = await readInstallTimes(host, packages);
  return packages.map((deb, at) => toPackage(deb, publisher, times[at] ?? null));
}

/** Read once for what is installed and for what could be. */
export function readDebPackages(host: Host): Promise<readonly DebPackage[] | null> {
  return once(host, 'deb packages', async () => {
    const bytes = await host.readBytes('/var/lib/dpkg/status', { limitBytes: STATUS_LIMIT_BYTES });
    return bytes === null ? null : parseDpkgStatus(bytes);
  });
}

const FIELDS = [
  'Package',
  'Status',
  'Version',
  'Architecture',
  'Description',
  'Section',
  'Installed-Size',
  'Origin',
  'Homepage',
  'Multi-Arch',
] as const;

/** Those which dpkg-query calls "installed" (held ones as well). Source: deb-control(5), dpkg(1). */
export function parseDpkgStatus(bytes: Uint8Array): DebPackage[] {
  const packages: DebPackage[] = [];
  readParagraphs(bytes, FIELDS, (fields) => {
    const { Package: name, Version: version } = fields;
    // "install ok installed", "hold ok installed", "deinstall ok config-files"…
    if (name === null || version === null || fields.Status?.endsWith(' installed') !== true) return;
    packages.push({
      name,
      version,
      architecture: fields.Architecture,
      summary: fields.Description,
      category: fields.Section,
      sizeKiB: toCount(fields['Installed-Size']),
      origin: fields.Origin,
      homepage: fields.Homepage,
      multiArchSame: fields['Multi-Arch'] === 'same',
    });
  });
  return packages;
}

/** The distribution: the maintainers of packages are persons, and thousands of them are no help to a reader. */
async function readPublisher(host: Host): Promise<string | null> {
  const release = await readOsRelease(host);
  return DISTRIBUTORS[release.ID ?? ''] ?? release.NAME ?? null;
}

// As `lsb_release -i` calls them.
const DISTRIBUTORS: Readonly<Record<string, string>> = { debian: 'Debian', ubuntu: 'Ubuntu', raspbian: 'Raspbian' };

function toPackage(deb: DebPackage, publisher: string | null, installedAt: string | null): InstalledPackage {
  return {
    name: deb.name,
    version: deb.version,
    publisher,
    comments: deb.summary,
    architecture: deb.architecture,
    source: 'deb',
    fileSize: deb.sizeKiB === null ? null : deb.sizeKiB * 1024,
    category: deb.category,
    origin: deb.origin,
    aboutUrl: deb.homepage,
    installedAt,
  };
}

/** When dpkg wrote the lists of their files. */
async function readInstallTimes(host: Host, packages: readonly DebPackage[]): Promise<(string | null)[]> {
  const names = packages.map(({ name, architecture, multiArchSame }) =>
    multiArchSame ? `${name}:${architecture}.list` : `${name}.list`,
  );
  // Many packages come in the same second, and a text for it is dear.
  const texts = new Map<number, string>();
  return (await host.modifiedTimes('/var/lib/dpkg/info', names)).map((modifiedMs) => {
    if (modifiedMs === null) return null;
    const second = Math.floor(modifiedMs / 1000);
    const text = texts.get(second) ?? toDateTime(new Date(second * 1000));
    texts.set(second, text);
    return text;
  });
}
