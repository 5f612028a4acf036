import type { Found } from '../../define-collector.ts';
import { type Host, readValue } from '../../host/host.ts';
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

/** Clusters of PostgreSQL that run. Root asks as the user the server runs as, whom it trusts on its own socket. */
export async function readPostgresql(host: Host): Promise<DatabaseServer[]> {
  const servers = await findServers(host, /^(?:postgres|postmaster)$/);
  return Promise.all(servers.map((server) => readServer(host, server)));
}

async function readServer(host: Host, server: ServerProcess): Promise<DatabaseServer> {
  const { process, program, port, startedAt } = server;
  const dataFolder = process.arguments[process.arguments.indexOf('-D') + 1] ?? null;
  const answer = parseAnswer((await ask(host, server)) ?? '');
  const version = answer.version ?? toVersion(await runVersion(host, program)) ?? (await readMajor(host, dataFolder));
  return {
    service: {
      name: 'PostgreSQL',
      type: 'postgresql',
      manufacturer: 'PostgreSQL',
      version,
      port: port ?? 5432,
      path: dataFolder,
      active: true,
      size: answer.size,
      startedAt: answer.startedAt ?? startedAt,
    },
    databases: answer.databases,
  };
}

const readMajor = (host: Host, folder: string | null) =>
  folder === null ? null : readValue(host, `${folder}/PG_VERSION`);
const runVersion = (host: Host, program: string | null) =>
  program === null ? null : host.run(program, ['--version'], { timeoutMs: 5_000, limitBytes: 4096 });

const QUERY = `select 'server', current_setting('server_version'), pg_postmaster_start_time()::text, '', ''
union all select 'database', d.datname, pg_database_size(d.oid)::text,
 (pg_stat_file('base/' || d.oid || '/PG_VERSION', true)).modification::text,
 (pg_stat_file('base/' || d.oid, true)).modification::text
from pg_database d where has_database_privilege(d.oid, 'connect')`;

const VERSIONS = '/usr/lib/postgresql';

/** Its own client, or another: what Debian calls psql is a program that looks for them, and takes longer than the question. */
async function findClient(host: Host, program: string | null): Promise<string> {
  const versions = (await host.list(VERSIONS)).toSorted((a, b) => Number(b) - Number(a));
  const own = program === null ? [] : [program.replace(/[^/]+$/, 'psql')];
  for (const path of [...own, ...versions.map((version) => `${VERSIONS}/${version}/bin/psql`)]) {
    if ((await host.stat(path)) !== null) return path;
  }
  return 'psql';
}

async function ask(host: Host, { process, program, port }: ServerProcess): Promise<string | null> {
  const client = await findClient(host, program);
  const args = ['--no-psqlrc', '--no-align', '--tuples-only', '--no-password', '--field-separator=\t'];
  const target = ['--port', String(port ?? 5432), '--dbname', 'postgres', '--command', QUERY];
  const given = (await readCredentials(host)).find(({ type }) => type === 'postgresql');
  if (given !== undefined) {
    const environment = { PGPASSWORD: given.password ?? '', PGCONNECT_TIMEOUT: '5' };
    const user = ['--host', '127.0.0.1', '--username', given.user ?? 'postgres'];
    return host.run(client, [...args, ...user, ...target], { environment, timeoutMs: 20_000 });
  }
  if (!host.isRoot || process.uid === null || process.uid === 0) return null;
  return host.run(client, [...args, ...target], {
    environment: { PGCONNECT_TIMEOUT: '5' },
    uid: process.uid,
    timeoutMs: 20_000,
  });
}

/** Lines of five columns: `server`, version, start; `database`, name, bytes, made, last written. */
export function parseAnswer(output: string) {
  const rows = output.split('\n').map((line) => line.split('\t'));
  const [, version, start] = rows.find(([kind]) => kind === 'server') ?? [];
  const databases: Found<'databases'>[] = rows
    .filter(([kind, name]) => kind === 'database' && name)
    .map(([, name, size, created, updated]) => ({
      name: name ?? null,
      size: toMebibytes(size),
      active: true,
      createdAt: toMoment(created),
      updatedAt: toMoment(updated),
    }));
  const size = sumMebibytes(rows.filter(([kind]) => kind === 'database').map(([, , bytes]) => bytes));
  return { version: toVersion(version), startedAt: toMoment(start), size, databases };
}
