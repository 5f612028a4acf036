import { describe, expect, test } from 'vitest';
import { replayHost } from '../../testing/replay-host.ts';
import { parseDpkgStatus } from '../packages/dpkg.ts';
import { createSearch, readAptUpdates } from './apt.ts';
import { compareDebVersions } from './compare-versions.ts';
import { parseApkUpdates, parseDnfUpdates, parsePacmanUpdates, parseZypperUpdates } from './others.ts';

test.each([
  ['1.0', '1.0', 0],
  ['1.9', '1.10', -1],
  ['1:0.1', '2.0', 1],
  ['1.0-1', '1.0-2', -1],
  ['1.0~rc1', '1.0', -1],
  ['1.0', '1.0+deb12u1', -1],
  ['1.0a', '1.0', 1],
  ['1.0a', '1.0+', -1],
  ['20230311+deb12u1', '20250419~deb12u2', -1],
  ['1:9.2p1-2+deb12u9', '1:9.2p1-2+deb12u10', -1],
  ['007', '7', 0],
  ['1.0-0', '1.0', 0],
])('compareDebVersions(%j, %j) is as dpkg says', (a, b, expected) => {
  expect(Math.sign(compareDebVersions(a, b))).toBe(expected);
  expect(Math.sign(compareDebVersions(b, a))).toBe(expected === 0 ? 0 : -expected);
});

const status = ['bash 5.2-1 amd64', 'jq 1.6-1 amd64', 'tzdata 2024a-0 all']
  .map((line) => line.split(' '))
  .map(([name, version, architecture]) => {
    return `Package: ${name}\nStatus: install ok installed\nVersion: ${version}\nArchitecture: ${architecture}\n`;
  })
  .join('\n');
const list = [
  'Package: aaa\nVersion: 9\nArchitecture: amd64\n',
  'Package: bash\nArchitecture: amd64\nVersion: 5.2-3\nDescription: shell\n',
  'Package: bash\nArchitecture: i386\nVersion: 9.9-1\n',
  'Package: jq\nArchitecture: amd64\nVersion: 1.5-9\n',
  'Package: tzdata\nArchitecture: all\nVersion: 2024b-0\n',
].join('\n');
const update = (name: string, version: string, more: object = {}) =>
  expect.objectContaining({ name, version, ...more });

describe('apt', () => {
  const files = {
    '/var/lib/dpkg/status': status,
    '/var/lib/apt/lists/x_dists_bookworm_main_binary-amd64_Packages': list,
    '/var/lib/apt/lists/x_dists_bookworm-backports_main_binary-amd64_Packages': 'Package: jq\nVersion: 99\n',
    '/var/lib/apt/lists/x_dists_bookworm-security_main_binary-amd64_Packages':
      'Package: bash\nArchitecture: amd64\nVersion: 5.2-2\n',
  };

  test('finds what is newer for the architecture that is installed, the highest of all lists', async () => {
    expect(await readAptUpdates(replayHost({ files }))).toEqual([
      update('bash', '5.2-3', { installedVersion: '5.2-1', security: true, origin: 'bookworm' }),
      update('tzdata', '2024b-0'),
    ]);
  });

  test('says nothing where nothing was ever fetched', async () => {
    expect(await readAptUpdates(replayHost({ files: { '/var/lib/dpkg/status': status } }))).toBeNull();
  });

  test.each([1, 7, 40, 1000])('reads a list in pieces of %i letters', (size) => {
    const found = new Map();
    const installed = Map.groupBy(parseDpkgStatus(Buffer.from(status)), ({ name }) => name);
    const take = createSearch(installed, 'x_dists_bookworm-security_main', found);
    for (let at = 0; at < list.length; at += size) take(list.slice(at, at + size));
    take('');
    expect([...found.values()]).toEqual([
      update('bash', '5.2-3', { security: true, origin: 'bookworm-security' }),
      update('tzdata', '2024b-0'),
    ]);
  });
});

test('parseDnfUpdates() reads updates, and not what is obsolete', () => {
  const output = `
kernel.x86_64                 6.1.2-1.fc39          updates
bash.x86_64                   5.2.26-1.el9_4        rhel-9-baseos-security
Obsoleting Packages
old.noarch                    1.0-1                 updates
`;
  expect(parseDnfUpdates(output)).toEqual([
    update('kernel', '6.1.2-1.fc39', { architecture: 'x86_64', origin: 'updates' }),
    update('bash', '5.2.26-1.el9_4', { security: true }),
  ]);
});

test('parseZypperUpdates() reads the table', () => {
  const output = `S | Repository | Name | Current Version | Available Version | Arch
--+------------+------+-----------------+-------------------+-------
v | Update     | vim  | 9.0-1.1         | 9.1-2.1           | x86_64
`;
  expect(parseZypperUpdates(output)).toEqual([
    update('vim', '9.1-2.1', { installedVersion: '9.0-1.1', architecture: 'x86_64', origin: 'Update' }),
  ]);
});

test('parsePacmanUpdates() leaves out what the administrator keeps back', () => {
  expect(parsePacmanUpdates('linux 6.6-1 -> 6.7-1\nvim 1-1 -> 2-1 [ignored]\n')).toEqual([update('linux', '6.7-1')]);
});

test('parseApkUpdates() parts name and version', () => {
  expect(parseApkUpdates('Installed:      Available:\nlib-2-foo-1.2.3-r0   < 1.2.4-r0\n')).toEqual([
    update('lib-2-foo', '1.2.4-r0', { installedVersion: '1.2.3-r0' }),
  ]);
});
