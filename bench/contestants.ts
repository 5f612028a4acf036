import { existsSync } from 'node:fs';
import { startOcsServer } from '@muster/peers';
import type { Sent } from './load/fleet.ts';
import { cpuMsOf } from './processes.ts';
import { type EngineName, startServerUnderLoad } from './server-under-load.ts';

/** Milliseconds that the server itself and the processes of its database computed; null where those are out of sight. */
export type Cpu = { readonly serverMs: number; readonly databaseMs: number | null };

/** A communication server of agents, to be measured beside others. */
export type Contestant = {
  readonly name: string;
  /** Where agents post. */
  readonly url: string;
  readonly isPeer: boolean;
  cpu(): Cpu;
  /** What its database has of machines whose device id begins so: software rows, and when the last inventory came in. */
  stored(prefix: string): Promise<ReadonlyMap<string, Stored>>;
  stop(): Promise<void>;
};

export type Stored = { readonly software: number; readonly at: number };

const PEER_FILES = [
  '/usr/sbin/apache2',
  '/usr/sbin/mariadbd',
  '/etc/apache2/conf-available/ocsinventory-server.conf',
  '/usr/share/ocsinventory-reports/files/ocsbase_new.sql',
];

/** What this machine lacks to run the peer; null when it has all. */
export function peerLacks(): string | null {
  if (process.getuid?.() !== 0) return 'to be run as root';
  return PEER_FILES.find((path) => !existsSync(path)) ?? null;
}

/** The OCS Inventory server of Debian's packages, with Apache and MariaDB. */
export async function startPeer(): Promise<Contestant> {
  const ocs = await startOcsServer({ admit: [], inEarnest: true });
  const [apache = 0, mariadb = 0] = ocs.pids;
  return {
    name: 'ocs',
    url: ocs.url,
    isPeer: true,
    cpu: () => ({ serverMs: cpuMsOf([apache]), databaseMs: cpuMsOf([mariadb]) }),
    async stored(prefix) {
      const rows = await ocs.select(`SELECT JSON_OBJECT('deviceId', h.DEVICEID, 'at', UNIX_TIMESTAMP(h.LASTDATE),
        'software', (SELECT COUNT(*) FROM software s WHERE s.HARDWARE_ID = h.ID))
        FROM hardware h WHERE h.DEVICEID LIKE '${prefix}%'`);
      return new Map(
        rows.map(({ deviceId, at, software }) => [
          String(deviceId),
          { software: Number(software), at: Number(at) * 1000 },
        ]),
      );
    },
    stop: () => ocs.dispose(),
  };
}

/** Our server with one of its engines. */
export async function startOurs(engine: EngineName): Promise<Contestant> {
  const server = await startServerUnderLoad(engine, null);
  return {
    name: engine,
    url: `${server.url}/ocsinventory`,
    isPeer: false,
    cpu: () => ({ serverMs: server.cpuMs(), databaseMs: server.databaseCpuMs() }),
    async stored(prefix) {
      const found = new Map<string, Stored>();
      for (let offset = 0; ; offset += 500) {
        const { items } = await server.get<Page>(`/assets?kind=computer&sort=id&limit=500&offset=${offset}`);
        for (const { deviceId, softwareCount, lastInventoryAt } of items) {
          if (!deviceId.startsWith(prefix)) continue;
          found.set(deviceId, { software: softwareCount, at: Date.parse(lastInventoryAt ?? '') });
        }
        if (items.length < 500) return found;
      }
    },
    stop: () => server.stop(),
  };
}

type Page = {
  readonly items: readonly {
    readonly deviceId: string;
    readonly softwareCount: number;
    readonly lastInventoryAt: string | null;
  }[];
};

/** How many of the machines have an inventory not older than `since`, and as many software rows as it had. */
export function countStored(found: ReadonlyMap<string, Stored>, sent: readonly Sent[], since: number): number {
  return sent.filter(({ deviceId, software }) => {
    const machine = found.get(deviceId);
    return machine !== undefined && machine.at >= since && machine.software === software;
  }).length;
}
