import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { createAccessRepository } from './access/access-repository.ts';
import { createPasswords, type PasswordCost } from './access/password-hash.ts';
import { sessionRoutes } from './access/session-routes.ts';
import { createSessionService, type ScopeOf } from './access/session-service.ts';
import { createUserService } from './access/user-service.ts';
import { adminDataRoutes } from './admin-data/admin-data-routes.ts';
import { adminFieldRoutes } from './admin-data/admin-field-routes.ts';
import { createAdminData } from './admin-data/create-admin-data.ts';
import { agentFileRoutes } from './agent-files/agent-file-routes.ts';
import { createAgentFiles } from './agent-files/create-agent-files.ts';
import { deployRoutes } from './agent-files/deploy-routes.ts';
import { createAuditRepository } from './audit/audit-repository.ts';
import { auditRoutes } from './audit/audit-routes.ts';
import { createAuditService } from './audit/audit-service.ts';
import type { Config } from './config.ts';
import { createDashboard } from './dashboard/create-dashboard.ts';
import { dashboardRoutes } from './dashboard/dashboard-routes.ts';
import { visibleIds } from './db/asset-scope.ts';
import type { Db } from './db/database.ts';
import { createDiscovery } from './discovery/create-discovery.ts';
import { deviceRoutes } from './discovery/device-routes.ts';
import { deviceTypeRoutes } from './discovery/device-type-routes.ts';
import { networkRoutes } from './discovery/network-routes.ts';
import { createExternal } from './external/create-external.ts';
import { restRoutes } from './external/rest-routes.ts';
import { soapRoutes } from './external/soap-routes.ts';
import { archiveRoutes } from './fleet/archive-routes.ts';
import { assetListRoutes } from './fleet/asset-list-routes.ts';
import { assetRoutes } from './fleet/asset-routes.ts';
import { createAssetLists } from './fleet/create-asset-lists.ts';
import { createFleet } from './fleet/create-fleet.ts';
import { createLifecycle } from './fleet/create-lifecycle.ts';
import { deletionRoutes } from './fleet/deletion-routes.ts';
import { createActivityLog } from './gate/activity-log.ts';
import { createAdmission } from './gate/admission.ts';
import type { Reply } from './gate/exchange.ts';
import { answerPolls, gateRoutes } from './gate/gate-routes.ts';
import { createInventoryCopies } from './gate/inventory-copies.ts';
import { createPendingAnswers } from './gate/pending-answers.ts';
import type { PrologContributor } from './gate/prolog-contributor.ts';
import { createGroups } from './groups/create-groups.ts';
import { groupRoutes } from './groups/group-routes.ts';
import { historyRoutes } from './history/history-routes.ts';
import { CONSOLE_DIST, serveConsole } from './http/console-files.ts';
import { createHttpServer } from './http/create-http-server.ts';
import { createEventHub, type HubEvent } from './http/event-hub.ts';
import { createEventRelay } from './http/event-relay.ts';
import { eventRoutes } from './http/event-routes.ts';
import { API_PREFIX, describeApi } from './http/openapi.ts';
import { guardRoutes } from './http/route-guard.ts';
import { careRoutes } from './identity/care-routes.ts';
import { createIdentity } from './identity/create-identity.ts';
import { identityRoutes } from './identity/identity-routes.ts';
import { importLimits } from './import/import-limits.ts';
import { importRoutes } from './import/import-routes.ts';
import { createImportService } from './import/import-service.ts';
import { createJobService } from './jobs/job-service.ts';
import { createLeaseRepository } from './jobs/lease-repository.ts';
import { machineRoutes } from './machine/machine-routes.ts';
import { createMachineService } from './machine/machine-service.ts';
import { createMassActions } from './mass-actions/create-mass-actions.ts';
import { massActionRoutes } from './mass-actions/mass-action-routes.ts';
import { attachmentRoutes } from './notes/attachment-routes.ts';
import { createNotes } from './notes/create-notes.ts';
import { noteRoutes } from './notes/note-routes.ts';
import { createPreferences } from './preferences/create-preferences.ts';
import { preferenceRoutes } from './preferences/preference-routes.ts';
import { viewRoutes } from './preferences/view-routes.ts';
import { createQuickSearchRepository } from './quick-search/quick-search-repository.ts';
import { quickSearchRoutes } from './quick-search/quick-search-routes.ts';
import { createQuickSearchService } from './quick-search/quick-search-service.ts';
import { createRegistryRepository } from './registry/registry-repository.ts';
import { registryRoutes } from './registry/registry-routes.ts';
import { createRegistryService } from './registry/registry-service.ts';
import { adminFields } from './search/admin-fields.ts';
import { createSearch } from './search/create-search.ts';
import { searchRoutes } from './search/search-routes.ts';
import { settingFields } from './search/setting-fields.ts';
import { softwareFields } from './search/software-fields.ts';
import { storedSearchRoutes } from './search/stored-search-routes.ts';
import { serverBrief } from './server-info/server-brief.ts';
import { createServerRepository } from './server-info/server-repository.ts';
import { healthRoutes, serverRoutes } from './server-info/server-routes.ts';
import { createServerState } from './server-info/server-state.ts';
import { stateRoutes } from './server-info/state-routes.ts';
import { createSettingsRepository } from './settings/settings-repository.ts';
import { settingsRoutes } from './settings/settings-routes.ts';
import { createSettingsService } from './settings/settings-service.ts';
import { createSoftware } from './software/create-software.ts';
import { dictionaryRoutes } from './software/dictionary-routes.ts';
import { softwareRoutes } from './software/software-routes.ts';
import { wakeRoutes } from './wake/wake-routes.ts';
import { createWakeService } from './wake/wake-service.ts';

