import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { readTls } from '../config/listening.ts';
import type { Config } from '../config.ts';
import { createClientErrorHandler } from './client-error.ts';
import { answerError, handleErrors, toAppError } from './error-handler.ts';
import { createRecentErrors, type RecentErrors } from './recent-errors.ts';
import { refuseNul } from './refuse-nul.ts';
import { logRequests } from './request-log.ts';
import { addSecurityHeaders } from './security-headers.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** What this process answered with when it could not do what was asked. */
    readonly recentErrors: RecentErrors;
  }
}

/** Failures that are remembered. */
const ERRORS = 100;

/** Bodies of the API are small forms; what agents send has limits of its own. */
const API_BODY_BYTES = 1024 * 1024;

/** Time for the headers alone, and for an idle connection to be used again. Milliseconds. */
const HEADERS_MS = 20_000;
const KEEP_ALIVE_MS = 30_000;

/** How often connections are compared with the time limits. Milliseconds. */
const CHECK_MS = 1000;

/** Fastify with what all rooms share: limits, ids, errors, headers. No route yet. */
export async function createHttpServer(config: Config, log: FastifyBaseLogger): Promise<FastifyInstance> {
  const tls = readTls(config);
  const server = {
    connectionsCheckingInterval: CHECK_MS,
    headersTimeout: Math.min(HEADERS_MS, config.requestTimeoutSeconds * 1000),
    requestTimeout: config.requestTimeoutSeconds * 1000,
    keepAliveTimeout: KEEP_ALIVE_MS,
  };
  const app = fastify({
    ...(tls === null ? { http: server } : { https: { ...server, ...tls, minVersion: 'TLSv1.2' } }),
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: server.requestTimeout,
    keepAliveTimeout: server.keepAliveTimeout,
    bodyLimit: API_BODY_BYTES,
    genReqId: () => randomUUID(),
    requestIdHeader: false, // a client cannot choose what stands in our log
    trustProxy: config.behindProxy.length > 0 ? [...config.behindProxy] : false,
    clientErrorHandler: createClientErrorHandler(log, config.requestTimeoutSeconds),
    // Paths that no route ever sees, such as one with a broken percent sign.
    frameworkErrors: (error, request, reply) => void answerError(toAppError(error, request), request, reply),
    routerOptions: { maxParamLength: 512 },
  });
  app.server.maxConnections = config.maxConnections;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorate('recentErrors', createRecentErrors({ most: ERRORS, clock: Date.now }));
  handleErrors(app);
  refuseNul(app);
  endConnectionsWhenClosing(app);
  logRequests(app);
  addSecurityHeaders(app, { isTls: tls !== null });
  await app.register(cookie);
  return app;
}

/** A connection whose last answer is sent while the server closes would otherwise stay open for the next request. */
function endConnectionsWhenClosing(app: FastifyInstance): void {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (isClosing) reply.header('connection', 'close');
    done();
  });
}
