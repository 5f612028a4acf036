import type { Host } from '../../host/host.ts';
import { readParagraphs } from './debian-control.ts';
import { type InstalledPackage, secondsToDateTime, toCount } from './installed-package.ts';

const STATUS_FILES = ['/usr/lib/opkg/status', '/var/lib/opkg/status', '/opt/lib/opkg/status'];
const FIELDS = ['Package', 'Status', 'Version', 'Architecture', 'Section', 'Installed-Size', 'Installed-Time'] as const;

/** Packages of opkg, as on OpenWrt and other small systems. */
export async function readOpkg(host: Host): Promise<InstalledPackage[] | null> {
  const found = await Promise.all(STATUS_FILES.map((path) => host.readBytes(path)));
  const known = found.filter((bytes) => bytes !== null);
  return known.length === 0 ? null : known.flatMap(parseOpkgStatus);
}

/** As dpkg's, but sizes are bytes, and it tells the time of installation. */
export function parseOpkgStatus(bytes: Uint8Array): InstalledPackage[] {
  const packages: InstalledPackage[] = [];
  readParagraphs(bytes, FIELDS, (fields) => {
    if (fields.Package === null || fields.Status?.endsWith(' installed') !== true) return;
    packages.push({
      name: fields.Package,
      version: fields.Version,
      architecture: fields.Architecture,
      source: 'opkg',
      category: fields.Section,
      fileSize: toCount(fields['Installed-Size']),
      installedAt: secondsToDateTime(fields['Installed-Time']),
    });
  });
  return packages;
}
