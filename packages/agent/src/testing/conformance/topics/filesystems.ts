import { parseDfRows } from '../../../collectors/linux/drives.ts';
import { type Topic, textOf, whole } from '../conformance.ts';

const KERNEL = 'the kernel lists mounts in /proc/self/mountinfo';

export const filesystems: Topic = {
  topic: 'filesystems',
  checks: {
    df: whole((given) =>
      // What has no size of its own is left out.
      parseDfRows(textOf(given))
        .filter(({ sizeKiB }) => sizeKiB >= 1024)
        .map(({ device, sizeKiB, freeKiB, mountPoint }) => ({
          VOLUMN: device,
          TYPE: mountPoint,
          TOTAL: Math.floor(sizeKiB / 1024),
          FREE: Math.floor(freeKiB / 1024),
        })),
    ),
  },
  notRead: { 'mount-types': KERNEL },
};
