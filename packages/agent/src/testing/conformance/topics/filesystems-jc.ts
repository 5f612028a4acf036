import { parseDfRows } from '../../../collectors/linux/drives.ts';
import { type Topic, textOf } from '../conformance.ts';

type Told = Readonly<Record<string, unknown>>;

const KERNEL = 'the kernel lists mounts in /proc/self/mountinfo';
const ROUNDED = 'sizes are always asked for in KiB, never rounded for people';

export const filesystemsJc: Topic = {
  topic: 'filesystems-jc',
  checks: {
    df: (given) => ({
      got: parseDfRows(textOf(given)).map(({ device, fileSystem, sizeKiB, freeKiB, mountPoint }) => ({
        device,
        fileSystem,
        sizeKiB,
        freeKiB,
        mountPoint,
      })),
      wanted: (given.expected as readonly Told[]).map((row) => ({
        device: row.filesystem,
        fileSystem: row.type,
        sizeKiB: row['1k_blocks'] ?? row['1024_blocks'],
        freeKiB: row.available,
        mountPoint: row.mounted_on,
      })),
    }),
  },
  notRead: {
    'df inputs/centos-7.7/df-h.txt': ROUNDED,
    'df inputs/ubuntu-18.04/df-h.txt': ROUNDED,
    'df inputs/osx-10.14.6/df-hh.txt': ROUNDED,
    'df inputs/osx-10.11.6/df.txt': 'a table of macOS',
    findmnt: KERNEL,
    mount: KERNEL,
    fstab: 'what is mounted counts, not what is meant to be',
  },
};
