import { randomUUID } from 'node:crypto';
import { withScope } from '../access/viewer.ts';
import type { LeaseRepository } from './lease-repository.ts';

/** Work that comes again and again, in one of the server's processes at a time. */
export type Job = {
  /** `room.what`; also the name of its lease. */
  readonly name: string;
  /** Milliseconds between the end of a run and the next. */
  readonly everyMs: number;
  /** A cheap look, without the lease, at whether there is anything to do. Absent: there always is. */
  isDue?(): Promise<boolean>;
  /** @param signal Aborted when the server stops: long work ends at the next safe place. */
  run(signal: AbortSignal): Promise<void>;
};

export type JobLog = { error(fields: object, message: string): void };

type Needs = {
  readonly repository: LeaseRepository;
  readonly clock: () => number;
  /** How long a job stays undone whose process stands still, or has gone unseen. Milliseconds. */
  readonly leaseMs?: number;
};

/** How a job went in this process, since it started. Times are milliseconds since 1970; null: not yet. */
export type JobState = {
  readonly name: string;
  readonly everyMs: number;
  readonly isRunning: boolean;
  /** When it was last looked after: it ran, or there was nothing to do, or another process has it. */
  readonly lookedAt: number | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly runs: number;
  readonly failures: number;
  readonly failedAt: number | null;
};

type Running = {
  readonly job: Job;
  state: Omit<JobState, 'name' | 'everyMs' | 'isRunning'>;
  timer: NodeJS.Timeout | undefined;
  busy: Promise<void> | undefined;
  again: boolean;
};

/** From the start to the first look at whether there is anything to do. Milliseconds. */
const FIRST_LOOK_MS = 1_000;

const NEVER_RAN: Running['state'] = {
  lookedAt: null,
  startedAt: null,
  endedAt: null,
  runs: 0,
  failures: 0,
  failedAt: null,
};

export type JobService = ReturnType<typeof createJobService>;

/**
 * Periodic work, safe with several server processes: a job runs only in the process that holds its lease.
 *
 * A lease may be lost to another process when a machine sleeps or clocks disagree, so that for a moment two run: a job must
 * be harmless when that happens, by the locks of its own transactions.
 */
export function createJobService({ repository, clock, leaseMs = 30_000 }: Needs) {
  const holder = randomUUID();
  const jobs = new Map<string, Running>();
  const stopping = new AbortController();
  let log: JobLog | null = null;
  let leave: () => Promise<void> = async () => undefined;

  async function runOnce(running: Running): Promise<void> {
    const { job } = running;
    running.state = { ...running.state, lookedAt: clock() };
    if (job.isDue !== undefined && !(await job.isDue())) return;
    const prolong = () => repository.hold(job.name, holder, clock(), clock() + leaseMs);
    if (!(await prolong())) return;
    const heartbeat = setInterval(() => {
      // A run that loses its lease goes on: see above.
      prolong().catch((error) => log?.error({ err: error, job: job.name }, 'Lease of a job could not be prolonged'));
    }, leaseMs / 3);
    running.state = { ...running.state, startedAt: clock(), endedAt: null };
    try {
      await job.run(stopping.signal);
    } finally {
      running.state = { ...running.state, endedAt: clock(), runs: running.state.runs + 1 };
      clearInterval(heartbeat);
    }
  }

  function start(running: Running): Promise<void> {
    if (running.busy !== undefined) {
      running.again = true;
      return running.busy;
    }
    clearTimeout(running.timer);
    // Whoever asked for it: what is done for all machines does not end at what one person may see.
    running.busy = withScope('everything', () => turn(running)).finally(() => {
      running.busy = undefined;
      schedule(running);
    });
    return running.busy;
  }

  async function turn(running: Running): Promise<void> {
    do {
      running.again = false;
      try {
        await runOnce(running);
      } catch (error) {
        running.state = { ...running.state, failures: running.state.failures + 1, failedAt: clock() };
        log?.error({ err: error, job: running.job.name }, 'Job failed; it will be tried again');
      }
    } while (running.again && !stopping.signal.aborted);
  }

  function schedule(running: Running, soonest = Number.POSITIVE_INFINITY): void {
    if (log === null || stopping.signal.aborted) return;
    clearTimeout(running.timer);
    running.timer = setTimeout(() => void start(running), Math.min(running.job.everyMs, soonest));
    running.timer.unref();
  }

  return {
    /** Before `start()`, or while running. */
    add(job: Job): void {
      const running: Running = { job, state: NEVER_RAN, timer: undefined, busy: undefined, again: false };
      jobs.set(job.name, running);
      schedule(running);
    },

    async start(to: JobLog): Promise<void> {
      leave = await repository.enter(holder);
      log = to;
      // What an earlier process left undone is not waited for.
      for (const running of jobs.values())
        schedule(running, running.job.isDue === undefined ? undefined : FIRST_LOOK_MS);
    },

    /** Runs a job now, if this process may. Resolves when it has run; one under way is run once more. */
    async runNow(name: string): Promise<void> {
      const running = jobs.get(name);
      if (running !== undefined && !stopping.signal.aborted) await start(running);
    },

    /** Every job by name, as it went in this process. */
    states: (): JobState[] =>
      [...jobs.values()]
        .map(({ job: { name, everyMs }, state }) => ({
          name,
          everyMs,
          isRunning: state.startedAt !== null && state.endedAt === null,
          ...state,
        }))
        .sort((a, b) => a.name.localeCompare(b.name)),

    /** Resolves when nothing runs any more. */
    async stop(): Promise<void> {
      stopping.abort();
      for (const { timer } of jobs.values()) clearTimeout(timer);
      await Promise.all([...jobs.values()].map(({ busy }) => busy));
      if (log === null) return;
      try {
        await leave();
      } catch (error) {
        // The database may be gone already; the leases run out by themselves.
        log.error({ err: error }, 'Leases of jobs could not be given back');
      }
    },
  };
}
