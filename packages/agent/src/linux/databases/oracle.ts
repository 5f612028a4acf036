import type { Found } from '../../define-collector.ts';
import type { Host } from '../../host/host.ts';
import { readProcesses } from '../processes.ts';
import { readListeningSockets } from '../sockets.ts';
import { type DatabaseServer, toMoment } from './database-server.ts';

/** Instances of Oracle that run: each has a process `ora_pmon_INSTANCE`, whose user may ask it without a password. */
export async function readOracle(host: Host): Promise<DatabaseServer[]> {
  const processes = await readProcesses(host);
  const monitors = processes.filter((process) => /^ora_pmon_/.test(process.arguments[0] ?? ''));
  if (monitors.length === 0) return [];
  const homes = parseOratab((await host.read('/etc/oratab')) ?? (await host.read('/var/opt/oracle/oratab')) ?? '');
  const inventory = parseInventory((await readInventory(host)) ?? '');
  const sockets = await readListeningSockets(host);
  const listeners = new Set(processes.filter(({ name }) => name === 'tnslsnr').map(({ pid }) => pid));
  const port = sockets.find(({ pid }) => pid !== null && listeners.has(pid))?.port ?? 1521;
  return Promise.all(
    monitors.map(async ({ arguments: args, uid }) => {
      const instance = (args[0] ?? '').replace('ora_pmon_', '');
      const home = homes.get(instance) ?? inventory[0] ?? null;
      const answer = home === null ? null : await ask(host, home, instance, uid);
      return toServer(parseAnswer(answer ?? ''), { instance, home, port });
    }),
  );
}

/** Where the list of installations is, after `/etc/oraInst.loc`. */
async function readInventory(host: Host): Promise<string | null> {
  const folder = parseInventoryFolder((await host.read('/etc/oraInst.loc')) ?? '');
  return folder === null ? null : host.read(`${folder}/ContentsXML/inventory.xml`);
}

export const parseInventoryFolder = (text: string) => /^inventory_loc=(.+?)[ \t]*$/m.exec(text)?.[1] ?? null;

/** Folders of the installations that are not removed. */
export function parseInventory(xml: string): string[] {
  return [...xml.matchAll(/<HOME\b([^>]*)>/g)]
    .filter(([, attributes = '']) => !/\bREMOVED="T"/.test(attributes))
    .map(([, attributes = '']) => /\bLOC="([^"]*)"/.exec(attributes)?.[1] ?? '')
    .filter(Boolean);
}

/** `INSTANCE:HOME:Y` lines. */
export function parseOratab(text: string): Map<string, string> {
  return new Map([...text.matchAll(/^([^#:\s*]+):([^:]+):/gm)].map(([, name = '', home = '']) => [name, home]));
}

const SCRIPT = `set heading off feedback off pagesize 0 linesize 400
select 'instance,' || instance_name || ',' || database_status || ',' || version_full || ',' || to_char(startup_time, 'YYYY-MM-DD HH24:MI:SS') from v$instance;
select 'database,' || name || ',' || to_char(created, 'YYYY-MM-DD HH24:MI:SS') from v$database;
select 'size,' || floor(sum(bytes) / 1048576) from dba_data_files;
select 'updated,' || to_char(max(timestamp), 'YYYY-MM-DD HH24:MI:SS') from dba_tab_modifications;
exit
`;

async function ask(host: Host, home: string, instance: string, uid: number | null): Promise<string | null> {
  if (!host.isRoot || uid === null || uid === 0) return null;
  return host.run(`${home}/bin/sqlplus`, ['-S', '-L', '/ as sysdba'], {
    environment: { ORACLE_HOME: home, ORACLE_SID: instance, LD_LIBRARY_PATH: `${home}/lib` },
    uid,
    input: SCRIPT,
    timeoutMs: 20_000,
  });
}

/** Lines `instance,…`, `database,…`, `size,…` and `updated,…`; others are warnings. */
export function parseAnswer(output: string) {
  const row = (kind: string) =>
    output
      .split('\n')
      .map((line) => line.trim().split(','))
      .find(([first]) => first === kind)
      ?.slice(1) ?? [];
  const [instance, status, version, startedAt] = row('instance');
  const [name, created] = row('database');
  const size = Number(row('size')[0] ?? Number.NaN);
  const databases: Found<'databases'>[] =
    name === undefined
      ? []
      : [
          {
            name,
            active: status === 'ACTIVE',
            size: Number.isFinite(size) ? size : null,
            createdAt: toMoment(created),
            updatedAt: toMoment(row('updated')[0]),
          },
        ];
  return { instance: instance ?? null, version: version ?? null, startedAt: toMoment(startedAt), databases };
}

type Seen = { readonly instance: string; readonly home: string | null; readonly port: number };

export function toServer(answer: ReturnType<typeof parseAnswer>, { instance, home, port }: Seen): DatabaseServer {
  return {
    service: {
      name: answer.instance ?? instance,
      type: 'oracle',
      manufacturer: 'Oracle',
      // The folder is called after the version: /u01/app/oracle/product/19.3.0/dbhome_1.
      version: answer.version ?? /\/(\d+(?:\.\d+)+)\//.exec(home ?? '')?.[1] ?? null,
      port,
      path: home,
      active: true,
      size: answer.databases[0]?.size ?? null,
      startedAt: answer.startedAt,
    },
    databases: answer.databases,
  };
}