type Needs = {
  readonly config: Config;
  readonly db: Db;
  readonly log: FastifyBaseLogger;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  /** The console's files. */
  readonly consoleDist?: string;
  /** What each user may see; everything when it is left out. */
  readonly scopeOf?: ScopeOf | undefined;
  readonly passwordCost?: PasswordCost;
};

/** Messages of agents at once. A message in work takes up to some 20 times its packed size; a waiting one just that. */
const ADMITTED = { running: 8, waiting: 4000, bytes: 256 * 1024 * 1024 };

/** A GLPI agent waits on the line for 5 s, then asks every 10 s, twelve times. */
const PENDING = { afterMs: 5_000, keepMs: 180_000, most: 4000 };

/** What rooms have to tell agents that report, in the order of the answer. */
const contributorsOf = ({ registry }: Services): readonly PrologContributor[] => [registry.prologOptions];

export type Services = ReturnType<typeof createServices>;

/** What the rooms offer one another. */
export function createServices({ db, clock = Date.now, scopeOf, passwordCost }: Omit<Needs, 'config' | 'log'>) {
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

/** How often what is set for the database's connections is looked at. Milliseconds. */
const LIMITS_MS = 30_000;

/** The whole server but for its socket: `listen()` it, or `inject()` requests. Closing it leaves the database open. */
export async function createApp(needs: Needs): Promise<FastifyInstance & { readonly services: Services }> {
  const { config, log, consoleDist = CONSOLE_DIST } = needs;
  const services = createServices(needs);
  const app = await createHttpServer(config, log);
  guardRoutes(app, services.sessions);
  await describeApi(app, serverBrief);
  await registerRooms(app, services, config);
  await serveConsole(app, { dist: consoleDist });
  const relay = createEventRelay({
    events: services.events,
    signals: services.db.signals,
    onError: (err) => log.warn({ err }, 'Other server processes could not be told what happened'),
  });
  relay.start({ listening: true });
  const limiting = setInterval(() => void applyLimits(services), LIMITS_MS);
  limiting.unref();
  await applyLimits(services);
  services.groupWorker.start();
  await services.jobs.start(log);
  app.addHook('onClose', async () => {
    await services.groupWorker.stop();
    await services.jobs.stop();
    clearInterval(limiting);
    await relay.stop();
  });
  await app.ready();
  return Object.assign(app, { services });
}

/** Every room's routes, one line each. A route declares `config.permission`, or the server does not start. */
async function registerRooms(app: FastifyInstance, services: Services, config: Config): Promise<void> {
  const { audit, events, sessions, settings, users } = services;
  const api = { prefix: API_PREFIX };
  await app.register(healthRoutes, { repository: services.server });
  await app.register(sessionRoutes, { ...api, sessions, users, audit });
  await app.register(serverRoutes, { ...api, config, repository: services.server });
  await app.register(settingsRoutes, { ...api, settings });
  await app.register(auditRoutes, { ...api, audit });
  await app.register(eventRoutes, { ...api, events, sessions, mayHear: services.mayHear });
  await app.register(historyRoutes, { ...api, ...services.fleet });
  await app.register(searchRoutes, { ...api, ...services });
  await app.register(storedSearchRoutes, { ...api, ...services });
  await app.register(groupRoutes, { ...api, ...services });
  await app.register(dashboardRoutes, { ...api, ...services });
  await app.register(quickSearchRoutes, { ...api, ...services });
  await app.register(preferenceRoutes, { ...api, ...services });
  await app.register(viewRoutes, { ...api, ...services });
  await app.register(assetListRoutes, { ...api, ...services });
  await app.register(assetRoutes, { ...api, assets: services.fleet.assets });
  await app.register(machineRoutes, { ...api, machine: services.machine });
  await app.register(noteRoutes, { ...api, notes: services.notes });
  await app.register(attachmentRoutes, { ...api, attachments: services.attachments });
  await app.register(wakeRoutes, { ...api, wake: services.wake });
  await app.register(careRoutes, { ...api, ...services.identity });
  await app.register(identityRoutes, { ...api, ...services.identity });
  await app.register(adminFieldRoutes, { ...api, fields: services.admin.fields });
  await app.register(adminDataRoutes, { ...api, ...services.admin });
  const { clock } = services;
  const files = createAgentFiles({ db: services.db, audit, clock, dataDir: config.dataDir });
  await app.register(agentFileRoutes, { ...api, files });
  await app.register(deployRoutes, {
    files,
    terms: async () => ({
      enabled: await settings.get('DEPLOY'),
      maxAgeSeconds: await settings.get('PROXY_REVALIDATE_DELAY'),
    }),
  });
  const pending = createPendingAnswers<Reply>(PENDING);
  answerPolls(app, pending);
  await app.register(archiveRoutes, { ...api, ...services.lifecycle });
  await app.register(deletionRoutes, { ...api, ...services.lifecycle });
  await app.register(massActionRoutes, { ...api, ...services });
  await app.register(softwareRoutes, { ...api, ...services.catalogue });
  await app.register(dictionaryRoutes, { ...api, ...services.catalogue });
  await app.register(registryRoutes, { ...api, registry: services.registry });
  await app.register(networkRoutes, { ...api, ...services.discovery });
  await app.register(deviceRoutes, { ...api, ...services.discovery });
  await app.register(deviceTypeRoutes, { ...api, ...services.discovery });
  await app.register(restRoutes, {
    prefix: '/ocsapi/v1',
    ...services.external,
    ...services.discovery,
    clock: services.clock,
  });
  await app.register(soapRoutes, {
    ...services.external,
    ...services.lifecycle,
    ...services.discovery,
    settings,
    isUser: users.isUser,
  });
  const admission = createAdmission(ADMITTED);
  const { recentErrors } = app;
  const { db, jobs, server: repository } = services;
  const state = createServerState({
    repository,
    slow: db.slow,
    jobs,
    admission,
    recentErrors,
    dataDir: config.dataDir,
    clock,
  });
  await app.register(stateRoutes, { ...api, state });
  await app.register(importRoutes, { ...api, ...services, admission, limits: importLimits(config) });
  await app.register(gateRoutes, {
    ...services.fleet,
    contributors: contributorsOf(services),
    copies: createInventoryCopies({ dataDir: config.dataDir, settings }),
    activity: createActivityLog(() => settings.get('LOGLEVEL')),
    pending,
    admission,
    limits: { bodyBytes: config.maxBodyBytes, inflatedBytes: config.maxInflatedBytes },
    clock: services.clock,
  });
}

/** What holds for connections of the database. Where it cannot be read, what was read last holds on. */
async function applyLimits({ db, settings }: Services): Promise<void> {
  try {
    db.limits.idleTransactionMs = (await settings.get('LOCK_REUSE_TIME')) * 1000;
  } catch {
    return;
  }
}
