import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { neutralEnvironment, watchProcess } from '@muster/peers';
import { onTestFinished } from 'vitest';
import { agentProgram } from './paths.ts';

export type RunningDaemon = {
  readonly pid: number;
  /** What it said so far. */
  output(): string;
  signal(name: NodeJS.Signals): void;
  /** Ends it as a service manager does. @returns The exit status. */
  stop(): Promise<number>;
};

/** Starts a program around our agent, by default Node; gone at the end of the running test. */
export function startAgent(
  args: readonly string[],
  [program, ...first]: readonly [string, ...string[]] = [process.execPath],
): RunningDaemon {
  const child = spawn(program, [...first, agentProgram, ...args], {
    env: neutralEnvironment({ MUSTER_AGENT_CONF_FILE: 'none' }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  watchProcess(child);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return {
    pid: child.pid ?? 0,
    output: () => printed,
    signal: (name) => child.kill(name),
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** A port that nobody uses now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('A port of TCP was asked for');
  return address.port;
}
