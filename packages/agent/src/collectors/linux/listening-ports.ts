import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import { readAccountNames } from '../../linux/accounts.ts';
import { readProcesses } from '../../linux/processes.ts';
import { readListeningSockets } from '../../linux/sockets.ts';

/** Ports on which the machine waits, from `/proc/net`; whose they are is known as far as the agent may see. */
export const linuxListeningPorts = defineCollector({
  name: 'linux/listening-ports',
  section: sections.listeningPorts,
  platforms: ['linux'],
  async collect(host) {
    const [sockets, processes, accounts] = await Promise.all([
      readListeningSockets(host),
      readProcesses(host),
      readAccountNames(host),
    ]);
    const names = new Map(processes.map(({ pid, name }) => [pid, name]));
    const rows = new Map<string, Found<'listeningPorts'>>();
    for (const { protocol, address, port, uid, pid } of sockets) {
      const key = `${protocol} ${address} ${port}`;
      // Several processes may share a port: one row tells that it is open.
      if (rows.get(key)?.pid != null) continue;
      const account = accounts.get(uid) ?? String(uid);
      rows.set(key, { protocol, address, port, process: pid === null ? null : (names.get(pid) ?? null), account, pid });
    }
    return rows.size === 0 ? null : [...rows.values()].sort(byPort);
  },
});

function byPort(a: Found<'listeningPorts'>, b: Found<'listeningPorts'>): number {
  // Not localeCompare: that loads the alphabets of the world to compare "tcp" with "udp".
  if (a.protocol !== b.protocol) return String(a.protocol) < String(b.protocol) ? -1 : 1;
  return (a.port ?? 0) - (b.port ?? 0);
}
