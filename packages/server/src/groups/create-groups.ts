import type { AuditService } from '../audit/audit-service.ts';
import type { Db } from '../db/database.ts';
import type { AssetService } from '../fleet/asset-service.ts';
import type { EventHub } from '../http/event-hub.ts';
import type { FactReader } from '../identity/merge-preview.ts';
import type { JobService } from '../jobs/job-service.ts';
import type { SearchService } from '../search/search-service.ts';
import { createGroupEvaluator } from './group-evaluator.ts';
import { createGroupMover } from './group-mover.ts';
import { createGroupRepository } from './group-repository.ts';
import { createGroupService, type GroupNeeds, type GroupRemoval } from './group-service.ts';
import { createGroupWorker, type Revalidation } from './group-worker.ts';

type Needs = {
  readonly db: Db;
  readonly assets: Pick<AssetService, 'summaries'>;
  readonly search: SearchService;
  readonly audit: Pick<AuditService, 'record'>;
  readonly jobs: JobService;
  readonly events: EventHub;
  readonly revalidation: () => Promise<Revalidation>;
  readonly clock: () => number;
  readonly removals?: readonly GroupRemoval[];
} & Pick<GroupNeeds, 'settingCounts' | 'searchesAsking'>;

/** What the room `groups` offers. The worker does nothing until it is started. */
export function createGroups({ db, jobs, events, revalidation, ...needs }: Needs) {
  const repository = createGroupRepository(db);
  const evaluator = createGroupEvaluator({ repository, ...needs });
  return {
    groups: createGroupService({ repository, evaluator, ...needs }),
    facts: {
      name: 'groups',
      async read(executor, assetId) {
        return (await repository.decidedOf(executor, assetId)).map(({ name, action }) => ({
          subject: name,
          value: action,
        }));
      },
    } satisfies FactReader,
    groupMover: createGroupMover(repository, needs.clock),
    groupWorker: createGroupWorker({ repository, evaluator, jobs, events, revalidation, clock: needs.clock }),
  };
}
