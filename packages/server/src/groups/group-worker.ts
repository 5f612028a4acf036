import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventHub } from '../http/event-hub.ts';
import type { Job, JobService } from '../jobs/job-service.ts';
import type { ComputedMemberRepository } from './computed-member-repository.ts';
import type { GroupEvaluator } from './group-evaluator.ts';
import type { GroupQueueRepository } from './group-queue-repository.ts';

/** Between two looks at the queue, which other processes may have filled. Milliseconds. */
const EVERY_MS = 2000;

/** How long what was received is gathered before it is queued: many inventories then cost one write. Milliseconds. */
const GATHER_MS = 250;

/** How often groups are computed anew that compare with the present moment ("not heard of for 30 days"). */
const TIMED_MS = 10 * 60_000;

/** Assets looked at in one transaction: receptions on SQLite wait for it. */
const BATCH = 10;

const JOB = 'groups.evaluate';

type Needs = {
  readonly computed: ComputedMemberRepository;
  readonly queue: GroupQueueRepository;
  readonly evaluator: GroupEvaluator;
  readonly jobs: JobService;
  readonly events: EventHub;
  /** How often every group is computed anew, which mends what a killed process had not queued yet. */
  readonly revalidation: () => Promise<Revalidation>;
  readonly clock: () => number;
};

export type Revalidation = {
  readonly everyMs: number;
  /** See `DueTimes`. */
  readonly spreadMs: number;
};

export type GroupWorker = ReturnType<typeof createGroupWorker>;

/**
 * Keeps dynamic groups current, outside agents' requests: what is received is queued a moment later, and looked at by the one
 * process that holds the lease.
 */
export function createGroupWorker({ computed, queue, evaluator, jobs, events, revalidation, clock }: Needs) {
  const touched = new Set<number>();
  let gathering: NodeJS.Timeout | undefined;

  async function due() {
    const { everyMs, spreadMs } = await revalidation();
    return await computed.due({ timedBefore: clock() - TIMED_MS, anyBefore: clock() - everyMs, spreadMs });
  }

  async function flush(): Promise<void> {
    if (touched.size === 0) return;
    const assetIds = [...touched];
    touched.clear();
    try {
      // Without dynamic groups there is nothing to keep current; one that is made later is computed over all assets.
      if (await computed.hasDynamic()) await queue.enqueue(assetIds, clock());
    } catch (error) {
      for (const id of assetIds) touched.add(id); // for the next attempt
      throw error;
    }
  }

  const job: Job = {
    name: JOB,
    everyMs: EVERY_MS,
    async isDue() {
      await flush();
      return (await queue.isQueued()) || (await due()).length > 0;
    },
    async run(signal) {
      const groups = await due();
      for (const { id } of groups.filter(({ isStale }) => isStale)) {
        if (signal.aborted) return;
        await evaluator.evaluateGroup(id);
        await nextTurn();
      }
      // One at a time: those that time made due can wait, the queue should not.
      const [waiting] = groups.filter(({ isStale }) => !isStale);
      if (waiting !== undefined && !signal.aborted) await evaluator.evaluateGroup(waiting.id);
      while (!signal.aborted && (await evaluator.evaluateQueued(BATCH)) > 0) await nextTurn();
    },
  };

  async function pass(): Promise<void> {
    gathering = undefined;
    try {
      await flush();
    } catch {
      return; // what could not be queued is still here: the next look, or the end, says why
    }
    await jobs.runNow(JOB);
  }

  const unsubscribe = events.subscribe(({ type, data }) => {
    if (type !== 'asset' || typeof data.id !== 'number') return;
    touched.add(data.id);
    if (gathering !== undefined) return;
    gathering = setTimeout(() => void pass(), GATHER_MS);
    gathering.unref();
  });

  return {
    /** From now on this process computes, too; until then it only queues what it received. */
    start(): void {
      jobs.add(job);
    },

    /** Resolves when all that is known to have changed has been looked at, if this process may. */
    async catchUp(): Promise<void> {
      await jobs.runNow(JOB);
    },

    /** Queues what was received last, before the database is closed. */
    async stop(): Promise<void> {
      unsubscribe();
      clearTimeout(gathering);
      await flush();
    },
  };
}
