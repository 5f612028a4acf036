import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Config } from './config.ts';
import { CONSOLE_DIST, serveConsole } from './http/console-files.ts';
import { createHttpServer } from './http/create-http-server.ts';
import { createEventRelay } from './http/event-relay.ts';
import { describeApi } from './http/openapi.ts';
import { guardRoutes } from './http/route-guard.ts';
import { registerRooms } from './rooms.ts';
import { serverBrief } from './server-info/server-brief.ts';
import { createServices, type Services, type ServicesNeeds } from './services.ts';

type Needs = ServicesNeeds & {
  readonly config: Config;
  readonly log: FastifyBaseLogger;
  /** The console's files. */
  readonly consoleDist?: string;
};

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

/** What holds for connections of the database. Where it cannot be read, what was read last holds on. */
async function applyLimits({ db, settings }: Services): Promise<void> {
  try {
    db.limits.idleTransactionMs = (await settings.get('LOCK_REUSE_TIME')) * 1000;
  } catch {
    return;
  }
}
