import { statfs } from 'node:fs/promises';
import { freemem, loadavg, totalmem } from 'node:os';
import type { Db } from '../db/database.ts';
import type { Admission } from '../gate/admission.ts';
import type { RecentErrors } from '../http/recent-errors.ts';
import type { JobService } from '../jobs/job-service.ts';
import type { ServerRepository } from './server-repository.ts';

type Needs = {
  readonly repository: ServerRepository;
  readonly slow: Db['slow'];
  readonly jobs: Pick<JobService, 'states'>;
  readonly admission: Pick<Admission, 'active' | 'waiting' | 'heldBytes'>;
  readonly recentErrors: RecentErrors;
  readonly dataDir: string;
  readonly clock: () => number;
};

/** How this process runs, as numbers; times are ms since 1970, sizes bytes. */
export function createServerState({ repository, slow, jobs, admission, recentErrors, dataDir, clock }: Needs) {
  return {
    async read() {
      const [database, disk] = await Promise.all([repository.facts(), diskOf(dataDir)]);
      const { rss, heapUsed } = process.memoryUsage();
      return {
        at: clock(),
        process: {
          startedAt: clock() - Math.round(process.uptime() * 1000),
          node: process.versions.node,
          platform: `${process.platform} ${process.arch}`,
          rssBytes: rss,
          heapBytes: heapUsed,
          memoryBytes: totalmem(),
          freeMemoryBytes: freemem(),
          load: loadavg()[0] ?? 0,
        },
        disk,
        database,
        queues: {
          messagesRunning: admission.active(),
          messagesWaiting: admission.waiting(),
          messageBytes: admission.heldBytes(),
          groups: await repository.groupQueue(),
        },
        slow: { thresholdMs: slow.thresholdMs, items: slow.list() },
        errors: recentErrors.list(),
        jobs: jobs.states(),
        lastBackup: await repository.lastBackup(),
      };
    },
  };
}

export type ServerState = ReturnType<typeof createServerState>;

/** Room on the disk of the data folder; null where the system does not say. */
async function diskOf(folder: string) {
  try {
    const { blocks, bavail, bsize } = await statfs(folder);
    return { totalBytes: blocks * bsize, freeBytes: bavail * bsize };
  } catch {
    return null;
  }
}
