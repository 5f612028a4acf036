import type { Db } from '../db/database.ts';
import { createHistoryMover } from './history-mover.ts';
import { createHistoryRepository } from './history-repository.ts';
import { createHistoryService } from './history-service.ts';
import { createRetentionJob } from './retention.ts';
import { createStateService, type Present } from './state-service.ts';

type Needs = { readonly db: Db; readonly present: Present; readonly clock?: () => number };

/** What the room `history` offers. */
export function createHistory({ db, present, clock = Date.now }: Needs) {
  const repository = createHistoryRepository(db);
  return {
    history: createHistoryService({ repository, clock }),
    states: createStateService({ repository, present }),
    /** @param retentionDays Days to keep; 0: for ever. */
    retentionJob: (retentionDays: () => Promise<number>) => createRetentionJob({ repository, clock, retentionDays }),
    historyMover: createHistoryMover(repository),
  };
}
