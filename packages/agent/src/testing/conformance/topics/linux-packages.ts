import { sections } from '@muster/protocol';
import { parseDpkgStatus } from '../../../linux/packages/dpkg.ts';
import type { InstalledPackage } from '../../../linux/packages/installed-package.ts';
import { parseStorePaths } from '../../../linux/packages/nix.ts';
import { parsePacmanInfo } from '../../../linux/packages/pacman.ts';
import { parseRpm } from '../../../linux/packages/rpm.ts';
import { only, type Topic, textOf, toFields } from '../conformance.ts';

const FIELDS = ['NAME', 'VERSION', 'ARCH', 'COMMENTS', 'FILESIZE', 'PUBLISHER', 'SYSTEM_CATEGORY', 'INSTALLDATE'];

const rowsOf = (packages: readonly InstalledPackage[], names: readonly string[]) =>
  packages.map((found) => toFields(sections.software, { ...found, installedAt: toDay(found.installedAt) }, names));

/** As the corpus has it: 19/07/2011. */
const toDay = (at: string | null | undefined) => at?.slice(0, 10).split('-').reverse().join('/') ?? null;

export const linuxPackages: Topic = {
  topic: 'linux-packages',
  checks: {
    dpkg: only(['NAME', 'VERSION', 'ARCH', 'FILESIZE', 'SYSTEM_CATEGORY'], (given) => {
      // We read the file this program prints from.
      const status = textOf(given)
        .split('\n')
        .filter(Boolean)
        .map((line) => {
          const [name, architecture, version, size, section, state = 'install ok installed'] = line.split('\t');
          return `Package: ${name}\nStatus: ${state}\nVersion: ${version}\nArchitecture: ${architecture}\nInstalled-Size: ${size}\nSection: ${section}\n`;
        });
      return parseDpkgStatus(Buffer.from(status.join('\n'))).map((deb) => ({
        NAME: deb.name,
        VERSION: deb.version,
        ARCH: deb.architecture,
        FILESIZE: deb.sizeKiB === null ? null : deb.sizeKiB * 1024,
        SYSTEM_CATEGORY: deb.category,
      }));
    }),
    // Dates depend on the zone of the machine, which a test cannot change.
    rpm: only(
      FIELDS.filter((name) => name !== 'INSTALLDATE'),
      (given) =>
        rowsOf(
          parseRpm(textOf(given)),
          FIELDS.filter((name) => name !== 'INSTALLDATE'),
        ),
    ),
    pacman: only(FIELDS, (given) => rowsOf(parsePacmanInfo(textOf(given)), FIELDS)),
    nix: only(FIELDS, (given) => rowsOf(parseStorePaths(textOf(given)), FIELDS)),
  },
  notRead: {
    'equery-version': 'What Portage installed is read from /var/db/pkg, without its programs.',
    flatpak: 'What Flatpak installed is read from /var/lib/flatpak, without a program for each of them.',
  },
  differences: [
    {
      parser: 'dpkg',
      fields: ['FILESIZE'],
      reason: 'A package that does not tell its size has none, rather than 0.',
    },
    {
      parser: 'rpm',
      fields: ['SYSTEM_CATEGORY'],
      reason: '"Unspecified" is what rpm writes for no category.',
    },
    {
      parser: 'pacman',
      fields: ['PUBLISHER', 'VERSION'],
      reason: 'The corpus leaves out who made the package, and the epoch, which is part of its version.',
    },
  ],
};
