import { AppError, type ErrorCode } from '@muster/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { databaseGone } from '../db/database-gone.ts';
import { diskFull } from '../db/disk-full.ts';
import { isAnswered } from './client-error.ts';

/** How every failure answers. Programs compare `code`, people read the rest. */
export const errorSchema = z
  .object({
    code: z.string().describe('One of the codes in docs/reference/errors.md.'),
    message: z.string(),
    hint: z.string().describe('What its reader can do about it.'),
    requestId: z.string().describe('Finds the request in the log of the server.'),
    details: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .optional()
      .describe(
        'Of SEARCH_INVALID: "start" and "end" in the query (UTF-16 units) and a "suggestion", or the "path" in the tree.',
      ),
  })
  .meta({ id: 'Error' });

/** One handler for all routes that speak JSON. */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => answerError(toAppError(error, request), request, reply));
}

/** Logs an error and answers it as JSON. */
export function answerError(error: AppError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  logError(error, request);
  const { code, message, hint, status } = error;
  if (code === 'TOO_MANY_ATTEMPTS') reply.header('retry-after', String(error.details.seconds ?? 60));
  if (code === 'NOT_SIGNED_IN') reply.header('www-authenticate', challengesOf(request));
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify) // the route's own schema describes what it answers when all is well
    .send({
      code,
      message,
      hint,
      requestId: request.id,
      ...(code === 'SEARCH_INVALID' ? { details: error.details } : {}),
    });
}

/** The ways in which a program may say who it is. */
export function challengesOf(request: FastifyRequest): string | string[] {
  const takesPassword = request.routeOptions.config.tokenAsPassword === true;
  return takesPassword ? ['Bearer', 'Basic realm="Muster", charset="UTF-8"'] : 'Bearer';
}

/**
 * One line for each failure: the code, and the stack where the fault is ours. Never the body, a header or the query, which
 * may hold secrets; what the message quotes of them is JSON-escaped and short.
 */
export function logError(error: AppError, request: FastifyRequest): void {
  if (isAnswered(request.socket)) return;
  noteError(error, request);
  const fields = {
    code: error.code,
    detail: error.message.slice(0, 500),
    method: request.method,
    route: request.routeOptions?.url ?? null,
    address: request.ip,
  };
  if (error.status >= 500) request.log.error({ ...fields, err: error.cause ?? error }, 'Request failed');
  // Every visit of the sign-in page begins with one of these.
  else if (error.code === 'NOT_SIGNED_IN') request.log.info(fields, 'Request refused');
  else request.log.warn(fields, 'Request refused');
}

/** Keeps what happened for administrators to see: the code and the route, nothing of what was sent. */
export function noteError({ code, status }: AppError, request: FastifyRequest): void {
  if (code === 'NOT_SIGNED_IN') return; // every visit of the sign-in page begins with one of these
  const route = request.routeOptions?.url ?? null;
  const occurrence = { method: request.method, route, address: request.ip, requestId: request.id };
  request.server.recentErrors.note({ code, status }, occurrence);
}

/** What to answer for anything thrown: errors of ours as they are, those of Fastify translated, all else `INTERNAL`. */
export function toAppError(error: unknown, request: FastifyRequest): AppError {
  if (error instanceof AppError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    return new AppError('REQUEST_INVALID', { reason: describeIssues(error) }, { cause: error });
  }
  const translated = fromFastify[codeOf(error)];
  if (translated !== undefined) {
    return new AppError(translated.code, translated.details(request), { cause: error });
  }
  return diskFull(error) ?? databaseGone(error) ?? new AppError('INTERNAL', {}, { cause: error });
}

type Translation = {
  readonly code: ErrorCode;
  readonly details: (request: FastifyRequest) => Record<string, string | number>;
};

function invalid(reason: string): Translation {
  return { code: 'REQUEST_INVALID', details: () => ({ reason }) };
}

/** Fastify's errors that are the client's fault, by their codes (fastify.dev/docs/latest/Reference/Errors). */
const fromFastify: Readonly<Record<string, Translation>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: 'BODY_TOO_LARGE',
    details: (request) => ({ limit: request.routeOptions.bodyLimit ?? '?' }),
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: invalid('the body must be JSON, with "Content-Type: application/json"'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: invalid('the body is not as long as Content-Length says'),
  FST_ERR_CTP_EMPTY_JSON_BODY: invalid('the body is empty'),
  FST_ERR_CTP_INVALID_JSON_BODY: invalid('the body is not well-formed JSON'),
  FST_ERR_BAD_URL: invalid('the path is not well formed'),
  FST_ERR_MAX_PARAM_LENGTH: invalid('a part of the path is too long'),
  ECONNRESET: invalid('the connection was closed before the body had arrived'),
};

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

const ISSUES_TOLD = 3;

function describeIssues(error: { readonly validation: readonly unknown[] }): string {
  const issues = error.validation.slice(0, ISSUES_TOLD) as readonly { instancePath?: string; message?: string }[];
  const context = 'validationContext' in error ? String(error.validationContext) : 'request';
  const where = (path = '') => [context, ...path.split('/').filter((part) => part !== '')].join('.');
  return issues.map((issue) => `${where(issue.instancePath)}: ${issue.message ?? 'invalid'}`).join('; ');
}
