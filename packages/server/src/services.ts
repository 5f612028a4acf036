import { createAccessRepository } from './access/access-repository.ts';
import { createPasswords, type PasswordCost } from './access/password-hash.ts';
import { createSessionService, type ScopeOf } from './access/session-service.ts';
import { createUserService } from './access/user-service.ts';
import { createAdminData } from './admin-data/create-admin-data.ts';
import { createAuditRepository } from './audit/audit-repository.ts';
import { createAuditService } from './audit/audit-service.ts';
import { createDashboard } from './dashboard/create-dashboard.ts';
import { visibleIds } from './db/asset-scope.ts';
import type { Db } from './db/database.ts';
import { createDiscovery } from './discovery/create-discovery.ts';
import { createExternal } from './external/create-external.ts';
import { createAssetLists } from './fleet/create-asset-lists.ts';
import { createFleet } from './fleet/create-fleet.ts';
import { createLifecycle } from './fleet/create-lifecycle.ts';
import { createGroups } from './groups/create-groups.ts';
import { createEventHub, type HubEvent } from './http/event-hub.ts';
import { createIdentity } from './identity/create-identity.ts';
import { createImportService } from './import/import-service.ts';
import { createJobService } from './jobs/job-service.ts';
import { createLeaseRepository } from './jobs/lease-repository.ts';
import { createMachineService } from './machine/machine-service.ts';
import { createMassActions } from './mass-actions/create-mass-actions.ts';
import { createNotes } from './notes/create-notes.ts';
import { createPreferences } from './preferences/create-preferences.ts';
import { createQuickSearchRepository } from './quick-search/quick-search-repository.ts';
import { createQuickSearchService } from './quick-search/quick-search-service.ts';
import { createRegistryRepository } from './registry/registry-repository.ts';
import { createRegistryService } from './registry/registry-service.ts';
import { adminFields } from './search/admin-fields.ts';
import { createSearch } from './search/create-search.ts';
import { settingFields } from './search/setting-fields.ts';
import { softwareFields } from './search/software-fields.ts';
import { serverBrief } from './server-info/server-brief.ts';
import { createServerRepository } from './server-info/server-repository.ts';
import { createSettingsRepository } from './settings/settings-repository.ts';
import { createSettingsService } from './settings/settings-service.ts';
import { createSoftware } from './software/create-software.ts';
import { createWakeService } from './wake/wake-service.ts';

export type ServicesNeeds = {
  readonly db: Db;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  /** What each user may see; everything when it is left out. */
  readonly scopeOf?: ScopeOf | undefined;
  readonly passwordCost?: PasswordCost;
};

export type Services = ReturnType<typeof createServices>;

