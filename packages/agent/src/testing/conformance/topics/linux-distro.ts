import { readDistribution } from '../../../linux/distribution.ts';
import { replayHost } from '../../replay-host.ts';
import { type Topic, textOf, whole } from '../conformance.ts';

export const linuxDistro: Topic = {
  topic: 'linux-distro',
  checks: {
    'os-release': whole(async (given) => {
      const files = { '/etc/os-release': textOf(given, 0), '/etc/centos-release': textOf(given, 1) };
      const { name, version, fullName } = await readDistribution(replayHost({ files }));
      return { NAME: name, VERSION: version, FULL_NAME: fullName };
    }),
  },
  notRead: {
    'install-date-dpkg': 'The time a file was born is asked of the kernel, not of the program stat.',
    'install-date-rpm':
      'The time of the first folders is asked of the kernel; rpm forgets it at each upgrade of the package.',
    'rootfs-birth': 'The time a file was born is asked of the kernel, not of the program stat.',
    'rhn-systemid': 'Red Hat Network, whose number this is, was switched off in 2017.',
  },
};
