import { type Host, once } from '../host/host.ts';
import { formatAddress6, parseAddress6 } from './addresses.ts';
import { readProcesses } from './processes.ts';

export type ListeningSocket = {
  readonly protocol: 'tcp' | 'udp';
  readonly address: string;
  readonly port: number;
  readonly uid: number;
  readonly inode: string;
  /** Process that holds it; null where that may not be seen. */
  readonly pid: number | null;
};

const FILES = [
  ['tcp', '/proc/net/tcp'],
  ['tcp', '/proc/net/tcp6'],
  ['udp', '/proc/net/udp'],
  ['udp', '/proc/net/udp6'],
] as const;
/** Sockets that listen stand before connections, of which a server may have a hundred thousand. */
const LIMIT = { limitBytes: 1024 * 1024, head: true } as const;

/** Sockets on which the machine waits for others, and who holds them. */
export function readListeningSockets(host: Host): Promise<readonly ListeningSocket[]> {
  return once(host, 'listening sockets', async () => {
    const found = await Promise.all(
      FILES.map(async ([protocol, path]) => parseNetSockets((await host.read(path, LIMIT)) ?? '', protocol)),
    );
    const sockets = found.flat();
    if (sockets.length === 0) return [];
    const holders = await findHolders(host, new Set(sockets.map(({ inode }) => inode)));
    return sockets.map((socket) => ({ ...socket, pid: holders.get(socket.inode) ?? null }));
  });
}

const LISTENS = '0A';
/** A UDP socket without a partner. */
const WAITS = '07';

/** Lines of `/proc/net/tcp` and its kin: numbers are hexadecimal, addresses in words of the machine's byte order. */
export function parseNetSockets(text: string, protocol: 'tcp' | 'udp'): Omit<ListeningSocket, 'pid'>[] {
  const sockets: Omit<ListeningSocket, 'pid'>[] = [];
  for (const line of text.split('\n')) {
    const match =
      /^[ \t]*\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) [0-9A-F]+:([0-9A-F]{4}) ([0-9A-F]{2}) \S+ \S+ \S+\s+(\d+)\s+\d+ (\d+)/.exec(
        line,
      );
    if (match === null) continue;
    const [, address = '', port = '', remotePort, state, uid, inode = ''] = match;
    if (state !== (protocol === 'tcp' ? LISTENS : WAITS) || remotePort !== '0000') continue;
    sockets.push({
      protocol,
      address: toAddress(address),
      port: Number.parseInt(port, 16),
      uid: Number(uid),
      inode,
    });
  }
  return sockets;
}

/** Words with their low byte first, as all machines have them that are made today. */
function toAddress(hex: string): string {
  const words = hex.match(/.{8}/g) ?? [];
  const ordered = words.map((word) => (word.match(/../g) ?? []).reverse().join('')).join('');
  if (ordered.length === 8) return (ordered.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).join('.');
  return formatAddress6(parseAddress6(ordered) ?? []);
}

/** Looks through the open files of all processes, which only root may do for those of others. */
async function findHolders(host: Host, inodes: Set<string>): Promise<Map<string, number>> {
  const holders = new Map<string, number>();
  for (const { pid, arguments: args } of await readProcesses(host)) {
    if (args.length === 0) continue; // a thread of the kernel
    for (const target of Object.values(await host.links(`/proc/${pid}/fd`))) {
      if (!target.startsWith('socket:[')) continue;
      const inode = target.slice(8, -1);
      if (!inodes.has(inode) || holders.has(inode)) continue;
      holders.set(inode, pid);
      if (holders.size === inodes.size) return holders;
    }
  }
  return holders;
}
