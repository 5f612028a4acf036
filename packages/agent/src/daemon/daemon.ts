import { AppError } from '@muster/protocol/errors';
import { reportError } from '../command-line/report-error.ts';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { readClock } from './clock.ts';
import { contactNow, plansAfter, targetsOf } from './contact-run.ts';
import { decide } from './decide.ts';
import { DEFAULT_PERIOD_MS, planAsked } from './schedule.ts';
import { readSchedule, type Schedule, writeSchedule } from './schedule-file.ts';
import type { RunTask } from './supervisor.ts';
import { takeWakeRequest } from './wake-requests.ts';

export type Daemon = {
  /** Ends when it is stopped. */
  run(): Promise<void>;
  /** Contacts targets now, or after the contact that is going on. Null: all. */
  wake(targets: readonly string[] | null): void;
  /** The configuration was read again. */
  reconfigure(config: Config): void;
  stop(): void;
  status(): string;
  schedule(): Schedule;
};

/** Another agent works: it takes seconds, and hardly ever happens. */
const BUSY_PAUSE_MS = 30_000;

/** The agent that stays: it sleeps until a target is due, or until somebody wakes it. */
export function createDaemon(first: Config, log: Log, runTask: RunTask): Daemon {
  let config = first;
  let schedule: Schedule = {};
  let status = 'waiting';
  let stopped = false;
  let wakeUp: () => void = () => undefined;
  let asked: readonly string[] = [];
  const troubles = new Set<string>();

  /** The state cannot be written: said once, and gone on from memory. */
  const trouble = (error: unknown) => {
    if (!troubles.has(String(error))) reportError(error, log);
    troubles.add(String(error));
  };
  const save = () => {
    try {
      writeSchedule(config.stateFolder, schedule);
      troubles.clear();
    } catch (error) {
      trouble(error);
    }
  };
  const wait = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  /** @returns Targets to contact now; empty after a sleep. */
  const next = async (): Promise<readonly string[]> => {
    const targets = targetsOf(config);
    // A run by hand shares the file; what was planned in memory counts where nothing could be written.
    const known = { ...schedule, ...(troubles.size === 0 ? readSchedule(config.stateFolder, log.warn) : {}) };
    const rules = { firstDelayMs: config.delayTimeS * 1000, together: config.onceForAll };
    const wanted = new Set([...asked, ...takeWakeRequest(config.stateFolder, targets)]);
    asked = [];
    const now = readClock();
    const before = Object.fromEntries(
      Object.entries(known).map(([target, plan]) => [target, wanted.has(target) ? planAsked(now, plan) : plan]),
    );
    for (const target of wanted) before[target] ??= planAsked(now, { failures: 0, periodMs: DEFAULT_PERIOD_MS });
    const decision = decide(targets, before, now, Math.random, rules);
    if (JSON.stringify(decision.schedule) !== JSON.stringify(schedule)) {
      schedule = decision.schedule;
      save();
    }
    if (decision.due.length === 0) await wait(decision.sleepMs);
    return decision.due;
  };

  const contact = async (due: readonly string[]) => {
    try {
      const onStatus = (text: string) => {
        status = text;
      };
      ({ schedule } = await contactNow(due, { config, log, runTask, onStatus, isStopping: () => stopped }));
      if (stopped) return;
      troubles.clear();
      for (const target of due) log.info(`${target} is contacted next at ${shownPlan(schedule, target)}`);
    } catch (error) {
      if (error instanceof AppError && error.code === 'AGENT_BUSY') {
        reportError(error, log);
        return wait(BUSY_PAUSE_MS);
      }
      trouble(error);
      schedule = { ...schedule, ...plansAfter(due, new Map(), schedule) };
    }
  };

  return {
    status: () => status,
    schedule: () => schedule,
    wake(targets) {
      asked = [...asked, ...(targets ?? targetsOf(config))];
      wakeUp();
    },
    reconfigure(changed) {
      config = changed;
      wakeUp();
    },
    stop() {
      stopped = true;
      wakeUp();
    },
    async run() {
      schedule = readSchedule(config.stateFolder, log.warn);
      while (!stopped) {
        const due = await next();
        if (due.length > 0 && !stopped) await contact(due);
      }
    },
  };
}

const shownPlan = (schedule: Schedule, target: string) => new Date(schedule[target]?.nextAtMs ?? 0).toISOString();