/** What the rooms offer one another. */
export function createServices({ db, clock = Date.now, scopeOf, passwordCost }: ServicesNeeds) {
  const repository = createAccessRepository(db);
  const passwords = createPasswords(passwordCost);
  const audit = createAuditService({ repository: createAuditRepository(db), clock });
  const events = createEventHub();
  const settings = createSettingsService({
    repository: createSettingsRepository(db),
    audit,
    clock,
    requireAsset: (assetId) => fleet.assets.view(assetId),
    groups: {
      idsOf: (assetId) => grouping.groups.idsOf(assetId),
      nameOf: (groupId) => grouping.groups.nameOf(groupId),
    },
  });
  const admin = createAdminData({
    db,
    settings,
    audit,
    clock,
    appendHistory: (...changes) => fleet.history.appendMany(...changes),
    membersOf: (groupId) => grouping.groups.memberIds(groupId),
    onSaved: (ids) => {
      for (const id of ids) events.publish({ type: 'asset', data: { id, kind: 'updated' } });
    },
  });
  const fleet = createFleet({ db, settings, events, accounts: admin.exchange, clock });
  const jobs = createJobService({ repository: createLeaseRepository(db), clock });
  jobs.add(fleet.retentionJob(() => settings.get('HISTORY_RETENTION')));
  const catalogue = createSoftware({
    db,
    jobs,
    audit,
    clock,
    requireAsset: (assetId) => fleet.assets.view(assetId),
    selections: () => assetLists.selections,
    events,
  });
  const searching = createSearch({
    db,
    assets: fleet.assets,
    audit,
    jobs,
    clock,
    providers: [
      adminFields(admin.fields.list),
      async () => settingFields,
      softwareFields(catalogue.dictionary.categoryNames),
    ],
    groupNames: () => grouping.groups.names(),
  });
  const assetLists = createAssetLists({ db, search: searching.search, assets: fleet.assets });
  const grouping = createGroups({
    db,
    assets: fleet.assets,
    search: searching.search,
    audit,
    jobs,
    events,
    revalidation: async () => ({
      everyMs: (await settings.get('GROUPS_CACHE_REVALIDATE')) * 1000,
      spreadMs: (await settings.get('GROUPS_CACHE_OFFSET')) * 1000,
    }),
    clock,
    removals: [(trx, groupId) => settings.forgetGroup(groupId, trx)],
    settingCounts: settings.countsOfGroups,
    searchesAsking: searching.storedSearches.asking,
  });
  const lifecycle = createLifecycle({
    db,
    audit,
    events,
    isTraced: (trx) => settings.getWithin(trx, 'TRACE_DELETED'),
    clock,
  });
  const notes = createNotes({
    db,
    audit,
    clock,
    requireAsset: (assetId) => fleet.assets.view(assetId),
    onChanged: (id) => events.publish({ type: 'asset', data: { id, kind: 'updated' } }),
  });
  const identity = createIdentity({
    db,
    records: fleet.records,
    assets: fleet.assets,
    splits: fleet.splitter(audit),
    readers: [admin.facts, grouping.facts, settings.facts],
    countChanges: fleet.history.count,
    movers: [
      fleet.inventoryMover,
      fleet.historyMover,
      fleet.messageMover,
      settings.mover,
      admin.mover,
      grouping.groupMover,
      notes.notesMover,
      lifecycle.deletionTrace.mover,
    ],
    audit,
    onChanged: (id) => events.publish({ type: 'asset', data: { id, kind: 'updated' } }),
    clock,
  });
  const discovery = createDiscovery({ db, jobs, audit, clock });
  const wake = createWakeService({ settings, audit, addressesOf: fleet.assets.addresses });
  const first = { limit: 1, offset: 0 };
  const visible = (assetIds: readonly number[]) => visibleIds(db.kysely, assetIds);
  const { massActions, massActionList } = createMassActions({
    db,
    bulk: admin.bulk,
    groups: grouping.groups,
    settings,
    ...lifecycle,
    ...assetLists,
    wake,
    audit,
    events,
    jobs,
    clock,
  });
  return {
    quickSearch: createQuickSearchService({
      repository: createQuickSearchRepository(db),
      lists: assetLists.lists,
      ...grouping,
      ...searching,
    }),
    ...createDashboard({
      db,
      events,
      ...assetLists,
      ...searching,
      waiting: [
        {
          key: 'suspicions',
          count: async () => (await identity.reviews.suspicions({ state: 'open', ...first })).total,
        },
        {
          key: 'unknownDevices',
          count: async () => (await discovery.devices.list({ state: 'unknown', ...first })).total,
        },
      ],
      clock,
    }),
    ...searching,
    ...grouping,
    identity,
    admin,
    db,
    jobs,
    audit,
    events,
    clock,
    fleet,
    users: createUserService({ repository, passwords, clock }),
    sessions: createSessionService({ repository, passwords, audit, clock, scopeOf }),
    catalogue,
    settings,
    imports: createImportService({ reception: fleet.reception, visible, clock }),
    lifecycle,
    ...notes,
    wake,
    massActions,
    massActionList,
    /** Events tell numbers. Of an asset that is gone nobody knows any more whose it was. */
    async mayHear({ type, data }: HubEvent, actor: string): Promise<boolean> {
      if (type === 'massAction') return await massActions.isSeen(Number(data.id), actor);
      return type !== 'asset' || (await visible([Number(data.id)])).length > 0;
    },
    machine: createMachineService({ assets: fleet.assets, states: fleet.states, audit, tool: serverBrief }),
    registry: createRegistryService({
      repository: createRegistryRepository(db),
      audit,
      isOn: () => settings.get('REGISTRY'),
      clock,
    }),
    discovery,
    ...createPreferences({ db, clock }),
    ...assetLists,
    external: createExternal({ db, assets: fleet.assets, adminData: admin.data, audit }),
    server: createServerRepository(db),
  };
}
