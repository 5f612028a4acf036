import type { FastifyInstance } from 'fastify';
import { API_PREFIX } from './openapi.ts';

const DAY = 24 * 60 * 60; // seconds

/** Scripts come from our own files alone, so text of an agent that got into a page as HTML would still run nothing. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join(';');

/** Source: OWASP secure headers project. */
const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};

/** What browsers may do with our pages and answers. Answers of the API stay in no cache. */
export function addSecurityHeaders(app: FastifyInstance, { isTls }: { readonly isTls: boolean }): void {
  // Subdomains are other people's; a proxy that does TLS sets its own.
  const headers = Object.entries(isTls ? { ...HEADERS, 'strict-transport-security': `max-age=${180 * DAY}` } : HEADERS);
  app.addHook('onRequest', (_request, { raw }, done) => {
    // On the answer itself, so that those which are written by hand have them too.
    for (const [name, value] of headers) raw.setHeader(name, value);
    done();
  });
  app.addHook('onSend', (request, reply, _payload, done) => {
    if (request.url.startsWith(API_PREFIX) && !reply.hasHeader('cache-control')) {
      reply.header('cache-control', 'no-store');
    }
    done();
  });
}
