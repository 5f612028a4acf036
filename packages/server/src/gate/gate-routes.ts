import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { AppError, decodeText, encodeErrorReply, encodeStatusReply } from '@muster/protocol';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { databaseGone } from '../db/database-gone.ts';
import { diskFull } from '../db/disk-full.ts';
import type { Arrival } from '../fleet/reception-service.ts';
import { isAnswered } from '../http/client-error.ts';
import { noteError } from '../http/error-handler.ts';
import { acceptRawBodies } from '../http/raw-body.ts';
import type { Admission } from './admission.ts';
import { type BodyLimits, beginning, type Coding, CUT_OFF, codingOf, pack, readBody, unpack } from './body.ts';
import { createDecodePool, type DecodePool } from './decode-pool.ts';
import type { GateServices, Reply } from './exchange.ts';
import { answerGlpi, json } from './glpi-exchange.ts';
import { COME_BACK_AFTER, type PendingAnswers } from './pending-answers.ts';
import { isJson } from './read-message.ts';
import { answerXml } from './xml-exchange.ts';

type Needs = GateServices & {
  readonly admission: Admission;
  /** Default: one of its own. */
  readonly decoding?: DecodePool;
  readonly limits: BodyLimits;
  readonly clock: () => number;
  readonly pending: PendingAnswers<Reply>;
};

/** Where agents of the three families send to; each has its habits, and users type addresses by heart. */
const PATHS = [
  '/',
  '/ocsinventory',
  '/ocsinventory/*',
  '/front/inventory.php',
  '/Inventory',
  '/plugins/*',
  '/marketplace/*',
  '/glpi',
  '/glpi/*',
];

/** By this our own agent knows whose server it has found, as servers of FusionInventory say it. */
const SERVER_TYPE = 'muster';

/** From so many messages in work on the main thread is helped. */
const BUSY = 4;

/** Seconds after which an agent that was turned away may come back. */
const RETRY_AFTER_S = 60;
/** What keeps the server from taking a message now, and passes. */
const TRY_LATER: ReadonlySet<string> = new Set(['INVENTORY_BUSY', 'DISK_FULL', 'DATABASE_UNREACHABLE']);

/** The door for agents: unpacks, decodes, asks the fleet, answers as the agent expects. */
export const gateRoutes: FastifyPluginAsync<Needs> = async (app, needs) => {
  acceptRawBodies(app);
  app.setErrorHandler((error, request, reply) => refuse(error, request, reply, 'plain'));

  const decoding = needs.decoding ?? createDecodePool();
  app.addHook('onClose', () => decoding.close());
  for (const url of PATHS) {
    app.post(url, PUBLIC, (request, reply) => answer({ ...needs, decoding }, request, reply));
    app.route({ ...PUBLIC, method: OTHER_METHODS, url, handler: refuseMethod });
  }
  questions(app);
};

/** Neither what agents use nor what browsers ask with. Source: OCS protocol, endpoints. */
const OTHER_METHODS = ['PUT', 'PATCH', 'DELETE'];

const refuseMethod = async ({ method }: FastifyRequest): Promise<never> => {
  throw new AppError('METHOD_NOT_ALLOWED', { method });
};

const PUBLIC = { config: { permission: 'public' }, schema: { hide: true } } as const;

/**
 * Lets GLPI agents fetch answers that were not ready in time, at whatever address they know the server by: `/` is the
 * console for everybody else.
 */
export function answerPolls(app: FastifyInstance, pending: PendingAnswers<Reply>): void {
  app.addHook('onRequest', async (request, reply) => {
    const agentId = uuidOf(request.headers['glpi-agent-id']);
    const requestId = requestIdOf(request);
    if (request.method !== 'GET' || agentId === null || requestId === null) return;
    const coding = codingNamed(request.headers['content-type']);
    const outcome = pending.fetch(pollKey(agentId, requestId));
    if (outcome === null) return sendPending(request, reply, coding, requestId);
    if (outcome === undefined) return refuse(new AppError('ANSWER_UNKNOWN'), request, reply, coding);
    return 'made' in outcome
      ? send(request, reply, outcome.made, coding)
      : refuse(outcome.error, request, reply, coding);
  });
}

/** What agents ask with GET. */
function questions(app: FastifyInstance): void {
  for (const url of PATHS.filter((path) => path !== '/')) {
    app.get(url, PUBLIC, async (request, reply) => {
      const { action } = request.query as Record<string, unknown>; // safe: only compared below
      // "Is there anything to deploy or collect?" Not in this version: an empty schedule is the answer that agents know.
      if (action === 'getConfig') return reply.send({ configValidityPeriod: 600, schedule: [] });
      throw new AppError('METHOD_NOT_ALLOWED', { method: 'GET' });
    });
  }
}

