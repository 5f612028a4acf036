import { parseModules } from '../../../collectors/linux/kernel-modules.ts';
import { parseIfInet6 } from '../../../linux/interfaces.ts';
import { parseMounts } from '../../../linux/mounts.ts';
import { parseStat } from '../../../linux/processes.ts';
import { parseRoutes } from '../../../linux/routes.ts';
import { parseNetSockets } from '../../../linux/sockets.ts';
import type { CorpusCase } from '../../corpus.ts';
import { type Check, pick, type Topic, textOf } from '../conformance.ts';

type Facts = Readonly<Record<string, string | number | readonly string[] | null>>;
type Reader = {
  readonly fields: readonly string[];
  readonly read: (text: string) => unknown;
  readonly want?: (rows: readonly Facts[]) => unknown;
};

/** What collectors read of `/proc`, by the name of the file. */
const READERS: Readonly<Record<string, Reader>> = {
  modules: {
    fields: ['module', 'size', 'status', 'used_by'],
    read: (text) =>
      parseModules(text).map(({ name, size, state, usedBy }) => ({
        module: name,
        size,
        status: state,
        used_by: usedBy,
      })),
  },
  net_tcp: {
    fields: ['local_address', 'local_port', 'inode', 'uid'],
    read: (text) =>
      parseNetSockets(text, 'tcp').map(({ address, port, inode, uid }) => {
        return { local_address: address, local_port: port, inode, uid };
      }),
    want: (rows) => rows.filter(({ state }) => state === '0A'), // those that listen
  },
  net_if_inet6: {
    fields: ['name', 'prefix'],
    read: (text) =>
      [...parseIfInet6(text)].flatMap(([name, found]) =>
        found.map(({ prefixLength }) => ({ name, prefix: prefixLength.toString(16).padStart(2, '0') })),
      ),
  },
  net_route: {
    fields: ['Iface'],
    read: (text) => parseRoutes(text).map((route) => ({ Iface: route.interface })),
    want: (rows) => rows.filter(({ Destination: destination }) => destination === '00000000'), // default routes
  },
  pid_mountinfo: {
    fields: ['mount_point'],
    read: (text) => [...new Set(parseMounts(text).map(({ mountPoint }) => mountPoint))].sort(),
    want: (rows) => [...new Set(rows.map(({ mount_point: place }) => String(place)))].sort(),
  },
  pid_stat_w_space_and_nl_in_comm: {
    fields: ['comm', 'state', 'ppid', 'vsize', 'starttime'],
    read: (text) => {
      const found = parseStat(text);
      return {
        comm: found?.name,
        state: found?.state,
        ppid: found?.parentPid,
        vsize: found?.virtualBytes,
        starttime: found?.startTicks,
      };
    },
  },
};

const fileOf = (given: CorpusCase) => given.name.replace('inputs/', '');

const check: Check = (given) => {
  const reader = READERS[fileOf(given)];
  if (reader === undefined) return { got: null, wanted: given.expected };
  const wanted = reader.want?.(given.expected as readonly Facts[]) ?? given.expected;
  const isTexts = Array.isArray(wanted) && typeof wanted[0] === 'string';
  return { got: reader.read(textOf(given)), wanted: isTexts ? wanted : pick(wanted, reader.fields) };
};

const OTHERS =
  'buddyinfo consoles consoles2 devices diskstats driver_rtc filesystems locks mtrr net_arp net_dev net_dev_mcast net_igmp net_igmp6 net_igmp_more net_ipv6_route net_netlink net_packet net_protocols net_unix partitions pid_fdinfo_dma pid_fdinfo_epoll pid_fdinfo_fanotify pid_fdinfo_inotify pid_io pid_numa_maps stat swaps vmstat zoneinfo2'.split(
    ' ',
  );

export const linuxProc: Topic = {
  topic: 'linux-proc',
  checks: { proc: check },
  differences: [
    {
      parser: 'proc',
      cases: OTHERS.map((name) => `inputs/${name}`),
      reason: 'Nothing in this file has a place in an inventory, or a better source is read.',
    },
    {
      parser: 'proc',
      cases: ['cpuinfo', 'cpuinfo2', 'meminfo', 'pid_status', 'uptime'].map((name) => `inputs/${name}`),
      reason: 'Single values are taken out of this file where they are needed; it is not read as a whole.',
    },
  ],
};
