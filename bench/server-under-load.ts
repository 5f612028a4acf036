import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

export type EngineName = 'sqlite' | 'postgres';

export type ServerUnderLoad = {
  readonly url: string;
  /** Time the process has computed so far, in milliseconds; of PostgreSQL's processes nothing is counted. */
  cpuMs(): number;
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
  const profiling = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const child = spawn(
    process.execPath,
    [...profiling, program, 'serve', '--port', '0', '--data', folder, ...database],
    {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
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
    cpuMs: () => cpuMs(child.pid ?? 0),
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

const TICKS_PER_SECOND = Number(spawnSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }).stdout) || 100;

/** Fields 14 and 15 of /proc/PID/stat: user and system time in clock ticks. Source: proc(5). */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
}

async function administrate(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: ADMINISTRATION });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
