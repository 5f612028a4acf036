import { describe, expect, test } from 'vitest';
import { replayHost } from '../../testing/replay-host.ts';
import { parseApk } from './apk.ts';
import { readFlatpaks } from './flatpak.ts';
import { parseStorePaths } from './nix.ts';
import { parseOpkgStatus } from './opkg.ts';
import { readInstalledPackages } from './package-managers.ts';
import { parsePacmanDesc, parsePacmanInfo } from './pacman.ts';
import { parseEbuildName, readPortage } from './portage.ts';
import { readRpm } from './rpm.ts';
import { parsePackageName, readSlackware } from './slackware.ts';
import { parseSnapList, readSnaps } from './snap.ts';
import { parseXbps } from './xbps.ts';

process.env.TZ = 'UTC';

test('parsePacmanDesc() reads the fields of a package', () => {
  const text = `%NAME%\nzstd\n\n%VERSION%\n1.5.6-1\n\n%DESC%\nCompression\n\n%ARCH%\nx86_64\n
%INSTALLDATE%\n1716515431\n\n%SIZE%\n1234\n\n%GROUPS%\nbase\nbase-devel\n\n%PACKAGER%\nA Person <a@example.org>\n`;
  expect(parsePacmanDesc(text)).toMatchObject([
    {
      name: 'zstd',
      version: '1.5.6-1',
      comments: 'Compression',
      publisher: 'A Person',
      category: 'base,base-devel',
      fileSize: 1234,
      installedAt: '2024-05-24 01:50:31',
    },
  ]);
  expect(parsePacmanDesc('')).toEqual([]);
});

test('parsePacmanInfo() reads sizes with a comma, and dates in two forms', () => {
  const info = (date: string) =>
    `Name            : a\nVersion         : 1\nInstalled Size  : 12,50 KiB\nInstall Date    : ${date}\n`;
  for (const date of ['Wed 12 Sep 2018 14:55:09 CEST', 'Wed Sep 12 14:55:09 2018']) {
    expect(parsePacmanInfo(info(date))).toMatchObject([{ fileSize: 12_800, installedAt: '2018-09-12 14:55:09' }]);
  }
});

test('parseApk() is not led astray by the files of a package', () => {
  const text =
    'P:musl\nV:1.2-r0\nA:x86_64\nI:4096\nT:the C library\no:musl\nm:A <a@example.org>\nF:lib\nR:ld.so\nZ:Q1x\n\n\n';
  expect(parseApk(text)).toMatchObject([
    { name: 'musl', version: '1.2-r0', fileSize: 4096, comments: 'the C library', publisher: 'A' },
  ]);
});

test('parseOpkgStatus() tells when a package was installed', () => {
  const text =
    'Package: a\nStatus: install user installed\nVersion: 1\nInstalled-Time: 1700000000\nInstalled-Size: 10\n\nPackage: b\nStatus: deinstall user not-installed\n';
  expect(parseOpkgStatus(Buffer.from(text))).toMatchObject([
    { name: 'a', installedAt: '2023-11-14 22:13:20', fileSize: 10 },
  ]);
});

test('parseStorePaths() keeps what has a version, once', () => {
  const hash = '0'.repeat(32);
  const paths = ['newt-0.52.15', 'newt-0.52.15', 'etc-ssh_config', 'a-1.0.drv', 'b-1.0-dev', 'python3.5-c-1.10'];
  expect(parseStorePaths(paths.map((path) => `/nix/store/${hash}-${path}\n`).join(''))).toMatchObject([
    { name: 'newt', version: '0.52.15' },
    { name: 'python3.5-c', version: '1.10' },
  ]);
});

test('parseXbps() leaves out what is half installed', () => {
  expect(parseXbps('ii foo-bar-1.2_1   A thing\nuu baz-1_1  No\n')).toMatchObject([
    { name: 'foo-bar', version: '1.2_1', comments: 'A thing' },
  ]);
});

test.each([
  ['bash-5.2_p21-r2', { name: 'bash', version: '5.2_p21-r2' }],
  ['libfoo-2-1.2.3', { name: 'libfoo-2', version: '1.2.3' }],
  ['nonsense', null],
])('parseEbuildName(%j)', (text, expected) => {
  expect(parseEbuildName(text)).toEqual(expected);
});

test('readPortage() reads category and values of a package', async () => {
  const folder = '/var/db/pkg/app-shells/bash-5.2';
  const files = { [`${folder}/PF`]: 'bash-5.2', [`${folder}/DESCRIPTION`]: 'A shell\n', [`${folder}/SIZE`]: '42\n' };
  expect(await readPortage(replayHost({ files }))).toMatchObject([
    { name: 'bash', version: '5.2', category: 'app-shells', comments: 'A shell', fileSize: 42 },
  ]);
});

