import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '@muster/peers';
import pg from 'pg';
import { cpuMsOf, parentNamed } from '../processes.ts';

export type ServedDatabase = {
  readonly url: string;
  readonly token: string;
  /** Time that the process, and PostgreSQL where it runs on this machine, have computed so far. Milliseconds. */
  cpuMs(): number;
  /** Memory of the process now, and the most since `forgetPeak`. MiB. */
  memoryMiB(): { readonly now: number; readonly peak: number };
  forgetPeak(): void;
  stop(): Promise<void>;
};

const program = join(import.meta.dirname, '..', '..', 'packages', 'server', 'src', 'main.ts');

/** A server process on a database that is there already. */
export async function serveDatabase(location: string): Promise<ServedDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  const where = ['--data', folder, '--database', location];
  const created = await runProgram(process.execPath, [program, 'user', 'token', '--name', 'bench', ...where]);
  const token = created.stdout.trim().split(/\s+/).at(-1) ?? '';
  if (created.code !== 0) throw new Error(`"user token" ended with code ${created.code}: ${created.stderr}`);
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', ...where], {
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
  const postmaster = /^postgres/.test(location) ? await findPostmaster(location) : null;
  const status = (field: string) => {
    const text = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    return Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(text)?.[1] ?? 0) / 1024); // the kernel tells KiB
  };
  return {
    url,
    token,
    cpuMs: () => cpuMsOf(postmaster === null ? [child.pid ?? 0] : [child.pid ?? 0, postmaster]),
    memoryMiB: () => ({ now: status('VmRSS'), peak: status('VmHWM') }),
    forgetPeak: () => writeFileSync(`/proc/${child.pid}/clear_refs`, '5'),
    async stop() {
      child.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function findPostmaster(location: string): Promise<number | null> {
  const client = new pg.Client({ connectionString: location });
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    return parentNamed(rows[0]?.pid ?? 0, 'postgres');
  } finally {
    await client.end();
  }
}
