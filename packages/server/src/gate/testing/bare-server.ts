import Fastify, { type FastifyInstance } from 'fastify';
import { createRecentErrors } from '../../http/recent-errors.ts';

/** A server with nothing but what the gate asks of one; the test adds the gate itself. */
export function bareServer(): FastifyInstance {
  const app = Fastify({ logger: { level: 'error' } });
  app.decorate('recentErrors', createRecentErrors({ most: 10, clock: Date.now }));
  return app;
}