test('readSlackware() reads name, size and summary', async () => {
  const text =
    'PACKAGE NAME:     a-b-1.0-x86_64-1\nUNCOMPRESSED PACKAGE SIZE:     1.5M\nPACKAGE DESCRIPTION:\na-b: a-b (a thing)\na-b:\n';
  expect(await readSlackware(replayHost({ files: { '/var/log/packages/a-b-1.0-x86_64-1': text } }))).toMatchObject([
    { name: 'a-b', version: '1.0', architecture: 'x86_64', fileSize: 1_572_864, comments: 'a thing' },
  ]);
  expect(parsePackageName('nonsense')).toBeNull();
});

describe('snap', () => {
  const files = {
    '/snap/core20/current/meta/snap.yaml':
      'name: core20\nversion: "20240111"\nsummary: Runtime\narchitectures: [amd64]\ntype: base\n',
    '/snap/README': 'text',
  };
  const links = { '/snap/core20/current': '2105' };
  const stats = {
    '/var/lib/snapd/snaps/core20_2105.snap': { sizeBytes: 67_000_000 },
    '/snap/core20/current': { modifiedMs: 1_700_000_000_000 },
  };
  const base = { name: 'core20', version: '20240111', architecture: 'amd64', category: 'base', fileSize: 67_000_000 };

  test('reads the metadata of what is mounted', async () => {
    expect(await readSnaps(replayHost({ files, links, stats }))).toMatchObject([{ ...base, publisher: null }]);
  });

  test('asks the service for the publisher, if it runs', async () => {
    const commands = {
      'snap list': 'Name Version Rev Tracking Publisher Notes\ncore20 20240111 2105 latest/stable canonical** base\n',
    };
    const running = { ...files, '/run/snapd.socket': '' };
    expect(await readSnaps(replayHost({ files: running, links, stats, commands }))).toMatchObject([
      { ...base, publisher: 'canonical', origin: 'latest/stable' },
    ]);
    expect(parseSnapList('')).toEqual([]);
  });
});

test('readFlatpaks() decodes what flatpak notes beside what it installs', async () => {
  const text = (value: string) => Buffer.from(`${value}\0`);
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(123_456n);
  const head = Buffer.concat([text('flathub'), text('a'.repeat(64))]);
  const padding = Buffer.alloc((8 - (head.length % 8)) % 8);
  const values = Buffer.concat([
    text('appdata-version'),
    text('1.2.3'),
    Buffer.from('\0s'),
    text('appdata-name'),
    text('An App'),
    Buffer.from('\0s'),
  ]);
  const body = Buffer.concat([head, padding, size, values]);
  const ends = Buffer.from([head.length, head.length, 8]); // of the parts, the commit and the origin, backwards
  const folder = '/var/lib/flatpak/app/org.example.App/x86_64/stable';
  const host = replayHost({
    files: { [`${folder}/active/deploy`]: { base64: Buffer.concat([body, ends]).toString('base64') } },
    stats: { [`${folder}/active`]: { modifiedMs: 1_700_000_000_000 } },
  });
  expect(await readFlatpaks(host)).toMatchObject([
    {
      name: 'An App',
      version: '1.2.3',
      architecture: 'x86_64',
      publisher: 'flathub',
      fileSize: 123_456,
      comments: 'org.example.App',
    },
  ]);
});

test('folders of users are looked into only if the administrator lets us', async () => {
  const folder = '/home/alice/.local/share/flatpak/app/org.example.App/x86_64/stable';
  const machine = replayHost({
    files: {
      '/etc/passwd': 'daemon:x:1:1::/usr/sbin:/bin/false\nalice:x:1000:1000::/home/alice:/bin/sh\n',
      [`${folder}/active/deploy`]: 'flathub\0',
    },
    stats: { [`${folder}/active`]: {} },
  });
  expect(await readFlatpaks(machine)).toBeNull();
  expect(await readFlatpaks({ ...machine, shared: new Map(), scansHomes: true })).toMatchObject([
    { name: 'org.example.App', userName: 'alice', userId: '1000' },
  ]);
});

describe('what fails', () => {
  const files = { '/var/lib/rpm/rpmdb.sqlite': '' };

  test('a silent rpm leaves the section out, rather than saying that nothing is installed', async () => {
    await expect(readRpm(replayHost({ files }))).rejects.toThrow('the program "rpm" gave no usable answer');
    await expect(readInstalledPackages(replayHost({ files }))).rejects.toThrow('rpm');
  });

  test('one package manager does not concern the others, but is reported', async () => {
    const said: string[] = [];
    const status = 'Package: a\nStatus: install ok installed\nVersion: 1\n';
    const host = {
      ...replayHost({ files: { ...files, '/var/lib/dpkg/status': status } }),
      report: (t: string) => said.push(t),
    };
    expect(await readInstalledPackages(host as never)).toMatchObject([{ name: 'a' }]);
    expect(said.join()).toContain('rpm');
  });
});
