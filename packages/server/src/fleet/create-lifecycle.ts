import type { AuditService } from '../audit/audit-service.ts';
import type { Db, Executor } from '../db/database.ts';
import type { EventHub } from '../http/event-hub.ts';
import { createArchiveService } from './archive-service.ts';
import { createDeletionService } from './deletion-service.ts';
import { createDeletionTrace } from './deletion-trace.ts';
import { createLifecycleRepository } from './lifecycle-repository.ts';

type Needs = {
  readonly db: Db;
  readonly audit: Pick<AuditService, 'record'>;
  readonly events: EventHub;
  /** Setting TRACE_DELETED, read inside a transaction. */
  readonly isTraced: (trx: Executor) => Promise<boolean>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
};

/** What the room `fleet` offers about assets that leave: put out of sight, or gone for good. */
export function createLifecycle({ db, audit, events, isTraced, clock }: Needs) {
  const repository = createLifecycleRepository(db);
  const deletionTrace = createDeletionTrace({ repository, audit, isOn: isTraced, clock });
  return {
    archive: createArchiveService({ repository, audit, events, clock }),
    deletion: createDeletionService({ repository, trace: deletionTrace, audit, events }),
    deletionTrace,
  };
}
