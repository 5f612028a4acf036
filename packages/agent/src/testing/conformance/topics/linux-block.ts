import { parseBlkid } from '../../../linux/blkid.ts';
import { parsePoolStatus } from '../../../linux/zfs.ts';
import { type Topic, textOf } from '../conformance.ts';

type Told = Readonly<Record<string, unknown>>;
type Pool = {
  readonly pool: string;
  readonly state: string;
  readonly config: readonly { readonly name: string; readonly state: string }[];
};

const NAMES = ['DEVNAME', 'UUID', 'LABEL', 'TYPE', 'ID_FS_UUID', 'ID_FS_LABEL', 'ID_FS_TYPE'];

const lower = (name: string) => (name === 'DEVNAME' ? 'device' : name.toLowerCase());

export const linuxBlock: Topic = {
  topic: 'linux-block',
  checks: {
    blkid: (given) => {
      const entries = parseBlkid(textOf(given));
      const wanted = given.expected as readonly Told[];
      return {
        got: entries.map((entry) => Object.fromEntries(NAMES.map((name) => [lower(name), entry[name]]))),
        wanted: wanted.map((entry) =>
          Object.fromEntries(
            NAMES.map((name) => [lower(name), entry[lower(name)] ?? (name === 'DEVNAME' ? entry.devname : undefined)]),
          ),
        ),
      };
    },
    zpool: (given) => ({
      got: parsePoolStatus(textOf(given)).map(({ name, state, entries }) => ({
        name,
        state,
        entries: entries.map((entry) => [entry.name, entry.state || null]),
      })),
      wanted: (given.expected as readonly Pool[]).map(({ pool, state, config }) => ({
        name: pool,
        state,
        entries: config.map((entry) => [entry.name, entry.state]),
      })),
    }),
  },
  notRead: {
    'zpool inputs/generic/zpool-iostat-v.txt': 'how busy a pool is belongs to monitoring',
    'zpool inputs/generic/zpool-iostat.txt': 'how busy a pool is belongs to monitoring',
    lsblk: 'the kernel describes block devices in /sys/block, and udev in /run/udev/data',
    mdadm: 'the kernel describes arrays in /sys/block/md*/md',
    sfdisk: 'partitions are no section of an inventory',
    swapon: 'the size of swap space stands in /proc/meminfo',
    tune2fs: 'the head of the file system is read itself',
  },
};
