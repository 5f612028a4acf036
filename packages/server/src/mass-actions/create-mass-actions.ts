import type { AdminDataBulk } from '../admin-data/admin-data-bulk.ts';
import type { AuditService } from '../audit/audit-service.ts';
import type { Db } from '../db/database.ts';
import type { ArchiveService } from '../fleet/archive-service.ts';
import type { AssetSelections } from '../fleet/asset-selection.ts';
import type { DeletionService } from '../fleet/deletion-service.ts';
import type { GroupService } from '../groups/group-service.ts';
import type { EventHub } from '../http/event-hub.ts';
import type { JobService } from '../jobs/job-service.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import type { WakeService } from '../wake/wake-service.ts';
import { adminDataAction } from './actions/admin-data-action.ts';
import { groupAction } from './actions/group-action.ts';
import { archiveAction, deleteAction } from './actions/lifecycle-actions.ts';
import { settingAction } from './actions/setting-action.ts';
import { wakeAction } from './actions/wake-action.ts';
import type { MassAction } from './mass-action.ts';
import { createMassActionRepository } from './mass-action-repository.ts';
import { createMassActionRunner } from './mass-action-runner.ts';
import { createMassActionService } from './mass-action-service.ts';

/** How long the result of an action is kept, and can be put back; and how often old ones are looked for. Milliseconds. */
const KEPT_MS = 30 * 86_400_000;
const PURGE_MS = 6 * 3_600_000;

type Needs = {
  readonly db: Db;
  readonly bulk: AdminDataBulk;
  readonly groups: Pick<GroupService, 'lock' | 'nameWithin' | 'decisions' | 'decideWithin'>;
  readonly settings: SettingsService;
  readonly archive: ArchiveService;
  readonly deletion: DeletionService;
  readonly selections: AssetSelections;
  readonly wake: WakeService;
  readonly audit: Pick<AuditService, 'record'>;
  readonly events: EventHub;
  readonly jobs: JobService;
  readonly clock: () => number;
};

/** What the room `mass-actions` offers, and its jobs. */
export function createMassActions({ db, jobs, ...needs }: Needs) {
  const { archive, audit, clock, events } = needs;
  const told = archive.told;
  const list: readonly MassAction[] = [
    adminDataAction(needs.bulk),
    groupAction({ groups: needs.groups, told }),
    settingAction({ settings: needs.settings, told }),
    archiveAction(needs, 'archive'),
    archiveAction(needs, 'restore'),
    deleteAction(needs),
    wakeAction(needs),
  ];
  const actions = new Map(list.map((action) => [action.name, action]));
  const repository = createMassActionRepository(db);
  const runner = createMassActionRunner({ repository, actions, lockAssets: archive.lockWithin, audit, events, clock });
  for (const job of runner.jobs) jobs.add(job);
  jobs.add({
    name: 'mass-actions.purge',
    everyMs: PURGE_MS,
    async run() {
      await repository.purge(clock() - KEPT_MS);
    },
  });
  const massActions = createMassActionService({
    repository,
    actions,
    presentAssets: archive.present,
    selections: needs.selections,
    audit,
    wakeRunner: (kind) => void jobs.runNow(`mass-actions.${kind}`),
    clock,
  });
  return { massActions, massActionList: list };
}
