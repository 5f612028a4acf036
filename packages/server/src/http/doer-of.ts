import type { FastifyRequest } from 'fastify';
import type { Doer } from '../audit/audit-service.ts';
import { identityOf } from './route-guard.ts';

/** Who asks, for the audit trail: `await audit.record({ ...doerOf(request), action, target, before, after })`. */
export function doerOf(request: FastifyRequest): Doer {
  const { sessionId, user } = identityOf(request);
  return { actor: sessionId === null ? `token:${user.name}` : user.name, address: request.ip };
}
