import { readFileSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import { AppError } from '@muster/protocol/errors';
import { killTree } from './process-tree.ts';
import { selfCommand } from './self.ts';
import { type Job, lineReader, TASK_CHANNEL, TASK_SAID_WHY, type TaskMessage } from './task-messages.ts';

export type TaskLimits = {
  readonly timeoutMs: number;
  readonly memoryMib: number;
};

/** Runs a task, wherever that is, and gives what it tells. @throws {AppError} `TASK_…`. */
export type RunTask = (name: string, job: Job, limits: TaskLimits, onMessage: OnMessage) => Promise<void>;
type OnMessage = (message: TaskMessage) => void;

const MEMORY_CHECK_MS = 1000;

/**
 * Starts this program again to do one task, and kills it with all it started when it takes too long or too much memory.
 *
 * What it does and how it ends costs the caller nothing: none of its code is loaded here.
 *
 * @throws {AppError} `TASK_TIMED_OUT`, `TASK_TOO_LARGE`, `TASK_CRASHED`.
 */
export const runTaskProcess: RunTask = (task, job, limits, onMessage) =>
  runProgram(selfCommand, task, job, limits, onMessage);

/** @param command How to start the program that does the task. */
export async function runProgram(
  command: typeof selfCommand,
  task: string,
  job: Job,
  { timeoutMs, memoryMib }: TaskLimits,
  onMessage: OnMessage,
): Promise<void> {
  const { spawn } = await import('node:child_process');
  await new Promise<void>((resolve, reject) => {
    const { program, args } = command(['--task', task], [`--max-old-space-size=${memoryMib}`]);
    const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit', 'pipe'] });
    const channel = child.stdio[TASK_CHANNEL] as Duplex; // safe: "pipe" above
    let killedFor: AppError | null = null;
    const kill = (reason: AppError) => {
      killedFor ??= reason;
      killTree(child.pid);
    };
    const deadline = setTimeout(
      () => kill(new AppError('TASK_TIMED_OUT', { task, seconds: Math.round(timeoutMs / 1000) })),
      timeoutMs,
    );
    const memoryCheck = setInterval(() => {
      if (anonymousMib(child.pid) > memoryMib) kill(new AppError('TASK_TOO_LARGE', { task, mebibytes: memoryMib }));
    }, MEMORY_CHECK_MS);
    const forward = (signal: NodeJS.Signals) => {
      killTree(child.pid);
      process.kill(process.pid, signal);
    };
    // Whoever stops us means the task too.
    const signals = STOP_SIGNALS.filter((signal) => signal !== 'SIGHUP' || process.listenerCount(signal) === 0);
    for (const signal of signals) process.once(signal, forward);
    const finish = (error: AppError | null) => {
      clearTimeout(deadline);
      clearInterval(memoryCheck);
      for (const signal of signals) process.off(signal, forward);
      channel.destroy();
      if (error === null) resolve();
      else reject(error);
    };

    channel.setEncoding('utf8');
    channel.on(
      'data',
      lineReader((line) => {
        const message = toMessage(line);
        if (message !== null) onMessage(message);
      }),
    );
    channel.on('error', () => undefined); // it ended early: `exit` tells how
    channel.write(`${JSON.stringify(job)}\n`);
    child.on('error', (error) =>
      finish(new AppError('TASK_CRASHED', { task, reason: error.message }, { cause: error })),
    );
    // Not `exit`: what it told last must have been read.
    child.on('close', (code, signal) => {
      if (killedFor !== null) finish(killedFor);
      else if (code === 0 || code === TASK_SAID_WHY) finish(null);
      else if (signal === 'SIGABRT')
        finish(new AppError('TASK_TOO_LARGE', { task, mebibytes: memoryMib })); // V8's heap is full
      else finish(new AppError('TASK_CRASHED', { task, reason: signal === null ? `exit status ${code}` : signal }));
    });
  });
}

const STOP_SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

function toMessage(line: string): TaskMessage | null {
  try {
    const message = JSON.parse(line) as TaskMessage; // safe: our own program wrote it
    return typeof message?.type === 'string' ? message : null;
  } catch {
    return null;
  }
}

/** Memory of its own, without files that are mapped; 0 when it is gone. */
function anonymousMib(pid: number | undefined): number {
  try {
    const [, kibibytes] = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? [];
    return Number(kibibytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}
