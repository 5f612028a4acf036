import type { Host } from '../host/host.ts';
import { once, readValue } from '../host/host.ts';
import { type OsRelease, readOsRelease } from './os-release.ts';

export type Distribution = {
  readonly name: string | null;
  readonly version: string | null;
  readonly servicePack: string | null;
  readonly fullName: string | null;
};

/** `os-release`, with the exact version where it only has the major one; old systems have a file of their own. */
export function readDistribution(host: Host): Promise<Distribution> {
  return once(host, 'distribution', async () => {
    const release = await readOsRelease(host);
    if (release.NAME === undefined && release.PRETTY_NAME === undefined) return readOldRelease(host);
    const version = (await exactVersion(host, release.ID ?? '')) ?? toldVersion(release);
    const [, number, servicePack] = /^(\d+)-(SP\d+)$/.exec(version ?? '') ?? [];
    return {
      name: release.NAME ?? null,
      version: number ?? version,
      servicePack: servicePack ?? null,
      fullName: release.PRETTY_NAME ?? release.NAME ?? null,
    };
  });
}

/** With the words around the number, unless those are about something else: `VERSION=1` of Clear Linux is its format. */
function toldVersion({ VERSION: words, VERSION_ID: number }: OsRelease): string | null {
  return number !== undefined && words?.includes(number) !== true ? number : (words ?? null);
}

async function exactVersion(host: Host, id: string): Promise<string | null> {
  if (id === 'debian' || id === 'raspbian') {
    // "12.11"; on testing and unstable it is "trixie/sid".
    const version = await readValue(host, '/etc/debian_version');
    return version !== null && /^\d/.test(version) ? version : null;
  }
  if (id === 'centos') {
    const line = await readValue(host, '/etc/centos-release');
    return /release\s+(\d.*)$/.exec(line ?? '')?.[1]?.trim() ?? null;
  }
  return null;
}

/** Systems older than os-release (2012). A derivative keeps its parent's file, hence the order. */
const OLD_RELEASES: readonly { readonly file: string; readonly name: string | null }[] = [
  { file: '/etc/vmware-release', name: 'VMware' },
  { file: '/etc/arch-release', name: 'Arch Linux' },
  { file: '/etc/fedora-release', name: 'Fedora' },
  { file: '/etc/gentoo-release', name: 'Gentoo' },
  { file: '/etc/mandriva-release', name: 'Mandriva' },
  { file: '/etc/oracle-release', name: 'Oracle Linux Server' },
  { file: '/etc/centos-release', name: 'CentOS' },
  { file: '/etc/redhat-release', name: null },
  { file: '/etc/slackware-version', name: 'Slackware' },
  { file: '/etc/SuSE-release', name: 'SUSE' },
  { file: '/etc/alpine-release', name: 'Alpine Linux' },
  { file: '/etc/debian_version', name: 'Debian GNU/Linux' },
  { file: '/etc/system-release', name: null },
  { file: '/etc/issue', name: null },
];

async function readOldRelease(host: Host): Promise<Distribution> {
  for (const { file, name } of OLD_RELEASES) {
    const line = await readValue(host, file);
    if (line === null) continue;
    const [, named] = /^(.*?)\s+(?:release|version|\d)/i.exec(line) ?? [];
    const version = /(\d[\w.]*)/.exec(line)?.[1] ?? null;
    const known = name ?? named ?? line;
    const fullName = line.startsWith(known) ? line : `${known} ${line}`;
    const [, patchLevel] = /^PATCHLEVEL\s*=\s*([1-9]\d*)/m.exec((await host.read(file)) ?? '') ?? []; // SUSE
    return { name: known, version, servicePack: patchLevel === undefined ? null : `SP${patchLevel}`, fullName };
  }
  return { name: null, version: null, servicePack: null, fullName: null };
}
