import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { promisify } from 'node:util';
import { deflate, gunzip, inflate } from 'node:zlib';
import { AppError } from '@muster/protocol/errors';
import { type ConnectionSettings, type Connections, createConnections } from './connections.ts';
import { isPassing, isUnknownAuthority, toFailure } from './failures.ts';
import { askToken, type OauthSettings, type Token } from './oauth.ts';
import { shownProxy } from './proxy.ts';

/** Answers of servers are small: options, and administrative data. */
const REPLY_LIMIT_BYTES = 4 * 1024 * 1024;
const REPLY_INFLATED_LIMIT_BYTES = 16 * 1024 * 1024;
const REDIRECT_LIMIT = 3;
/** A server that wants more patience is left alone until the next contact. */
const RETRY_AFTER_LIMIT_MS = 60_000;

export type HttpClientOptions = ConnectionSettings &
  OauthSettings & {
    readonly timeoutMs: number;
    readonly userAgent: string;
    readonly user: string | null;
    readonly password: string | null;
    /** Until there is a connection, TLS and proxies included: who is not there need not be waited for long. Default 30 s. */
    readonly connectTimeoutMs?: number;
    /** How often a message is sent again when the server is not there or says that it is busy. Default 2. */
    readonly retries?: number;
    /** Before the first repetition; twice as long before each further one. Default 1 s. */
    readonly retryDelayMs?: number;
  };

export type HttpRequest = {
  readonly url: string;
  /** Sent compressed (zlib). Absent: a GET. */
  readonly text?: string;
  /** Sent as they are, instead of `text`. */
  readonly bytes?: Uint8Array;
  /** Default: `application/x-compress`, which every server of OCS knows. */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export type HttpReply = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Inflated. */
  readonly body: Uint8Array;
};

export type HttpClient = {
  /**
   * Sends a message; the reply has any status.
   *
   * @throws {AppError} `SERVER_UNREACHABLE`, `CERTIFICATE_REFUSED`, `PROXY_FAILED`, `TOKEN_REFUSED`,
   * `SERVER_ANSWER_UNREADABLE` (too large, damaged).
   */
  request(request: HttpRequest): Promise<HttpReply>;
  /**
   * Posts a text, compressed, and gives the inflated answer.
   *
   * @throws {AppError} As `request`, and `LOGIN_REFUSED` (401), `SERVER_REFUSED` (not 2xx).
   */
  post(url: string, text: string): Promise<Uint8Array>;
  /** Ends the connections that are kept open. */
  close(): void;
};

/** One client for one server: it keeps the connection, and remembers that the server asked for a password. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const connections = createConnections(options);
  const login = createLogin(options, connections);
  const request = async (wanted: HttpRequest): Promise<HttpReply> => {
    const url = withoutCredentials(wanted.url);
    const message = await toMessage(wanted, options.userAgent);
    const send = async () => {
      const authorized = { ...message, authorization: login.known() };
      const reply = await follow(url, authorized, options, connections);
      if (reply.status !== 401) return reply;
      // Only when asked: a password must not travel to a server that has no use for it.
      const authorization = await login.answer(wanted.url);
      return authorization === null ? reply : await follow(url, { ...message, authorization }, options, connections);
    };
    const reply = await withRetries(send, options, connections);
    return { status: reply.status, headers: reply.headers, body: await inflateReply(url, reply) };
  };
  return {
    request,
    post: async (url, text) => {
      const reply = await request({ url, text });
      expectSuccess(url, reply);
      return reply.body;
    },
    close: connections.close,
  };
}

/** @throws {AppError} `LOGIN_REFUSED` (401), `SERVER_REFUSED` when the reply is not a 2xx. */
export function expectSuccess(url: string, { status, headers }: HttpReply): void {
  if (status >= 200 && status <= 299) return;
  if (status === 401) throw new AppError('LOGIN_REFUSED', { url: withoutCredentials(url) });
  const retryAfterS = retryAfterMs(headers) / 1000;
  throw new AppError('SERVER_REFUSED', {
    url: withoutCredentials(url),
    status,
    ...(retryAfterS > 0 ? { retryAfterS } : {}),
  });
}

type Message = {
  readonly method: 'GET' | 'POST';
  readonly body: Uint8Array | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly authorization: string | null;
};

