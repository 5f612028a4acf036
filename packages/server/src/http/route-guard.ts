import { AppError } from '@muster/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RoutePermission } from '../access/permissions.ts';
import type { Identity, SessionService } from '../access/session-service.ts';
import { withScope } from '../access/viewer.ts';
import { readSessionCookie } from './session-cookie.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What one must be allowed to use the route; every route declares it. */
    permission?: RoutePermission;
    /** An API token may come as the password of HTTP Basic too, for programs that know nothing else; whose it is tells the token. */
    tokenAsPassword?: true;
  }
  interface FastifyRequest {
    /** Who asks; null on public routes. */
    identity: Identity | null;
  }
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Nobody gets past a route that did not say who may: a route without `config.permission` stops the start, one that is not
 * public needs a session cookie or an API token. Applies to all routes registered afterwards, in any plugin.
 */
export function guardRoutes(app: FastifyInstance, sessions: SessionService): void {
  app.decorateRequest('identity', null);

  app.addHook('onRoute', (route) => {
    if (route.config?.permission !== undefined) return;
    throw new Error(`Route ${String(route.method)} ${route.url} must declare config.permission`);
  });

  app.addHook('onRequest', async (request) => {
    const permission = request.routeOptions.config.permission;
    if (permission === undefined || permission === 'public') return; // undefined: no such route, nothing to protect
    request.identity = await identify(request, sessions);
    if (request.identity === null) throw new AppError('NOT_SIGNED_IN');
    // A browser sends along what it was once given: the cookie, and a password.
    if (request.identity.sessionId !== null || basicPassword(request) !== undefined) checkOrigin(request);
  });

  // Last before the handler: what reads the body of a request runs in no request's context.
  app.addHook('preHandler', (request, _reply, done) => withScope(request.identity?.scope ?? 'everything', done));
}

/** Who asks, by API token or by session cookie. */
export async function identify(request: FastifyRequest, sessions: SessionService): Promise<Identity | null> {
  const token = request.headers.authorization?.match(/^Bearer +(\S+)$/i)?.[1] ?? basicPassword(request);
  if (token !== undefined) return await sessions.findByToken(token);
  const secret = readSessionCookie(request);
  return secret === undefined ? null : await sessions.findBySession(secret);
}

/** The password of HTTP Basic, where the route takes one. */
function basicPassword(request: FastifyRequest): string | undefined {
  if (request.routeOptions.config.tokenAsPassword !== true) return undefined;
  const encoded = request.headers.authorization?.match(/^Basic +([A-Za-z0-9+/=]{1,2000})$/i)?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString();
  return text.slice(text.indexOf(':') + 1);
}

/** The identity on a route that is not public. */
export function identityOf(request: FastifyRequest): Identity {
  if (request.identity === null) throw new Error('The route is public: nobody has been identified');
  return request.identity;
}

/**
 * Refuses what another site makes a browser send. Browsers say where a request comes from; one that says nothing does not
 * come from a browser, and only browsers carry someone's cookie along unasked.
 *
 * @throws {AppError} `ORIGIN_REFUSED`.
 */
export function checkOrigin(request: FastifyRequest): void {
  if (SAFE_METHODS.has(request.method)) return;
  const { origin } = request.headers;
  if (origin !== undefined) {
    // The scheme is left out: behind a proxy that does TLS, this process may not know it.
    if (URL.parse(origin)?.host === request.host) return;
    // The proxy may have changed the host; then the browser's own word counts. Scripts cannot set this header.
    if (request.headers['sec-fetch-site'] === 'same-origin') return;
    throw new AppError('ORIGIN_REFUSED');
  }
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new AppError('ORIGIN_REFUSED');
}
