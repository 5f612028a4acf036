import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '@muster/peers';
import pg from 'pg';
import { cpuMsOf, parentNamed } from './processes.ts';

export type EngineName = 'sqlite' | 'postgres';

export type ServerUnderLoad = {
  readonly url: string;
  /** Time the process has computed so far, in milliseconds; without PostgreSQL's processes. */
  cpuMs(): number;
  /** The same of all processes of PostgreSQL, whoever they work for; 0 with SQLite, null where they run on another machine. */
  databaseCpuMs(): number | null;
  /** What its API answers, read with a token of its own. */
  get<T>(path: string): Promise<T>;
  /** Memory of the process now, and the most since `forgetPeak`, in MiB. */
  memoryMiB(): { readonly now: number; readonly peak: number };
  forgetPeak(): void;
  stop(): Promise<void>;
};

const program = join(import.meta.dirname, '..', 'packages', 'server', 'src', 'main.ts');
const ADMINISTRATION = process.env.MUSTER_TEST_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** Starts a server of its own, empty. `profile`: a folder where Node leaves a CPU profile when it stops. */
export async function startServerUnderLoad(engine: EngineName, profile: string | null): Promise<ServerUnderLoad> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  const name = `muster_bench_${randomBytes(6).toString('hex')}`;
  if (engine === 'postgres') await administrate(`CREATE DATABASE ${name}`);
  const database =
    engine === 'postgres' ? ['--database', Object.assign(new URL(ADMINISTRATION), { pathname: `/${name}` }).href] : [];
  const where = ['--data', folder, ...database];
  const postmaster = engine === 'postgres' ? await findPostmaster() : null;
  const created = await runProgram(process.execPath, [program, 'user', 'token', '--name', 'bench', ...where]);
  const token = created.stdout.trim().split(/\s+/).at(-1) ?? '';
  if (created.code !== 0) throw new Error(`"user token" ended with code ${created.code}: ${created.stderr}`);
  const profiling = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const child = spawn(process.execPath, [...profiling, program, 'serve', '--port', '0', ...where], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.on(
      'message',
      (message: { type?: string; url?: string }) => message.type === 'ready' && resolve(message.url ?? ''),
    );
    child.once('close', (code) => reject(new Error(`The server ended with code ${code}`)));
  });
  const status = (field: string) => {
    const text = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(text)?.[1] ?? 0) / 1024; // the kernel tells KiB
  };
  return {
    url,
    cpuMs: () => cpuMsOf([child.pid ?? 0]),
    databaseCpuMs() {
      if (engine === 'sqlite') return 0;
      return postmaster === null ? null : cpuMsOf([postmaster]);
    },
    async get<T>(path: string) {
      const response = await fetch(`${url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
      if (!response.ok) throw new Error(`GET ${path} answered ${response.status}: ${await response.text()}`);
      return (await response.json()) as T; // callers name the fields that they use
    },
    memoryMiB: () => ({ now: Math.round(status('VmRSS')), peak: Math.round(status('VmHWM')) }),
    forgetPeak: () => writeFileSync(`/proc/${child.pid}/clear_refs`, '5'),
    async stop() {
      child.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
      if (engine === 'postgres') await administrate(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** The first process of PostgreSQL, if it runs on this machine. */
function findPostmaster(): Promise<number | null> {
  return asAdministrator(async (client) => {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    return parentNamed(rows[0]?.pid ?? 0, 'postgres');
  });
}

async function administrate(statement: string): Promise<void> {
  await asAdministrator((client) => client.query(statement));
}

async function asAdministrator<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ADMINISTRATION });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
