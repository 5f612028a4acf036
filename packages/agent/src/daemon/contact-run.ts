import { existsSync } from 'node:fs';
import { AppError } from '@muster/protocol/errors';
import { reportError } from '../command-line/report-error.ts';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';

import { localKey, targetKey } from '../targets/target-key.ts';
import { readClock } from './clock.ts';
import { acquireLock, lockHolder } from './lock.ts';
import { DEFAULT_PERIOD_MS, type Plan, planPeriod, planRetry } from './schedule.ts';
import { readSchedule, type Schedule, writeSchedule } from './schedule-file.ts';
import type { RunTask } from './supervisor.ts';

export type ContactRun = {
  readonly config: Config;
  readonly log: Log;
  readonly runTask: RunTask;
  /** Told what the agent does, as `/status` shows it. */
  readonly onStatus?: (status: string) => void;
  /** Whether the agent itself is being stopped: its task then ends without having failed. */
  readonly isStopping?: () => boolean;
};

const WAKE_SOCKET = '/etc/systemd/system/muster-agent-wake.socket'; // as install/units.ts writes it

/** All that the configuration names. */
export function targetsOf(config: Config): string[] {
  return [...new Set([...config.servers.map(targetKey), ...config.locals.map(localKey)])];
}

/** Where the agent of this machine can be woken: by its daemon, or the socket that stands for it. */
function listeningPort({ httpd, stateFolder }: Config): number | null {
  if (!httpd.on) return null;
  return lockHolder(stateFolder, 'daemon') !== null || existsSync(WAKE_SOCKET) ? httpd.port : null;
}

/**
 * Plans without those of targets that the configuration no longer has; else their moments, long past, would be due for ever.
 * A run by hand that names other targets says nothing about the configuration.
 */
export function ofTargets(schedule: Schedule, config: Config): Schedule {
  if (config.given.server !== undefined || config.given.local !== undefined) return schedule;
  const targets = targetsOf(config);
  return Object.fromEntries(Object.entries(schedule).filter(([target]) => targets.includes(target)));
}

type End = { readonly ok: boolean; readonly periodMs: number | null; readonly retryAfterMs?: number };

/**
 * Contacts targets in a process of its own, and plans when to do it again. A target of which the process told nothing has
 * failed.
 *
 * @returns Whether all contacts succeeded, and the plans after them.
 * @throws {AppError} `AGENT_BUSY`, `STATE_UNWRITABLE`: then no target was contacted.
 */
export async function contactNow(
  targets: readonly string[],
  { config, log, runTask, onStatus = () => undefined, isStopping = () => false }: ContactRun,
): Promise<{ ok: boolean; schedule: Schedule }> {
  const folder = config.stateFolder;
  const lock = acquireLock(folder, 'run');
  if (lock === null) throw new AppError('AGENT_BUSY', { pid: lockHolder(folder, 'run') ?? 0 });
  const ends = new Map<string, End>();
  try {
    onStatus('running task Contact');
    const limits = { timeoutMs: config.taskTimeoutMs, memoryMib: config.taskMemoryMib };
    await runTask('contact', { config, targets, httpdPort: listeningPort(config) }, limits, (message) => {
      if (message.type === 'status') onStatus(message.text);
      else ends.set(message.target, message);
    });
  } catch (error) {
    if (!isStopping()) reportError(error, log);
  } finally {
    lock.release();
    onStatus('waiting');
  }
  const before = readSchedule(folder, log.warn);
  if (isStopping()) return { ok: false, schedule: before }; // still due at the next start
  const schedule = { ...ofTargets(before, config), ...plansAfter(targets, ends, before) };
  writeSchedule(folder, schedule);
  return { ok: targets.every((target) => ends.get(target)?.ok === true), schedule };
}

/** The plans of targets that have just been contacted. */
export function plansAfter(targets: readonly string[], ends: ReadonlyMap<string, End>, before: Schedule): Schedule {
  const now = readClock();
  return Object.fromEntries(
    targets.map((target): [string, Plan] => {
      const end = ends.get(target);
      const known = Object.hasOwn(before, target) ? before[target] : undefined;
      const periodMs = end?.periodMs ?? known?.periodMs ?? DEFAULT_PERIOD_MS;
      if (end?.ok === true) return [target, planPeriod(now, Math.random, periodMs)];
      return [target, planRetry(now, Math.random, { periodMs, failures: known?.failures ?? 0 }, end?.retryAfterMs)];
    }),
  );
}