async function answer(needs: Required<Needs>, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  let coding: Coding = 'plain';
  try {
    // A request without a body has no stream either.
    const stream = request.body as Readable | undefined | null; // safe: the only parser here passes the stream on
    if (stream === undefined || stream === null) throw new AppError('BODY_EMPTY');
    const body = await readBody(stream, needs.limits);
    coding = codingOf(body);
    const arrival = arrivalOf(request, needs.clock());
    const isGlpi = uuidOf(request.headers['glpi-agent-id']) !== null;
    const work = needs.admission.run(body.length, async () => {
      const document = await unpack(body, coding, needs.limits);
      const { text, fingerprints, ...read } = await needs.decoding.read(document, needs.admission.active() >= BUSY);
      const unpacked = async () => text ?? decodeText(await unpack(body, coding, needs.limits));
      const message = { text: unpacked, fingerprints, arrival, body, coding, isGlpi, log: request.log };
      return 'json' in read ? answerGlpi(needs, message, read.json) : answerXml(needs, message, read.xml);
    });
    // Of XML no agent knows that an answer may come later.
    if (!isGlpi || arrival.agentId === null || !isJson(beginning(body, coding)))
      return send(request, reply, await work, coding);
    const requestId = requestIdOf(request) ?? randomBytes(4).toString('hex').toUpperCase();
    const outcome = await needs.pending.outcomeOf(pollKey(arrival.agentId, requestId), work);
    if (outcome === null) return sendPending(request, reply, coding, requestId);
    if ('error' in outcome) throw outcome.error;
    return send(request, reply, outcome.made, coding);
  } catch (error) {
    return refuse(error, request, reply, coding);
  }
}

function arrivalOf(request: FastifyRequest, at: number): Arrival {
  return {
    at,
    sourceIp: request.ip.replace(/^::ffff:/, ''),
    userAgent: cleanHeader(request.headers['user-agent']),
    // Our own agent says it under a name of its own: it speaks the XML of OCS and wants to be answered so.
    agentId: uuidOf(request.headers['glpi-agent-id'] ?? request.headers['muster-agent-id']),
  };
}

/** Control characters and what markup is made of have no place in an agent's name. Source: OCS protocol, 2.12. */
function cleanHeader(value: string | undefined): string | null {
  const clean = (value ?? '').replace(/[\p{C}<>"';]/gu, '').slice(0, 255);
  return clean === '' ? null : clean;
}

function uuidOf(header: string | string[] | undefined): string | null {
  const value = String(header ?? '').toLowerCase();
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value) ? value : null;
}

function requestIdOf(request: FastifyRequest): string | null {
  const value = request.headers['glpi-request-id'];
  return typeof value === 'string' && /^[0-9A-F]{8}$/.test(value) ? value : null;
}

const pollKey = (agentId: string, requestId: string) => `${agentId}/${requestId}`;

/** A question without a body tells by its content type how the answer shall be packed. */
function codingNamed(contentType: string | undefined): Coding {
  if (/gzip/i.test(contentType ?? '')) return 'gzip';
  return /zlib/i.test(contentType ?? '') ? 'zlib' : 'plain';
}

function sendPending(request: FastifyRequest, reply: FastifyReply, coding: Coding, requestId: string): FastifyReply {
  reply.status(202).header('GLPI-Request-ID', requestId);
  return send(request, reply, json(JSON.stringify({ status: 'pending', expiration: COME_BACK_AFTER })), coding);
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { text, format, family }: Reply,
  coding: Coding,
): FastifyReply {
  const requestId = requestIdOf(request);
  if (requestId !== null) reply.header('GLPI-Request-ID', requestId);
  return reply
    .header('Cache-Control', 'no-cache, no-store')
    .header('Pragma', 'no-cache')
    .header('Server-Type', SERVER_TYPE)
    .type(contentType(format, family, coding))
    .send(text === '' ? Buffer.alloc(0) : pack(text, coding));
}

/** GLPI agents unpack a reply only if its content type says that it is packed; OCS agents do not look at it. */
function contentType(format: Reply['format'], family: Reply['family'], coding: Coding): string {
  if (coding === 'plain') return `application/${format}`;
  return family === 'ocs' ? 'application/x-compressed' : `application/x-compress-${coding}`;
}

/** Turns a message away: the agent is told why in its own language, the log once, and neither sees the message. */
function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply, coding: Coding): FastifyReply {
  const known = asAppError(error);
  const about = {
    ip: request.ip,
    userAgent: cleanHeader(request.headers['user-agent']),
    path: request.url.slice(0, 200),
  };
  // One that was cut off half-way has been answered and logged by the HTTP server.
  if (isAnswered(request.socket)) return reply;
  if (known === null) request.log.error({ err: error, ...about }, 'An agent message met an error of ours');
  else request.log.warn({ code: known.code, details: known.details, ...about }, 'An agent message was refused');
  const failure = known ?? new AppError('INTERNAL');
  noteError(failure, request);
  if (TRY_LATER.has(failure.code)) reply.header('Retry-After', String(RETRY_AFTER_S));
  const message = `${failure.message} (${failure.code})`;
  const speaksJson =
    request.headers['glpi-agent-id'] !== undefined || /json/i.test(request.headers['content-type'] ?? '');
  reply.status(failure.status).header('Muster-Error', failure.code);
  return speaksJson
    ? send(
        request,
        reply,
        { text: encodeStatusReply({ status: 'error', message, expiration: 24 }), format: 'json', family: 'glpi' },
        coding,
      )
    : send(request, reply, { text: encodeErrorReply(message), format: 'xml', family: 'fusion' }, coding);
}

function asAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  // The agent went away before its message was whole. One that takes too long is cut off by the HTTP server itself.
  if (error instanceof Error && 'code' in error && error.code === 'ECONNRESET') {
    return new AppError('REQUEST_INVALID', { reason: CUT_OFF });
  }
  return diskFull(error) ?? databaseGone(error);
}
