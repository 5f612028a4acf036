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
  const textOf = createTimeTexts();
  return packages.map((deb) => toPackage(deb, publisher, textOf(deb.installedS)));
}

export type DatedDebPackage = DebPackage & {
  /** When dpkg wrote the list of its files, in seconds since 1970. */
  readonly installedS: number | null;
};

const STATUS = '/var/lib/dpkg/status';

/**
 * Read once for what is installed and for what could be.
 *
 * A thousand packages are two megabytes and a thousand dates: they are remembered until dpkg writes anew what is installed.
 */
export function readDebPackages(host: Host): Promise<readonly DatedDebPackage[] | null> {
  return once(host, 'deb packages', async () => {
    const facts = await host.stat(STATUS);
    if (facts === null) return null;
    return host.remember('deb packages', `1 ${facts.sizeBytes} ${facts.modifiedMs}`, () => findDebPackages(host));
  });
}

async function findDebPackages(host: Host): Promise<readonly DatedDebPackage[] | null> {
  const bytes = await host.readBytes(STATUS, { limitBytes: STATUS_LIMIT_BYTES });
  if (bytes === null) return null;
  const packages = parseDpkgStatus(bytes);
  const times = await host.modifiedTimes('/var/lib/dpkg/info', packages.map(listName));
  return packages.map((deb, at) => ({ ...deb, installedS: toSeconds(times[at]) }));
}

const toSeconds = (ms: number | null | undefined) => (ms === null || ms === undefined ? null : Math.floor(ms / 1000));

const listName = ({ name, architecture, multiArchSame }: DebPackage) =>
  multiArchSame ? `${name}:${architecture}.list` : `${name}.list`;

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

/** Many packages come in the same second, and a text for it is dear. */
function createTimeTexts(): (seconds: number | null) => string | null {
  const texts = new Map<number, string>();
  return (seconds) => {
    if (seconds === null) return null;
    const text = texts.get(seconds) ?? toDateTime(new Date(seconds * 1000));
    texts.set(seconds, text);
    return text;
  };
}
