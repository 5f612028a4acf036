import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_LIFE } from '../access/session-service.ts';

/** `__Host-`: browsers take such a cookie only over TLS, for this host alone, and no subdomain can plant one. */
const NAMES = { https: '__Host-muster_session', http: 'muster_session' } as const;

export function readSessionCookie(request: FastifyRequest): string | undefined {
  return request.cookies[NAMES[request.protocol]];
}

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, secret: string): void {
  reply.setCookie(NAMES[request.protocol], secret, {
    ...attributesFor(request),
    maxAge: SESSION_LIFE.absoluteMs / 1000,
  });
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(NAMES[request.protocol], attributesFor(request));
}

function attributesFor(request: FastifyRequest) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' } as const;
}
