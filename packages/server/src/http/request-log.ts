import type { FastifyInstance } from 'fastify';

/**
 * One line for each request that succeeded, at level debug; failures are logged where they are answered. The route stands
 * for the path and the query is left out: both may hold what people searched for.
 */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    const ms = Math.round(reply.elapsedTime);
    request.log.debug({ method, route: routeOptions.url ?? null, status: reply.statusCode, ms }, 'Request answered');
  });
}
