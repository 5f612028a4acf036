import { Socket } from 'node:net';
import { AppError } from '@muster/protocol/errors';
import { reportError } from '../command-line/report-error.ts';
import { keepCompiled } from '../compiled-code.ts';
import { type Job, lineReader, TASK_CHANNEL, TASK_SAID_WHY, type TaskMessage } from '../daemon/task-messages.ts';
import { openLog } from '../log/open-log.ts';
import type { Task } from './task.ts';

/** Where each task is. */
const tasks: Readonly<Record<string, () => Promise<Task>>> = {
  contact: async () => (await import('./contact.ts')).contactTargets,
};

/**
 * A process that does one task and ends: `--task NAME`, started by the supervisor, which tells it on a channel what to do.
 *
 * @returns The exit status.
 */
export async function runTask(name: string, err: (text: string) => void): Promise<number> {
  const channel = new Socket({ fd: TASK_CHANNEL });
  channel.setEncoding('utf8');
  const job = await readJob(channel);
  // Without who started it nobody would know its result, nor stop it.
  channel.on('close', () => process.exit(1));
  const logOf = (component: string) => openLog(job.config.log, { debug: job.config.debug, component, err });
  const log = logOf(name);
  const bug = (error: unknown): never => {
    reportError(error, log);
    process.exit(1);
  };
  process.on('uncaughtException', bug);
  process.on('unhandledRejection', bug);
  keepCompiled(job.config.stateFolder);
  const load = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  if (load === undefined) throw new Error(`There is no task "${name}"`);
  const task = await load();
  const tell = (message: TaskMessage) => channel.write(`${JSON.stringify(message)}\n`);
  try {
    await task({ job, log, logOf, tell, host: null });
  } catch (error) {
    if (!(error instanceof AppError)) return bug(error);
    reportError(error, log);
    return TASK_SAID_WHY;
  }
  // All that was told must be on its way before the process ends.
  await new Promise<void>((resolve) => channel.write('\n', () => resolve()));
  return 0;
}

function readJob(channel: Socket): Promise<Job> {
  return new Promise((resolve, reject) => {
    channel.once('error', reject);
    channel.once('close', () => reject(new Error('Nobody told what to do')));
    const read = lineReader((line) => {
      channel.off('data', read);
      channel.removeAllListeners('close');
      resolve(JSON.parse(line) as Job); // safe: our own program wrote it
    });
    channel.on('data', read);
  });
}
