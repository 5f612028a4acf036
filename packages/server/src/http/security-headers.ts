import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { API_PREFIX } from './openapi.ts';

const DAY = 24 * 60 * 60; // seconds

/**
 * What browsers may do with our pages and answers. Answers of the API stay in no cache. Scripts come from our own files alone, so text of an agent that got into a page as
 * HTML would still run nothing.
 */
export async function addSecurityHeaders(app: FastifyInstance, { isTls }: { readonly isTls: boolean }): Promise<void> {
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith(API_PREFIX) && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store');
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Subdomains are other people's; a proxy that does TLS sets its own.
    strictTransportSecurity: isTls ? { maxAge: 180 * DAY, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
}
