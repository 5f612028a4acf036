import type { Found } from '../../define-collector.ts';
import type { Host } from '../../host/host.ts';
import { toDateTime } from '../date-times.ts';
import {
  type DatabaseServer,
  findServers,
  type ServerProcess,
  sumMebibytes,
  toMebibytes,
  toVersion,
} from './database-server.ts';

/** MongoDB servers that run. Without a password they tell their version and, if they let anybody in, their databases. */
export async function readMongodb(host: Host): Promise<DatabaseServer[]> {
  const servers = await findServers(host, /^mongod$/);
  return Promise.all(servers.map((server) => readServer(host, server)));
}

async function readServer(host: Host, server: ServerProcess): Promise<DatabaseServer> {
  const { program, port, startedAt } = server;
  const answer = parseAnswer((await ask(host, port ?? 27_017)) ?? '');
  const told =
    answer.version ??
    (program === null ? null : await host.run(program, ['--version'], { timeoutMs: 5_000, limitBytes: 65_536 }));
  return {
    service: {
      name: 'MongoDB',
      type: 'mongodb',
      manufacturer: 'MongoDB',
      version: toVersion(told),
      port: port ?? 27_017,
      path: program,
      active: true,
      size: answer.size,
      startedAt: answer.startedAt ?? startedAt,
    },
    databases: answer.databases,
  };
}

const SCRIPT = `const list = (() => { try { return db.adminCommand({ listDatabases: 1 }).databases } catch (e) { return [] } })();
print(JSON.stringify({ version: db.version(), databases: (list || []).map((d) => ({ name: d.name, sizeOnDisk: Number(d.sizeOnDisk) })) }))`;

async function ask(host: Host, port: number): Promise<string | null> {
  const args = ['--quiet', '--port', String(port), '--eval', SCRIPT];
  // The shell of version 5 and later, else the old one.
  return (await host.run('mongosh', ['--norc', ...args], { timeoutMs: 20_000 })) ?? (await host.run('mongo', args));
}

type Answer = {
  readonly version?: string;
  readonly startedMs?: number;
  readonly databases?: readonly { readonly name?: string; readonly sizeOnDisk?: number }[];
};

/** The last line that is JSON; clients print warnings before it. */
export function parseAnswer(output: string) {
  const answer =
    output
      .split('\n')
      .map(parseLine)
      .findLast((line) => line !== null) ?? {};
  const databases: Found<'databases'>[] = (Array.isArray(answer.databases) ? answer.databases : []).map(
    ({ name, sizeOnDisk }) => ({ name: name ?? null, size: toMebibytes(sizeOnDisk), active: true }),
  );
  const startedAt = answer.startedMs === undefined ? null : toDateTime(new Date(answer.startedMs));
  const size = sumMebibytes((answer.databases ?? []).map(({ sizeOnDisk }) => sizeOnDisk));
  return { version: answer.version ?? null, startedAt, size, databases };
}

function parseLine(line: string): Answer | null {
  if (!line.startsWith('{')) return null;
  try {
    return JSON.parse(line) as Answer; // safe: each value is checked where it is used
  } catch {
    return null;
  }
}
