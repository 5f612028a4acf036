import { AppError } from '@muster/protocol';
import type { FastifyInstance } from 'fastify';

/**
 * Refuses the character NUL in what is asked: it has no meaning in any name or text, and PostgreSQL cannot store it, so that
 * what one engine takes would be an error of ours on the other.
 */
export function refuseNul(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ body, query, params }) => {
    if (hasNul(query) || hasNul(params) || (isJson(body) && hasNul(body))) {
      throw new AppError('REQUEST_INVALID', { reason: 'it contains the character NUL' });
    }
  });
}

/** What the parser of JSON made; bodies of other types are bytes. */
const isJson = (body: unknown) =>
  Array.isArray(body) ||
  (typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype);

/** Not by calling itself: what is nested without end must not end the server. */
function hasNul(value: unknown): boolean {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const one = waiting.pop();
    if (typeof one === 'string' && one.includes('\0')) return true;
    if (typeof one === 'object' && one !== null) for (const part of Object.entries(one)) waiting.push(...part);
  }
  return false;
}
