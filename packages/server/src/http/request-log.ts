import type { FastifyInstance } from 'fastify';

/**
 * One line for each request that succeeded, at level debug; failures are logged where they are answered. The route stands
 * for the path and the query is left out: both may hold what people searched for.
 */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, _payload, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    done();
    if (request.log.level !== 'debug' && request.log.level !== 'trace') return; // thousands a second
    const { method, routeOptions } = request;
    const ms = Math.round(reply.elapsedTime);
    request.log.debug({ method, route: routeOptions.url ?? null, status: reply.statusCode, ms }, 'Request answered');
  });
}
