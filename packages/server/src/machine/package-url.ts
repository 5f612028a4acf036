import type { Row } from '@muster/protocol';

/** The operating system, as far as it tells where packages come from. */
export type System = {
  readonly name: string | null;
  readonly fullName: string | null;
  readonly version: string | null;
};

/** Where agents say a package is from → type of package URL. */
const TYPES: Readonly<Record<string, string>> = { deb: 'deb', rpm: 'rpm', pacman: 'alpm', apk: 'apk' };

/** Distributions by what their names contain → vendor in package URLs, which is the ID of their os-release. */
const VENDORS: readonly (readonly [RegExp, string])[] = [
  [/ubuntu/i, 'ubuntu'],
  [/raspbian/i, 'raspbian'],
  [/debian/i, 'debian'],
  [/mint/i, 'linuxmint'],
  [/fedora/i, 'fedora'],
  [/alma/i, 'almalinux'],
  [/rocky/i, 'rocky'],
  [/centos/i, 'centos'],
  [/oracle/i, 'ol'],
  [/amazon/i, 'amzn'],
  [/red ?hat|rhel/i, 'redhat'],
  [/opensuse/i, 'opensuse'],
  [/suse|sles/i, 'suse'],
  [/arch/i, 'arch'],
  [/manjaro/i, 'manjaro'],
  [/alpine/i, 'alpine'],
];

/** Where the vendor is not known, who made the format. */
const DEFAULT_VENDORS: Readonly<Record<string, string>> = { deb: 'debian', alpm: 'arch', apk: 'alpine' };

/**
 * The package URL of an installed package, by which vulnerability databases know it; null for what is no package of a
 * distribution, such as a Windows program.
 *
 * Source: purl specification, types deb, rpm, alpm and apk.
 */
export function packageUrl(row: Row, system: System): string | null {
  const type = TYPES[String(row.source ?? '').toLowerCase()];
  const name = textOf(row.name);
  if (type === undefined || name === null) return null;
  const { epoch, version } = versionOf(type, textOf(row.version));
  const vendor = VENDORS.find(([pattern]) => pattern.test(`${system.name ?? ''} ${system.fullName ?? ''}`))?.[1];
  const namespace = vendor ?? DEFAULT_VENDORS[type];
  const architecture = textOf(row.architecture);
  const release = /\d+(?:\.\d+)?/.exec(system.version ?? '')?.[0];
  const qualifiers = [
    ...(architecture === null ? [] : [`arch=${encode(architecture)}`]),
    ...(vendor === undefined || release === undefined ? [] : [`distro=${encode(`${vendor}-${release}`)}`]),
    ...(epoch === null ? [] : [`epoch=${encode(epoch)}`]),
  ];
  return [
    `pkg:${type}/`,
    namespace === undefined ? '' : `${encode(namespace)}/`,
    encode(type === 'deb' || type === 'alpm' || type === 'apk' ? name.toLowerCase() : name),
    version === null ? '' : `@${encode(version)}`,
    qualifiers.length === 0 ? '' : `?${qualifiers.join('&')}`,
  ].join('');
}

/** Of rpm the epoch is a qualifier; of deb it is part of the version. */
function versionOf(type: string, version: string | null): { epoch: string | null; version: string | null } {
  const [, epoch, rest] = type === 'rpm' ? (/^(\d+):(.+)$/.exec(version ?? '') ?? []) : [];
  return epoch === undefined || rest === undefined ? { epoch: null, version } : { epoch, version: rest };
}

const textOf = (cell: unknown) => (typeof cell === 'string' && cell !== '' ? cell.toWellFormed() : null);

/** All but letters, digits, `.`, `-`, `_`, `~` and the colon are spelt in percent signs. */
const encode = (text: string) =>
  encodeURIComponent(text)
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%3A/g, ':');
