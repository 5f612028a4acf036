import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { neutralEnvironment, runProgram, watchProcess } from '@muster/peers';
import { onTestFinished } from 'vitest';
import { type ApiClient, createApiClient } from './api-client.ts';
import { serverProgram } from './paths.ts';
import { temporaryPostgres } from './temporary.ts';

export type EngineName = 'sqlite' | 'postgres';

export type RunningServer = {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  /** What `--database` was given; null for the SQLite file in the data folder. */
  readonly database: string | null;
  readonly pid: number;
  readonly token: string;
  readonly api: ApiClient;
  /** What it printed so far. */
  output(): string;
  /** Its log so far, one JSON object a line. */
  log(): Promise<string>;
  /** Ends it as Ctrl-C does, and returns the exit code. */
  stop(): Promise<number>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** The same server again on the same data, after `stop` or `kill`; on the same port. */
  restart(): Promise<RunningServer>;
  /** Ends it and removes its data. */
  dispose(): Promise<void>;
};

type Options = {
  readonly database?: string;
  /** More arguments of `serve`. */
  readonly args?: readonly string[];
};

const START_MS = 300_000;
const STOP_MS = 120_000;

/** A server of our own sources on a free port, with an empty data folder and an API token. The caller disposes of it. */
export async function startServer(options: Options = {}): Promise<RunningServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'muster-e2e-data-'));
  const named = { database: options.database ?? null, dataDir, args: options.args ?? [] };
  const { code, stdout, stderr } = await muster(['user', 'token', '--name', 'journeys', ...where(named)]);
  const token = stdout.trim().split(/\s+/).at(-1) ?? '';
  if (code !== 0 || token === '') throw new Error(`"user token" ended with code ${code}: ${stdout}${stderr}`);
  return await serve({ ...named, token, processes: new Set() }, 0);
}

/** The same, gone at the end of the running test. */
export async function serverForThisTest(
  options: Options & { readonly engine?: EngineName } = {},
): Promise<RunningServer> {
  const database = options.engine === 'postgres' ? await temporaryPostgres() : options.database;
  const server = await startServer({ ...options, ...(database === undefined ? {} : { database }) });
  onTestFinished(() => server.dispose());
  return server;
}

/** Runs a command of `muster-server` to its end. */
export function muster(args: readonly string[]) {
  return runProgram(process.execPath, [serverProgram, ...args]);
}

type Named = { readonly database: string | null; readonly dataDir: string; readonly args: readonly string[] };

/** One server over its restarts. */
type Life = Named & { readonly token: string; readonly processes: Set<ChildProcess> };

const where = ({ database, dataDir }: Named) => [
  '--data',
  dataDir,
  ...(database === null ? [] : ['--database', database]),
];

async function serve(life: Life, port: number): Promise<RunningServer> {
  const args = [serverProgram, 'serve', '--port', String(port), ...where(life), ...life.args];
  const child = spawn(process.execPath, args, { env: neutralEnvironment(), stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  watchProcess(child);
  life.processes.add(child);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  const url = await untilReady(child, ended, () => printed);

  const server: RunningServer = {
    url,
    port: Number(new URL(url).port),
    dataDir: life.dataDir,
    database: life.database,
    pid: child.pid ?? 0,
    token: life.token,
    api: createApiClient(url, life.token),
    output: () => printed,
    log: () => readFile(join(life.dataDir, 'log', 'server.log'), 'utf8').catch(() => ''),
    async stop() {
      child.kill('SIGINT');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      const code = await ended;
      clearTimeout(timer);
      return code;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    restart: () => serveAgain(life, Number(new URL(url).port)),
    async dispose() {
      await Promise.all([...life.processes].map(endProcess));
      await rm(life.dataDir, { recursive: true, force: true });
    },
  };
  return server;
}

/** Somebody's connection may have taken the port while nobody listened; such ones do not live long. */
async function serveAgain(life: Life, port: number): Promise<RunningServer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await serve(life, port);
    } catch (error) {
      if (tries === 100 || !(error instanceof Error) || !error.message.includes('EADDRINUSE')) throw error;
      await sleep(200);
    }
  }
}

function untilReady(child: ChildProcess, ended: Promise<number>, printed: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`The server was not ready within ${START_MS} ms: ${printed()}`)),
      START_MS,
    );
    child.on('message', (message: { type?: string; url?: string }) => {
      if (message.type !== 'ready' || message.url === undefined) return;
      clearTimeout(timer);
      resolve(message.url);
    });
    ended.then((code) => {
      clearTimeout(timer);
      reject(new Error(`The server ended with code ${code}: ${printed()}`));
    });
  });
}

function endProcess(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('close', () => resolve());
    child.kill('SIGKILL');
  });
}
