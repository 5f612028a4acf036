import type { Found } from '../../define-collector.ts';
import type { Host } from '../../host/host.ts';
import { toDateTime } from '../date-times.ts';
import {
  type DatabaseServer,
  findServers,
  readCredentials,
  type ServerProcess,
  sumMebibytes,
  toMebibytes,
  toMoment,
  toVersion,
} from './database-server.ts';

/** MariaDB and MySQL servers that run. Root is known to them on their own socket, or by its own settings of the client. */
export async function readMysql(host: Host): Promise<DatabaseServer[]> {
  const servers = await findServers(host, /^(?:mysqld|mariadbd)$/);
  return Promise.all(servers.map((server) => readServer(host, server)));
}

async function readServer(host: Host, server: ServerProcess): Promise<DatabaseServer> {
  const { program, port, startedAt } = server;
  const answer = parseAnswer((await ask(host, server)) ?? '');
  const told =
    answer.version ??
    (program === null ? null : await host.run(program, ['--version'], { timeoutMs: 5_000, limitBytes: 4096 }));
  const isMariaDb = /maria/i.test(`${told} ${program}`);
  return {
    service: {
      name: isMariaDb ? 'MariaDB' : 'MySQL',
      type: 'mysql',
      manufacturer: isMariaDb ? 'MariaDB' : 'Oracle',
      // "mariadbd  Ver 10.11.11-MariaDB-…": the first number.
      version: toVersion(told),
      port: port ?? answer.port ?? 3306,
      path: answer.dataFolder ?? program,
      active: true,
      size: answer.size,
      startedAt: answer.startedAt ?? startedAt,
    },
    databases: answer.databases,
  };
}

const QUERY = `show global variables where variable_name in ('version', 'port', 'datadir');
show global status like 'Uptime'; select 'now', now();
select 'database', s.schema_name, sum(t.data_length + t.index_length), min(t.create_time), max(t.update_time)
from information_schema.schemata s left join information_schema.tables t on t.table_schema = s.schema_name
group by s.schema_name`;

async function ask(host: Host, { process }: ServerProcess): Promise<string | null> {
  const given = (await readCredentials(host)).find(({ type }) => type === 'mysql');
  if (given === undefined && !host.isRoot) return null;
  const socket = process.arguments.find((arg) => arg.startsWith('--socket='));
  const args = [
    '--batch',
    '--skip-column-names',
    '--connect-timeout=5',
    ...(socket === undefined ? [] : [socket]),
    ...(given?.user === undefined ? [] : [`--user=${given.user}`]),
    `--execute=${QUERY}`,
  ];
  const environment = {
    HOME: '/root',
    ...(given?.password === undefined ? {} : { MYSQL_PWD: given.password }),
  };
  const options = { environment, timeoutMs: 20_000 };
  return (await host.run('mariadb', args, options)) ?? (await host.run('mysql', args, options));
}

/** Lines of tab-separated values: `version`, `port`, `datadir`, `Uptime`, `now`, and a `database` each. NULL is written so. */
export function parseAnswer(output: string) {
  const rows = output.split('\n').map((line) => line.split('\t'));
  const value = (name: string) => rows.find(([first]) => first === name)?.[1] ?? null;
  const databases: Found<'databases'>[] = rows
    .filter(([kind, name]) => kind === 'database' && name)
    .map(([, name, size, created, updated]) => ({
      name: name ?? null,
      size: toMebibytes(size),
      active: true,
      createdAt: toMoment(created),
      updatedAt: toMoment(updated),
    }));
  const uptimeS = Number(value('Uptime') ?? Number.NaN);
  const now = Date.parse(value('now') ?? ''); // on the machine's own clock, as the servers' answers are
  const isKnown = Number.isFinite(uptimeS) && Number.isFinite(now);
  return {
    version: value('version'),
    port: Number(value('port')) || null,
    dataFolder: value('datadir'),
    startedAt: isKnown ? toDateTime(new Date(now - uptimeS * 1000)) : null,
    size: sumMebibytes(rows.filter(([kind]) => kind === 'database').map(([, , bytes]) => bytes)),
    databases,
  };
}
