import { execFileSync, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram, watchProcess } from '@muster/peers';
import { onTestFinished } from 'vitest';
import { newestOf } from './paths.ts';
import type { EngineName } from './server.ts';

const DISK_MIB = 64;

export type SmallDisk = {
  /** What `--database` is given for a database on it. */
  readonly database: string;
  /** Leaves this much room, in KiB. */
  fill(leaveKiB: number): Promise<void>;
  /** As much room as at the beginning, but for what was stored. */
  makeRoom(): Promise<void>;
};

/** A small disk of this test for a database, gone at its end. Needs Linux and root. */
export async function smallDisk(engine: EngineName): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-e2e-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m,mode=0755`, 'tmpfs', folder]);
  onTestFinished(async () => {
    execFileSync('umount', ['--lazy', folder]);
    await rm(folder, { recursive: true, force: true });
  });
  const database = engine === 'sqlite' ? join(folder, 'muster.db') : await postgresIn(folder);
  const filler = join(folder, 'filler');
  return {
    database,
    async fill(leaveKiB) {
      await rm(filler, { force: true });
      const { bavail, bsize } = await statfs(folder);
      await writeFile(filler, Buffer.alloc(Math.max(0, bavail * bsize - leaveKiB * 1024)));
    },
    makeRoom: () => rm(filler, { force: true }),
  };
}

/** PostgreSQL's own programs, which a machine that only reaches a PostgreSQL elsewhere does not have. */
const programs = newestOf('/usr/lib/postgresql', 'bin/initdb');

/**
 * Which engines can be given a small disk. A PostgreSQL that is there already cannot, by who may only create databases; it
 * takes a server of our own, with its log beside the disk, for a full log ends the whole of PostgreSQL.
 */
export const enginesOnSmallDisks: readonly EngineName[] =
  programs !== null && (process.env.TEST_ENGINES ?? '').includes('postgres') ? ['sqlite', 'postgres'] : ['sqlite'];

/** A PostgreSQL of this test, whose one database has all of its tables in `folder`. */
async function postgresIn(folder: string): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'muster-e2e-postgres-'));
  await chmod(home, 0o755);
  const [data, socket, tables] = [join(home, 'data'), join(home, 'socket'), join(folder, 'tables')];
  for (const path of [data, socket, tables]) {
    await mkdir(path);
    execFileSync('chown', ['postgres:', path]);
  }
  const asPostgres = (name: string, args: readonly string[]) => [
    '-u',
    'postgres',
    '--',
    join(programs ?? '', name),
    ...args,
  ];
  await must('runuser', asPostgres('initdb', ['--no-sync', '--auth=trust', '--encoding=UTF8', `--pgdata=${data}`]));
  const options = ['-D', data, '-k', socket, '-c', 'listen_addresses=', '-c', 'fsync=off'];
  const child = spawn('runuser', asPostgres('postgres', options), { stdio: 'ignore' });
  watchProcess(child);
  onTestFinished(async () => {
    await runProgram('runuser', asPostgres('pg_ctl', ['stop', '-m', 'immediate', '-D', data]));
    await rm(home, { recursive: true, force: true });
  });
  const address = `postgres://postgres@localhost/muster?host=${encodeURIComponent(socket)}`;
  const psql = (statement: string) => runProgram('psql', ['-qAt', '-h', socket, '-U', 'postgres', '-c', statement]);
  for (let tries = 0; (await psql('SELECT 1')).code !== 0; tries += 1) {
    if (tries === 1_800) throw new Error('PostgreSQL did not answer');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  for (const statement of [`CREATE TABLESPACE small LOCATION '${tables}'`, 'CREATE DATABASE muster TABLESPACE small']) {
    const { code, stderr } = await psql(statement);
    if (code !== 0) throw new Error(`PostgreSQL refused "${statement}": ${stderr}`);
  }
  return address;
}

async function must(name: string, args: readonly string[]): Promise<void> {
  const { code, stderr } = await runProgram(name, args);
  if (code !== 0) throw new Error(`${name} ${args.join(' ')} ended with code ${code}: ${stderr}`);
}
