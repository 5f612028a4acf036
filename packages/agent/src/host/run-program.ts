import type { ChildProcess } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { decodeOutput } from './decode-output.ts';
import type { RunOptions } from './host.ts';
import type { ReportTrouble } from './read-file.ts';

const RUN_LIMIT_BYTES = 16 * 1024 * 1024;
const RUN_TIMEOUT_MS = 30_000;
/** Programs at a time: more would take the machine away from its users. */
const RUN_AT_ONCE = 4;

const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

export type RunProgram = (program: string, args: readonly string[], options?: RunOptions) => Promise<string | null>;

/** Runs programs, a few at a time. */
export function createRunner(report: ReportTrouble): RunProgram {
  const found = new Map<string, string | null>();
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (program, args, options = {}) => {
    const path = found.get(program) ?? findProgram(program);
    found.set(program, path);
    // To start one that is not installed costs as much as one that is.
    if (path === null || options.signal?.aborted === true) return null;
    if (running >= RUN_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    try {
      return await runProgram(path, program, args, options, report);
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}

function programFolders(): string[] {
  const own = (process.env.PATH ?? '').split(':').filter((folder) => folder.startsWith('/'));
  return [...new Set([...own, ...SYSTEM_FOLDERS])];
}

function findProgram(program: string): string | null {
  const paths = program.includes('/') ? [program] : programFolders().map((folder) => `${folder}/${program}`);
  return paths.find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // PATH may name folders of somebody else
  }
}

/** Nothing of the agent's own environment (its password, for one) reaches a program. */
function programEnvironment({ environment = {} }: RunOptions): Record<string, string> {
  const base = { PATH: programFolders().join(':'), LC_ALL: 'C', LANG: 'C', ...environment };
  // An empty TZ means UTC, not "as the system".
  return process.env.TZ ? { ...base, TZ: process.env.TZ } : base;
}

function runProgram(
  path: string,
  name: string,
  args: readonly string[],
  options: RunOptions,
  report: ReportTrouble,
): Promise<string | null> {
  const { timeoutMs = RUN_TIMEOUT_MS, limitBytes = RUN_LIMIT_BYTES, signal } = options;
  if (signal?.aborted === true) return Promise.resolve(null);
  return new Promise((resolve) => {
    // Its own process group, so that what it starts is killed with it.
    // Loaded here: on many machines all is found in files, and no program is started.
    const { spawn } = process.getBuiltinModule('node:child_process');
    const child = spawn(path, [...args], {
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'ignore'],
      env: programEnvironment(options),
      detached: true,
      ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.gid ?? options.uid }),
    });
    const chunks: Buffer[] = [];
    let length = 0;

    const finish = (text: string | null) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      resolve(text);
    };
    const kill = () => {
      killGroup(child);
      child.stdout?.destroy();
      child.unref(); // a process that cannot be killed (it waits for a dead file server) must not keep the agent alive
    };
    const onAbort = () => {
      kill();
      finish(null);
    };
    const timer = setTimeout(() => {
      report(`${name} did not end within ${timeoutMs} ms and was killed`);
      onAbort();
    }, timeoutMs);
    signal?.addEventListener('abort', onAbort, { once: true });

    child.stdout?.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (options.take === undefined) chunks.push(chunk);
      else options.take(chunk.toString('latin1'));
      if (length <= limitBytes) return;
      report(`${name} printed more than ${limitBytes} bytes and was killed, the rest is left out`);
      kill();
      finish(wholeLines(Buffer.concat(chunks).subarray(0, limitBytes)));
    });
    child.stdin?.on('error', () => undefined); // it ended without reading all
    child.stdin?.end(options.input);
    child.on('error', () => finish(null)); // not a program of this machine, or not permitted
    child.on('close', (code) => {
      const text = decodeOutput(Buffer.concat(chunks));
      finish(code === 0 || text !== '' ? text : null);
    });
  });
}

function wholeLines(bytes: Buffer): string {
  return decodeOutput(bytes.subarray(0, bytes.lastIndexOf(10) + 1));
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}
