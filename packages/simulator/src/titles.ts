import { type Known, knownTitles, type VersionStyle } from './known-titles.ts';
import { randomOf } from './random.ts';
import type { System } from './systems.ts';

/** A software that machines of one kind of system may have. The first of a pool are on nearly all of them. */
export type Title = {
  readonly name: string;
  readonly publisher: string | null;
  readonly comments: string | null;
  readonly architecture: string;
  readonly source: string;
  readonly guid: string | null;
  readonly sizeBytes: number;
  /** When its release 0 came out; releases follow at even steps. Milliseconds. */
  readonly born: number;
  readonly stepMs: number;
  readonly style: VersionStyle;
  readonly major: number;
};

const DAY_MS = 86_400_000;
const EPOCH = Date.UTC(2021, 0, 1);

const SIZES: Readonly<Record<System['pool'], number>> = { windows: 5_000, deb: 7_000, rpm: 5_000, mac: 1_500 };

/** Where in the order of popularity the first of the rare known titles stands, and how far behind it the next. */
const RARE_FROM = 1_000;
const RARE_EACH = 40;

const SYLLABLES =
  'ac al an ar bas bel bin ca cer con cor da den dex di do el en fal fer fin ga gen gra hal hy in ka kel la len lib lo ma men mi mo nar net no on or pa per pix plex qua ra ren ro sa sen si so ta ten tor u un va ver vo wa xen yo zen zi'.split(
    ' ',
  );
const PREFIXES = ['', '', '', 'lib', 'lib', 'lib', 'python3-', 'fonts-', 'node-', 'golang-', 'perl-', 'php8-'];
const SUFFIXES = ['', '', '', '', '1', '2', '-common', '-dev', '-data', '-doc', '-utils', '-bin', '-plugins'];
const PRODUCTS = [
  'Studio',
  'Viewer',
  'Client',
  'Desktop',
  'Manager',
  'Tools',
  'Runtime',
  'Suite',
  'Connector',
  'Helper',
  'SDK',
  'Pro',
];
const FIRMS = ['GmbH', 'Inc.', 'SAS', 'Ltd', 'Corporation', 'Software', 'S.p.A.', 'Foundation'];

/** The titles of one kind of system, the commonest first; the same in every fleet. */
export function createTitles(pool: System['pool']): readonly Title[] {
  const known = knownTitles[pool];
  const names = new Set<string>(known.map(({ name }) => name));
  const titles = known.filter(({ rare }) => rare !== true).map((title, i) => titleOf(pool, title, i));
  for (let i = known.length; titles.length < SIZES[pool]; i += 1) {
    const made = invent(pool, i);
    if (names.has(made.name)) continue;
    names.add(made.name);
    titles.push(titleOf(pool, made, i));
  }
  for (const [i, title] of known.filter(({ rare }) => rare === true).entries()) {
    titles.splice(RARE_FROM + i * RARE_EACH, 0, titleOf(pool, title, i));
  }
  return titles;
}

/** The version of a title's release; a later release has a later version. */
export function versionOf({ style, major }: Title, release: number): string {
  switch (style) {
    case 'browser':
      return `${major + release}.0.${5_000 + (major + release) * 17}.${40 + (release % 90)}`;
    case 'windows':
      return `${major}.${release}.${1_000 + release * 37}.0`;
    case 'debian':
      return release === 0 ? `${major}.4-1` : `${major}.4-1+deb12u${release}`;
    case 'rpm':
      return `${major}.6.${release}-${1 + (release % 4)}.el9`;
    case 'plain':
      return `${major}.${Math.floor(release / 4)}.${release % 4}`;
    case 'letter':
      return release === 0 ? `3.0.${major}` : `3.0.${major + release}`;
    case 'none':
      return `${major}`;
  }
}

function titleOf(pool: System['pool'], known: Known, i: number): Title {
  const random = randomOf('title', pool, known.name);
  const isFast = known.days !== undefined;
  const architecture = pool === 'deb' ? (random.chance(30) ? 'all' : 'amd64') : pool === 'mac' ? 'arm64' : 'x86_64';
  return {
    name: known.name,
    publisher: known.publisher,
    comments: pool === 'deb' || pool === 'rpm' ? `${known.name.replace(/-/g, ' ')}: ${random.pick(PHRASES)}` : null,
    architecture: pool === 'windows' && random.chance(25) ? 'i586' : architecture,
    source: { windows: 'registry', deb: 'deb', rpm: 'rpm', mac: 'Applications' }[pool],
    guid: pool === 'windows' && random.chance(40) ? `{${[8, 4, 4, 4, 12].map((n) => random.hex(n)).join('-')}}` : null,
    sizeBytes: random.between(40, 90_000) * 1_024,
    born: EPOCH - random.below(400) * DAY_MS - i * 1_000,
    stepMs: (isFast ? (known.days ?? 30) : random.between(500, 2_500)) * DAY_MS,
    style: known.style ?? ({ windows: 'windows', deb: 'debian', rpm: 'rpm', mac: 'plain' }[pool] as VersionStyle),
    major: known.major ?? random.between(1, 24),
  };
}

const PHRASES = [
  'shared library',
  'command line tools',
  'documentation',
  'common files',
  'development headers',
  'system service',
  'client',
  'language data',
  'run-time support',
];

function invent(pool: System['pool'], i: number): Known {
  const random = randomOf('name', pool, i);
  const word = Array.from({ length: random.between(2, 4) }, () => random.pick(SYLLABLES)).join('');
  if (pool === 'deb' || pool === 'rpm') {
    const publisher = pool === 'rpm' ? random.pick(['Red Hat, Inc.', 'Red Hat, Inc.', 'Fedora Project']) : null;
    return { name: `${random.pick(PREFIXES)}${word}${random.pick(SUFFIXES)}`, publisher };
  }
  if (pool === 'windows' && i % 9 === 0) {
    const number = 5_000_000 + random.below(70_000);
    return {
      name: `Mise à jour de sécurité pour Microsoft Windows (KB${number})`,
      publisher: 'Microsoft Corporation',
      style: 'none',
      major: 1,
    };
  }
  const brand = `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  return { name: `${brand} ${random.pick(PRODUCTS)}`, publisher: `${brand} ${random.pick(FIRMS)}` };
}
