import type { AuditService } from '../audit/audit-service.ts';
import type { Db } from '../db/database.ts';
import type { AssetService } from '../fleet/asset-service.ts';
import type { EventHub } from '../http/event-hub.ts';
import type { FactReader } from '../identity/merge-preview.ts';
import type { JobService } from '../jobs/job-service.ts';
import type { SearchService } from '../search/search-service.ts';
import { createComputedMemberRepository } from './computed-member-repository.ts';
import { createGroupDecisionRepository } from './group-decision-repository.ts';
import { createGroupEvaluator } from './group-evaluator.ts';
import { createGroupMemberRepository } from './group-member-repository.ts';
import { createGroupMemberService } from './group-member-service.ts';
import { createGroupMover } from './group-mover.ts';
import { createGroupQueueRepository } from './group-queue-repository.ts';
import { createGroupRepository } from './group-repository.ts';
import { createGroupService, type GroupNeeds, type GroupRemoval, type GroupService } from './group-service.ts';
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
  const { clock } = needs;
  const repository = createGroupRepository(db);
  const decisions = createGroupDecisionRepository(db);
  const computed = createComputedMemberRepository(db);
  const queue = createGroupQueueRepository(db);
  const evaluator = createGroupEvaluator({ repository, computed, queue, ...needs });
  const members = createGroupMemberRepository(db);
  const groups: GroupService = {
    ...createGroupService({ repository, evaluator, ...needs }),
    ...createGroupMemberService({ repository, members, decisions, queue, ...needs }),
  };
  return {
    groups,
    facts: {
      name: 'groups',
      async read(executor, assetId) {
        return (await decisions.decidedOf(executor, assetId)).map(({ name, action }) => ({
          subject: name,
          value: action,
        }));
      },
    } satisfies FactReader,
    groupMover: createGroupMover({ decisions, queue, clock }),
    groupWorker: createGroupWorker({ computed, queue, evaluator, jobs, events, revalidation, clock }),
  };
}
