import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import type { Host } from '../../host/host.ts';
import { toDateTime } from '../../linux/date-times.ts';
import { type DebPackage, parseDpkgStatus } from '../../linux/dpkg-status.ts';
import { readOsRelease } from '../../linux/os-release.ts';

type Software = Found<'software'>;

/** Installed packages of dpkg and rpm; a machine may have both. */
export const linuxSoftware = defineCollector({
  name: 'linux/software',
  section: sections.software,
  platforms: ['linux'],
  timeoutMs: 120_000,
  async collect(host) {
    const found = await Promise.all([readDeb(host), readRpm(host)]);
    const known = found.filter((packages) => packages !== null);
    return known.length === 0 ? null : known.flat();
  },
});

const STATUS_LIMIT_BYTES = 64 * 1024 * 1024;

async function readDeb(host: Host): Promise<Software[] | null> {
  const text = await host.read('/var/lib/dpkg/status', { limitBytes: STATUS_LIMIT_BYTES });
  if (text === null) return null;
  const publisher = await readPublisher(host);
  return Promise.all(parseDpkgStatus(text).map((deb) => toSoftware(host, deb, publisher)));
}

/** The distribution: the maintainers of packages are persons, and thousands of them are no help to a reader. */
async function readPublisher(host: Host): Promise<string | null> {
  const release = await readOsRelease(host);
  return DISTRIBUTORS[release.ID ?? ''] ?? release.NAME ?? null;
}

// As `lsb_release -i` calls them.
const DISTRIBUTORS: Readonly<Record<string, string>> = { debian: 'Debian', ubuntu: 'Ubuntu', raspbian: 'Raspbian' };

async function toSoftware(host: Host, deb: DebPackage, publisher: string | null): Promise<Software> {
  return {
    name: deb.name,
    version: deb.version,
    publisher,
    comments: deb.summary,
    architecture: deb.architecture,
    source: 'deb',
    fileSize: deb.sizeKiB === null ? null : deb.sizeKiB * 1024,
    category: deb.category,
    installedAt: await readInstallTime(host, deb),
  };
}

/** When dpkg wrote the list of its files. */
async function readInstallTime(host: Host, { name, architecture, multiArchSame }: DebPackage): Promise<string | null> {
  const file = multiArchSame ? `${name}:${architecture}` : name;
  const facts = await host.stat(`/var/lib/dpkg/info/${file}.list`);
  return facts === null ? null : toDateTime(new Date(facts.modifiedMs));
}

const RPM_FORMAT =
  '%{NAME}\\t%{ARCH}\\t%{VERSION}-%{RELEASE}\\t%{INSTALLTIME}\\t%{SIZE}\\t%{VENDOR}\\t%{SUMMARY}\\t%{GROUP}\\n';
/** Older versions have no `/var/lib/rpm`, newer ones of Fedora and SUSE none of the former. */
const RPM_DATABASES = ['/var/lib/rpm', '/usr/lib/sysimage/rpm'];

async function readRpm(host: Host): Promise<Software[] | null> {
  const files = await Promise.all(RPM_DATABASES.map((folder) => host.list(folder)));
  if (files.every((names) => names.length === 0)) return null; // the program alone may be installed, as on Debian
  const output = await host.run('rpm', ['-qa', '--queryformat', RPM_FORMAT], { timeoutMs: 110_000 });
  return output === null ? null : parseRpm(output);
}

/** Lines of tab-separated values; rpm writes `(none)` where a package says nothing. */
export function parseRpm(output: string): Software[] {
  return (
    output
      .split('\n')
      .map((line) => line.split('\t').map((value) => (value === '(none)' ? null : value)))
      // Keys that sign packages are kept like packages.
      .filter(([name, , version]) => name && version && name !== 'gpg-pubkey')
      .map(([name, architecture, version, installTime, size, vendor, summary, group]) => ({
        name: name ?? null,
        version: version ?? null,
        publisher: vendor ?? null,
        comments: summary ?? null,
        architecture: architecture ?? null,
        source: 'rpm',
        fileSize: toCount(size),
        category: group === 'Unspecified' ? null : (group ?? null),
        installedAt: toInstallTime(installTime),
      }))
  );
}

function toInstallTime(seconds: string | null | undefined): string | null {
  const value = toCount(seconds);
  return value === null ? null : toDateTime(new Date(value * 1000));
}

function toCount(text: string | null | undefined): number | null {
  return text != null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
