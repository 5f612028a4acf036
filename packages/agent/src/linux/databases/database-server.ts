import type { Found } from '../../define-collector.ts';
import { type Host, once } from '../../host/host.ts';
import { readBootMs, startedAt } from '../boot-time.ts';
import { type Process, readProcesses } from '../processes.ts';
import { readListeningSockets } from '../sockets.ts';

/** A database server, and what is in it as far as it lets us look. */
export type DatabaseServer = {
  readonly service: Found<'databasesServices'>;
  readonly databases: readonly Found<'databases'>[];
};

/** What is seen of a server from outside. */
export type ServerProcess = {
  readonly process: Process;
  /** Its program, with the folder. */
  readonly program: string | null;
  readonly port: number | null;
  readonly startedAt: string | null;
};

/** Finds processes by the name of their program, leaving out the children that share it. */
export async function findServers(host: Host, names: RegExp): Promise<ServerProcess[]> {
  const processes = await readProcesses(host);
  const found = processes.filter((process) => names.test(process.name) && process.arguments.length > 0);
  const pids = new Set(found.map(({ pid }) => pid));
  const roots = found.filter(({ parentPid }) => !pids.has(parentPid));
  if (roots.length === 0) return [];
  const [sockets, bootMs] = await Promise.all([readListeningSockets(host), readBootMs(host)]);
  return Promise.all(
    roots.map(async (process) => {
      const ports = sockets.filter(({ pid, protocol }) => protocol === 'tcp' && pid === process.pid);
      // Whose program it is only root and its user may see; the command line is for all.
      const program = (await host.link(`/proc/${process.pid}/exe`)) ?? process.arguments[0];
      return {
        process,
        program: program?.startsWith('/') === true ? program.replace(/ \(deleted\)$/, '') : null,
        port: ports.map(({ port }) => port).sort((a, b) => a - b)[0] ?? null,
        startedAt: bootMs === null ? null : startedAt(process, bootMs),
      };
    }),
  );
}

/** Access that an administrator gave, in a file that only root may read. */
export type Credentials = {
  /** `mysql`, `postgresql`, `mssql`, `mongodb`. */
  readonly type: string;
  readonly user?: string;
  readonly password?: string;
};

const CREDENTIALS_FILE = '/etc/muster-agent/databases.json';

/** What the administrator gave, then what was given for this inventory. */
export function readCredentials(host: Host): Promise<readonly Credentials[]> {
  return once(host, SHARED, () => readOwnCredentials(host));
}

/** Access that a server has for the databases of this machine. What the administrator gave is tried before it. */
export function giveCredentials(host: Host, given: readonly Credentials[]): void {
  host.shared.set(
    SHARED,
    readOwnCredentials(host).then((own) => [...own, ...given]),
  );
}

const SHARED = 'database credentials';

async function readOwnCredentials(host: Host): Promise<readonly Credentials[]> {
  const facts = await host.stat(CREDENTIALS_FILE);
  if (facts === null) return [];
  if (facts.kind !== 'file' || facts.ownerId !== 0 || (facts.mode & 0o077) !== 0) {
    host.report(`${CREDENTIALS_FILE} is not used: it must belong to root, and nobody else may read it (chmod 600)`);
    return [];
  }
  return parseCredentials((await host.read(CREDENTIALS_FILE)) ?? '', host);
}

function parseCredentials(json: string, host: Host): readonly Credentials[] {
  try {
    const list: unknown = JSON.parse(json);
    if (Array.isArray(list)) return list.filter((item): item is Credentials => typeof item?.type === 'string');
  } catch {
    // Said below; the message of the parser could hold a password.
  }
  host.report(
    `${CREDENTIALS_FILE} is not used: it must hold a list such as [{"type": "mssql", "user": "…", "password": "…"}]`,
  );
  return [];
}

/** Bytes as text → MiB. */
export function toMebibytes(bytes: string | number | null | undefined): number | null {
  const value = Number(bytes ?? Number.NaN);
  return Number.isFinite(value) && value >= 0 && bytes !== '' ? Math.floor(value / 1024 ** 2) : null;
}

/** "2021-07-23 19:10:05.474798+02" → "2021-07-23 19:10:05"; null for NULL, and for what is no date. */
export function toMoment(text: string | null | undefined): string | null {
  return /\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}/.exec(text ?? '')?.[0] ?? null;
}

/** The number of a version in what a program prints. */
export function toVersion(text: string | null | undefined): string | null {
  return /\d+(?:\.\d+)+/.exec(text ?? '')?.[0] ?? null;
}

/** Sum of bytes as text → MiB; null where there is nothing to add. */
export function sumMebibytes(bytes: readonly (string | number | null | undefined)[]): number | null {
  return bytes.length === 0 ? null : toMebibytes(bytes.reduce<number>((sum, size) => sum + (Number(size) || 0), 0));
}