async function toMessage({ text, bytes, contentType, headers }: HttpRequest, userAgent: string): Promise<Message> {
  const body = bytes ?? (text === undefined ? null : await promisify(deflate)(text));
  return {
    method: body === null ? 'GET' : 'POST',
    body,
    headers: {
      'User-Agent': userAgent,
      Pragma: 'no-cache',
      'Content-Type': contentType ?? 'application/x-compress',
      ...headers,
    },
    authorization: null,
  };
}

type RawReply = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer };

async function withRetries(
  send: () => Promise<RawReply>,
  { retries = 2, retryDelayMs = 1_000 }: HttpClientOptions,
  connections: Connections,
): Promise<RawReply> {
  for (let attempt = 0; ; attempt++) {
    const pauseMs = retryDelayMs * 2 ** attempt * (0.75 + Math.random() / 2);
    try {
      const reply = await send();
      const wantedMs = retryAfterMs(reply.headers);
      if (!isBusy(reply.status) || attempt >= retries || wantedMs > RETRY_AFTER_LIMIT_MS) return reply;
      await pause(Math.max(pauseMs, wantedMs));
    } catch (error) {
      if (isUnknownAuthority(error) && connections.trustSystem()) continue;
      if (!isPassing(error) || attempt >= retries) throw error;
      await pause(pauseMs);
    }
  }
}

/** 500 is not among them: the same message would meet the same error. */
const isBusy = (status: number) => status === 429 || status === 502 || status === 503 || status === 504;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Seconds or a date; 0 when the server says nothing. */
function retryAfterMs(headers: IncomingHttpHeaders): number {
  const text = headers['retry-after'] ?? '';
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : 0;
}

async function follow(
  url: string,
  message: Message,
  options: HttpClientOptions,
  connections: Connections,
): Promise<RawReply> {
  let target = url;
  for (let redirects = 0; ; redirects++) {
    // Neither passwords nor tokens go to anybody else.
    const isSameHost = new URL(target).hostname === new URL(url).hostname;
    const reply = await sendOnce(
      target,
      isSameHost ? message : { ...message, authorization: null },
      options,
      connections,
    );
    const next = redirects < REDIRECT_LIMIT ? followable(target, reply) : null;
    if (next === null) return reply;
    target = next;
  }
}

/**
 * Where a message is repeated.
 *
 * Only 301, 307 and 308 leave a POST a POST, as agents understand them. https never becomes http, and another host is
 * believed only if a certificate vouches for it.
 */
function followable(from: string, { status, headers }: RawReply): string | null {
  if ((status !== 301 && status !== 307 && status !== 308) || headers.location === undefined) return null;
  const next = URL.parse(headers.location, from);
  const old = new URL(from);
  if (next === null || next.username !== '' || next.password !== '') return null;
  if (next.protocol === 'https:') return next.href;
  return next.protocol === 'http:' && old.protocol === 'http:' && next.hostname === old.hostname ? next.href : null;
}

async function sendOnce(
  url: string,
  message: Message,
  options: HttpClientOptions,
  connections: Connections,
): Promise<RawReply> {
  const { request } = url.startsWith('https:') ? await import('node:https') : await import('node:http');
  const { method, body, authorization } = message;
  const agent = await connections.agentFor(url);
  // The whole exchange, however slowly it trickles.
  const signal = AbortSignal.timeout(options.timeoutMs);
  const headers = {
    ...message.headers,
    ...(body === null ? {} : { 'Content-Length': body.length }),
    ...(authorization === null ? {} : { Authorization: authorization }),
  };
  const exchange = async () => {
    let isReused = false;
    try {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        const outgoing = request(url, { method, headers, agent, signal }, resolve);
        const fail = (error: Error) => {
          isReused = outgoing.reusedSocket;
          reject(error);
          outgoing.destroy();
        };
        outgoing.on('error', fail);
        // A request that has no connection yet says nothing of its end.
        signal.addEventListener('abort', () => fail(signal.reason as Error)); // safe: that of AbortSignal.timeout()
        limitConnecting(outgoing, url, options, fail);
        outgoing.end(body ?? undefined);
      });
      const status = response.statusCode ?? 0;
      if (status === 407) throw proxyWantsLogin(url, connections);
      return { status, headers: response.headers, body: await readReply(url, response) };
    } catch (error) {
      // The server had ended the connection that was kept; that says nothing about the server.
      if (isReused && isPassing(error)) return null;
      throw toFailure(error, url, options.timeoutMs, connections.proxyOf(url));
    }
  };
  return (await exchange()) ?? (await exchange()) ?? unreachable(url);
}

