import type { HistoryRepository } from './history-repository.ts';

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** Entries deleted at once: about 20 ms, during which inventories wait on SQLite. */
const BATCH = 500;

type Needs = {
  readonly repository: HistoryRepository;
  readonly clock: () => number;
  /** Days; 0: the history is kept for ever. */
  readonly retentionDays: () => Promise<number>;
};

/**
 * Deletes the history that is older than it shall be kept, a batch at a time. States since then can still be rebuilt.
 *
 * @param signal Ends it after the batch under way; the next run goes on.
 * @returns How many entries were deleted.
 */
export async function expireHistory(
  { repository, clock, retentionDays }: Needs,
  signal: AbortSignal,
  batch = BATCH,
): Promise<number> {
  const days = await retentionDays();
  if (days === 0) return 0;
  const before = clock() - days * DAY_MS;
  await repository.raiseHorizon(before);
  let deleted = 0;
  for (;;) {
    if (signal.aborted) return deleted;
    const gone = await repository.deleteBefore(before, batch);
    deleted += gone;
    if (gone < batch) return deleted;
    // Inventories that wait come first.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The job that keeps the history as short as it shall be. Each run ends soon: most have an hour's worth to delete. */
export function createRetentionJob(needs: Needs) {
  return {
    name: 'history.retention',
    everyMs: HOUR_MS,
    isDue: async () => (await needs.retentionDays()) !== 0,
    async run(signal: AbortSignal): Promise<void> {
      await expireHistory(needs, signal);
    },
  };
}
