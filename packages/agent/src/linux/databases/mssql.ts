import type { Found } from '../../define-collector.ts';
import type { Host } from '../../host/host.ts';
import {
  type DatabaseServer,
  findServers,
  readCredentials,
  sumMebibytes,
  toMoment,
  toVersion,
} from './database-server.ts';

const CLIENTS = ['/opt/mssql-tools18/bin/sqlcmd', '/opt/mssql-tools/bin/sqlcmd', 'sqlcmd'];

/** SQL Server for Linux. It lets nobody in without a password: what is in it is known where an administrator gave one. */
export async function readMssql(host: Host): Promise<DatabaseServer[]> {
  const servers = await findServers(host, /^sqlservr$/);
  return Promise.all(
    servers.map(async ({ program, port, startedAt }) => {
      const answer = parseAnswer((await ask(host, port ?? 1433)) ?? '');
      return toServer(answer, { program, port: port ?? 1433, startedAt });
    }),
  );
}

const QUERY = `set nocount on;
select 'version;' + cast(serverproperty('productversion') as varchar(50)) + ';' + replace(left(@@version, 60), char(10), ' ');
select 'started;' + convert(varchar(19), sqlserver_start_time, 120) from sys.dm_os_sys_info;
select 'database;' + d.name + ';' + convert(varchar(19), d.create_date, 120) + ';' + cast(d.state as varchar(3)) + ';' +
 cast((select sum(cast(size as bigint)) * 8 / 1024 from sys.master_files f where f.database_id = d.database_id) as varchar(20))
 from sys.databases d`;

async function ask(host: Host, port: number): Promise<string | null> {
  const given = (await readCredentials(host)).find(({ type }) => type === 'mssql');
  if (given === undefined) return null;
  const args = ['-C', '-S', `127.0.0.1,${port}`, '-U', given.user ?? 'sa', '-h', '-1', '-W', '-l', '5', '-Q', QUERY];
  for (const client of CLIENTS) {
    const output = await host.run(client, args, {
      environment: { SQLCMDPASSWORD: given.password ?? '' },
      timeoutMs: 20_000,
    });
    if (output !== null) return output;
  }
  return null;
}

/** Lines `version;…`, `started;…` and `database;name;made;state;MiB[;changed]`. State 0 is in use. */
export function parseAnswer(output: string) {
  const rows = output.split('\n').map((line) => line.trim().split(';'));
  const row = (kind: string) => rows.find(([first]) => first === kind) ?? [];
  const databases: Found<'databases'>[] = rows
    .filter(([kind, name]) => kind === 'database' && name)
    .map(([, name, created, state, size, updated]) => ({
      name: name ?? null,
      active: state === '0',
      size: size === undefined || size === '' ? null : Math.floor(Number(size)),
      createdAt: toMoment(created),
      updatedAt: toMoment(updated),
    }));
  const sizes = rows.filter(([kind]) => kind === 'database').map(([, , , , size]) => (Number(size) || 0) * 1024 ** 2);
  const [, version, title] = row('version');
  return {
    version: toVersion(version),
    title: title ?? null,
    startedAt: toMoment(row('started')[1]),
    size: sumMebibytes(sizes),
    databases,
  };
}

type Seen = { readonly program: string | null; readonly port: number; readonly startedAt: string | null };

export function toServer(answer: ReturnType<typeof parseAnswer>, { program, port, startedAt }: Seen): DatabaseServer {
  return {
    service: {
      name: /SQL Server \d{4}/.exec(answer.title ?? '')?.[0] ?? 'SQL Server',
      type: 'mssql',
      manufacturer: 'Microsoft',
      version: answer.version,
      port,
      path: program,
      active: true,
      size: answer.size,
      startedAt: answer.startedAt ?? startedAt,
    },
    databases: answer.databases,
  };
}
