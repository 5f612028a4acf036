import type { Found } from '../../define-collector.ts';
import type { Host } from '../../host/host.ts';
import { readAccountNames } from '../accounts.ts';
import { type DatabaseServer, findServers, toMebibytes, toMoment, toVersion } from './database-server.ts';

/** Instances of DB2 that run; each is a user, who may ask it without a password. */
export async function readDb2(host: Host): Promise<DatabaseServer[]> {
  const servers = await findServers(host, /^db2sysc$/);
  if (servers.length === 0) return [];
  const accounts = await readAccountNames(host);
  return Promise.all(
    servers.map(async ({ process, program, port, startedAt }) => {
      const instance = process.uid === null ? 'db2' : (accounts.get(process.uid) ?? 'db2');
      // …/sqllib/adm/db2sysc
      const folder = program?.replace(/\/adm\/db2sysc$/, '') ?? null;
      const run = (input: string) =>
        folder === null || !host.isRoot || process.uid === null
          ? null
          : host.run(`${folder}/bin/db2`, ['+p'], {
              environment: { DB2INSTANCE: instance, LD_LIBRARY_PATH: `${folder}/lib64:${folder}/lib32` },
              uid: process.uid,
              input,
              timeoutMs: 20_000,
            });
      const snapshot = await run('get snapshot for dbm\nlist db directory\n');
      const databases: Found<'databases'>[] = [];
      for (const name of parseDirectory(snapshot ?? '')) {
        databases.push(parseDatabase((await run(databaseScript(name))) ?? '', name));
      }
      const installed = parseInstalled((snapshot === null ? null : await host.run('db2ls', ['-c'])) ?? '');
      return toServer({
        instance,
        snapshot: snapshot ?? '',
        installed,
        databases,
        port: port ?? 50_000,
        path: folder,
        startedAt,
      });
    }),
  );
}

const databaseScript = (name: string) => `connect to ${name}
call get_dbsize_info(?, ?, ?, -1)
select 'made', varchar_format(min(create_time), 'YYYY-MM-DD HH24:MI:SS') from syscat.tables
select 'changed', varchar_format(max(alter_time), 'YYYY-MM-DD HH24:MI:SS') from syscat.tables
`;

/** `PATH:VERSION:…` lines below a heading. */
export const parseInstalled = (output: string) => /^\/[^:]*:([\d.]+):/m.exec(output)?.[1] ?? '';

/** Names in the directory of an instance. */
export function parseDirectory(output: string): string[] {
  return [...output.matchAll(/^[ \t]*Database alias\s*= (\w+)[ \t]*$/gm)].map(([, name = '']) => name);
}

/** What one database answered; one that does not let us connect is known by its name alone. */
export function parseDatabase(output: string, name: string): Found<'databases'> {
  const [, size] = /Parameter Name\s*: DATABASESIZE\s+Parameter Value\s*: (\d+)/.exec(output) ?? [];
  const dates = [...output.matchAll(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}/g)].map(([date]) => date);
  return {
    name,
    size: toMebibytes(size),
    active: size === undefined ? null : true,
    createdAt: dates[0] ?? null,
    updatedAt: dates[1] ?? null,
  };
}

type Seen = {
  readonly instance: string;
  readonly snapshot: string;
  /** What `db2ls -c` prints: where which version is installed. */
  readonly installed: string;
  readonly databases: readonly Found<'databases'>[];
  readonly port: number;
  readonly path: string | null;
  readonly startedAt: string | null;
};

export function toServer({ instance, snapshot, installed, databases, port, path, startedAt }: Seen): DatabaseServer {
  const [, product] = /^Product name\s*= (.*)$/m.exec(snapshot) ?? [];
  const [, start] = /^Start Database Manager timestamp\s*= (.*)$/m.exec(snapshot) ?? [];
  return {
    service: {
      name: instance,
      type: 'db2',
      manufacturer: 'IBM',
      version: toVersion(product) ?? toVersion(installed),
      port,
      path,
      active: true,
      size: databases.length === 0 ? null : databases.reduce((sum, { size }) => sum + (size ?? 0), 0),
      startedAt: toStart(start) ?? startedAt,
    },
    databases,
  };
}

/** "02/09/2021 07:00:05.170353": month first. */
function toStart(text: string | undefined): string | null {
  const [, month, day, year, time] = /(\d{2})\/(\d{2})\/(\d{4}) (\d{2}:\d{2}:\d{2})/.exec(text ?? '') ?? [];
  return year === undefined ? toMoment(text) : `${year}-${month}-${day} ${time}`;
}
