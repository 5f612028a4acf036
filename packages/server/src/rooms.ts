import type { FastifyInstance } from 'fastify';
import { sessionRoutes } from './access/session-routes.ts';
import { adminDataRoutes } from './admin-data/admin-data-routes.ts';
import { adminFieldRoutes } from './admin-data/admin-field-routes.ts';
import { agentFileRoutes } from './agent-files/agent-file-routes.ts';
import { createAgentFiles } from './agent-files/create-agent-files.ts';
import { deployRoutes } from './agent-files/deploy-routes.ts';
import { auditRoutes } from './audit/audit-routes.ts';
import type { Config } from './config.ts';
import { dashboardRoutes } from './dashboard/dashboard-routes.ts';
import { deviceRoutes } from './discovery/device-routes.ts';
import { deviceTypeRoutes } from './discovery/device-type-routes.ts';
import { networkRoutes } from './discovery/network-routes.ts';
import { restRoutes } from './external/rest-routes.ts';
import { soapRoutes } from './external/soap-routes.ts';
import { archiveRoutes } from './fleet/archive-routes.ts';
import { assetListRoutes } from './fleet/asset-list-routes.ts';
import { assetRoutes } from './fleet/asset-routes.ts';
import { deletionRoutes } from './fleet/deletion-routes.ts';
import { createActivityLog } from './gate/activity-log.ts';
import { createAdmission } from './gate/admission.ts';
import type { Reply } from './gate/exchange.ts';
import { answerPolls, gateRoutes } from './gate/gate-routes.ts';
import { createInventoryCopies } from './gate/inventory-copies.ts';
import { createPendingAnswers, type PendingAnswers } from './gate/pending-answers.ts';
import type { PrologContributor } from './gate/prolog-contributor.ts';
import { groupRoutes } from './groups/group-routes.ts';
import { historyRoutes } from './history/history-routes.ts';
import { eventRoutes } from './http/event-routes.ts';
import { API_PREFIX } from './http/openapi.ts';
import { careRoutes } from './identity/care-routes.ts';
import { identityRoutes } from './identity/identity-routes.ts';
import { importLimits } from './import/import-limits.ts';
import { importRoutes } from './import/import-routes.ts';
import { machineRoutes } from './machine/machine-routes.ts';
import { massActionRoutes } from './mass-actions/mass-action-routes.ts';
import { attachmentRoutes } from './notes/attachment-routes.ts';
import { noteRoutes } from './notes/note-routes.ts';
import { preferenceRoutes } from './preferences/preference-routes.ts';
import { viewRoutes } from './preferences/view-routes.ts';
import { quickSearchRoutes } from './quick-search/quick-search-routes.ts';
import { registryRoutes } from './registry/registry-routes.ts';
import { searchRoutes } from './search/search-routes.ts';
import { storedSearchRoutes } from './search/stored-search-routes.ts';
import { healthRoutes, serverRoutes } from './server-info/server-routes.ts';
import { createServerState } from './server-info/server-state.ts';
import { stateRoutes } from './server-info/state-routes.ts';
import type { Services } from './services.ts';
import { settingsRoutes } from './settings/settings-routes.ts';
import { dictionaryRoutes } from './software/dictionary-routes.ts';
import { softwareRoutes } from './software/software-routes.ts';
import { wakeRoutes } from './wake/wake-routes.ts';

/** Messages of agents at once. A message in work takes up to some 20 times its packed size; a waiting one just that. */
const ADMITTED = { running: 8, waiting: 4000, bytes: 256 * 1024 * 1024 };

/** A GLPI agent waits on the line for 5 s, then asks every 10 s, twelve times. */
const PENDING = { afterMs: 5_000, keepMs: 180_000, most: 4000 };

/** What rooms have to tell agents that report, in the order of the answer. */
const contributorsOf = ({ registry }: Services): readonly PrologContributor[] => [registry.prologOptions];

type AgentFiles = ReturnType<typeof createAgentFiles>;

const api = { prefix: API_PREFIX };

/** Every room's routes, one line each. A route declares `config.permission`, or the server does not start. */
export async function registerRooms(app: FastifyInstance, services: Services, config: Config): Promise<void> {
  const files = createAgentFiles({ ...services, dataDir: config.dataDir });
  const pending = createPendingAnswers<Reply>(PENDING);
  await registerApi(app, services, { config, files });
  answerPolls(app, pending);
  await registerDownloads(app, services, files);
  await registerOtherPrograms(app, services);
  await registerGate(app, services, { config, pending });
}

type ApiNeeds = { readonly config: Config; readonly files: AgentFiles };

async function registerApi(app: FastifyInstance, services: Services, { config, files }: ApiNeeds): Promise<void> {
  const { audit, events, sessions, settings, users } = services;
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
  await app.register(agentFileRoutes, { ...api, files });
  await app.register(archiveRoutes, { ...api, ...services.lifecycle });
  await app.register(deletionRoutes, { ...api, ...services.lifecycle });
  await app.register(massActionRoutes, { ...api, ...services });
  await app.register(softwareRoutes, { ...api, ...services.catalogue });
  await app.register(dictionaryRoutes, { ...api, ...services.catalogue });
  await app.register(registryRoutes, { ...api, registry: services.registry });
  await app.register(networkRoutes, { ...api, ...services.discovery });
  await app.register(deviceRoutes, { ...api, ...services.discovery });
  await app.register(deviceTypeRoutes, { ...api, ...services.discovery });
}

async function registerDownloads(app: FastifyInstance, { settings }: Services, files: AgentFiles): Promise<void> {
  await app.register(deployRoutes, {
    files,
    terms: async () => ({
      enabled: await settings.get('DEPLOY'),
      maxAgeSeconds: await settings.get('PROXY_REVALIDATE_DELAY'),
    }),
  });
}

/** Interfaces that other programs were made for. */
async function registerOtherPrograms(app: FastifyInstance, services: Services): Promise<void> {
  const { settings, users } = services;
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
}

type GateNeeds = { readonly config: Config; readonly pending: PendingAnswers<Reply> };

/** Where inventories come in, by agents and as files; both wait for the same memory. */
async function registerGate(app: FastifyInstance, services: Services, { config, pending }: GateNeeds): Promise<void> {
  const { db, jobs, settings, clock, server: repository } = services;
  const admission = createAdmission(ADMITTED);
  const { recentErrors } = app;
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
    clock,
  });
}
