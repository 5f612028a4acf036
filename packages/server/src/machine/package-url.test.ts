import { expect, test } from 'vitest';
import { packageUrl } from './package-url.ts';

const debian = { name: 'Debian', fullName: 'Debian GNU/Linux 12 (bookworm)', version: '12' };
const fedora = { name: 'Fedora Linux', fullName: null, version: '40' };
const unknown = { name: null, fullName: null, version: null };

test.each([
  {
    row: { source: 'deb', name: 'openssl', version: '3.0.14-1', architecture: 'amd64' },
    system: debian,
    purl: 'pkg:deb/debian/openssl@3.0.14-1?arch=amd64&distro=debian-12',
  },
  {
    row: { source: 'rpm', name: 'Bash', version: '1:5.2-3.fc40', architecture: 'x86_64' },
    system: fedora,
    purl: 'pkg:rpm/fedora/Bash@5.2-3.fc40?arch=x86_64&distro=fedora-40&epoch=1',
  },
  { row: { source: 'pacman', name: 'zsh' }, system: unknown, purl: 'pkg:alpm/arch/zsh' },
  {
    row: { source: 'rpm', name: 'a b/c@d?e#f', version: '1' },
    system: unknown,
    purl: 'pkg:rpm/a%20b%2Fc%40d%3Fe%23f@1',
  },
  { row: { source: 'registry', name: '7-Zip', version: '24.08' }, system: unknown, purl: null },
  { row: { source: 'deb', name: null }, system: debian, purl: null },
])('packageUrl() of $row.name is $purl', ({ row, system, purl }) => {
  expect(packageUrl(row, system)).toBe(purl);
});
