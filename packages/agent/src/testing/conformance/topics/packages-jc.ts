import { parseApk } from '../../../linux/packages/apk.ts';
import { parsePacmanInfo } from '../../../linux/packages/pacman.ts';
import { only, type Topic, textOf } from '../conformance.ts';

export const packagesJc: Topic = {
  topic: 'packages-jc',
  checks: {
    'apk-index': only(
      ['package', 'version', 'architecture', 'description', 'installed_size', 'origin', 'url'],
      (given) =>
        parseApk(textOf(given)).map((found) => ({
          package: found.name,
          version: found.version,
          architecture: found.architecture,
          description: found.comments,
          installed_size: found.fileSize,
          origin: found.origin,
          url: found.aboutUrl,
        })),
    ),
    pacman: only(['name', 'version', 'architecture', 'description', 'url'], (given) =>
      parsePacmanInfo(textOf(given)).map((found) => ({
        name: found.name,
        version: found.version,
        architecture: found.architecture,
        description: found.comments,
        url: found.aboutUrl,
      })),
    ),
  },
  notRead: {
    'dpkg-l': 'Packages are read from /var/lib/dpkg/status, which has more of them than this list.',
    'rpm-qi': 'rpm is asked for a line of values for each package instead.',
    pip: 'Libraries of a language belong to the programs that use them; no agent reports them.',
  },
};
