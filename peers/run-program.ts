import { type ChildProcess, spawn } from 'node:child_process';
import { dirname } from 'node:path';

const repository = dirname(import.meta.dirname);

export type Outcome = { readonly code: number; readonly stdout: string; readonly stderr: string };

type Options = {
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  readonly cwd?: string;
};

/** Processes of ours that still run, so that none outlives a broken test run. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Remembers a process until it has ended. */
export function watchProcess(child: ChildProcess): void {
  running.add(child);
  child.once('close', () => running.delete(child));
}

/** The environment without what the tester has set for Muster or npm: journeys say themselves what they want. */
export function neutralEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(MUSTER_|npm_(?!config_)|NODE_OPTIONS$|VITEST|TEST$|NODE_ENV$)/i.test(name),
  );
  return { ...Object.fromEntries(entries), ...extra };
}

/** Runs a program to its end, whatever its exit code. Rejects when it cannot be started or takes longer than `timeoutMs` (five minutes). */
export function runProgram(name: string, args: readonly string[], options: Options = {}): Promise<Outcome> {
  const { env = {}, timeoutMs = 300_000, cwd = repository } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(name, args, { cwd, env: neutralEnvironment(env), stdio: ['ignore', 'pipe', 'pipe'] });
    watchProcess(child);
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(
        new Error(`${name} did not end within ${timeoutMs} ms: ${Buffer.concat(stderr).toString().slice(-2_000)}`),
      );
    }, timeoutMs);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? -1, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
    });
  });
}