const CONNECT_TIMEOUT_MS = 30_000;

function limitConnecting(
  outgoing: ClientRequest,
  url: string,
  { connectTimeoutMs, timeoutMs }: HttpClientOptions,
  fail: (error: Error) => void,
): void {
  const limitMs = Math.min(connectTimeoutMs ?? CONNECT_TIMEOUT_MS, timeoutMs);
  const timer = setTimeout(() => {
    const error = new Error(`no connection within ${limitMs / 1000} seconds`);
    fail(Object.assign(error, { code: 'CONNECT_TIMED_OUT' }));
  }, limitMs);
  const end = () => clearTimeout(timer);
  outgoing.once('close', end);
  outgoing.once('socket', (socket: Socket) => {
    const isOpen = outgoing.reusedSocket || (!socket.connecting && !isShakingHands(socket));
    if (isOpen) end();
    else socket.once(url.startsWith('https:') ? 'secureConnect' : 'connect', end);
  });
}

/** Safe: TLS sockets of Node have it, others have not; the types do not know. */
const isShakingHands = (socket: Socket) => (socket as { secureConnecting?: boolean }).secureConnecting === true;

function proxyWantsLogin(url: string, connections: Connections): AppError {
  const proxy = shownProxy(connections.proxyOf(url) ?? 'http://unknown/');
  return new AppError('PROXY_FAILED', { proxy, url, reason: 'it wants a user name and a password' });
}

function unreachable(url: string): never {
  throw new AppError('SERVER_UNREACHABLE', { url, reason: 'it ended the connection' });
}

async function readReply(url: string, response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > REPLY_LIMIT_BYTES) {
      response.destroy();
      throw new AppError('SERVER_ANSWER_UNREADABLE', { url, reason: `it is larger than ${REPLY_LIMIT_BYTES} bytes` });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Servers compress with zlib or gzip, or not at all, whatever they say in Content-Type. */
async function inflateReply(url: string, { body }: RawReply): Promise<Uint8Array> {
  const limit = { maxOutputLength: REPLY_INFLATED_LIMIT_BYTES };
  try {
    if (body[0] === 0x78) return await promisify(inflate)(body, limit);
    if (body[0] === 0x1f && body[1] === 0x8b) return await promisify(gunzip)(body, limit);
    return body;
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    const reason = tooLarge
      ? `inflated it is larger than ${REPLY_INFLATED_LIMIT_BYTES} bytes`
      : 'its compression is damaged';
    throw new AppError('SERVER_ANSWER_UNREADABLE', { url, reason }, { cause: error });
  }
}

/** How the client says who it is, once the server has asked. */
function createLogin(options: HttpClientOptions, connections: Connections) {
  let basic: string | null = null;
  let token: Token | null = null;
  const postJson = async (url: string, json: string) => {
    const headers = { 'User-Agent': options.userAgent, 'Content-Type': 'application/json' };
    const message = { method: 'POST', body: Buffer.from(json), headers, authorization: null } as const;
    const { status, body } = await sendOnce(url, message, options, connections);
    return { status, text: body.toString('utf8') };
  };
  return {
    /** What is sent without being asked again. */
    known: () => (token !== null && token.expiresAtMs > Date.now() ? token.authorization : basic),
    /** What to say to a 401; null when there is nothing, or nothing new. */
    answer: async (url: string): Promise<string | null> => {
      if (options.oauthClientId) {
        token = await askToken(withoutCredentials(url), options, postJson);
        if (token !== null) return token.authorization;
      }
      if (basic !== null) return null;
      basic = basicAuthorization(url, options);
      return basic;
    },
  };
}

function basicAuthorization(url: string, { user, password }: HttpClientOptions): string | null {
  const { username, password: inUrl } = new URL(url);
  const name = user ?? decoded(username);
  const secret = password ?? decoded(inUrl);
  if (name === '') return null;
  return `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a lone "%" is meant as it stands
  }
}

/** For messages, state folders and the request itself: a password in a URL must not be seen. */
export function withoutCredentials(url: string): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.href;
}
