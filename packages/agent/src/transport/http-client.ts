import { readFileSync } from 'node:fs';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { promisify } from 'node:util';
import { deflate, gunzip, inflate } from 'node:zlib';
import { AppError } from '@muster/protocol';

/** Answers of servers are small: options, and administrative data. */
const REPLY_LIMIT_BYTES = 4 * 1024 * 1024;
const REPLY_INFLATED_LIMIT_BYTES = 16 * 1024 * 1024;
const REDIRECT_LIMIT = 3;

export type HttpClientOptions = {
  readonly timeoutMs: number;
  readonly userAgent: string;
  readonly caFile: string | null;
  readonly checkCertificates: boolean;
  readonly user: string | null;
  readonly password: string | null;
};

export type HttpClient = {
  /**
   * Posts a text, compressed, and gives the inflated answer.
   *
   * @throws {AppError} `SERVER_UNREACHABLE`, `SERVER_REFUSED` (not 2xx), `SERVER_ANSWER_UNREADABLE` (too large, damaged).
   */
  post(url: string, text: string): Promise<Uint8Array>;
};

/** One client for one server: it remembers that the server asked for a password. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  let authorization: string | null = null;
  return {
    async post(url, text) {
      const body = await promisify(deflate)(text);
      const target = withoutCredentials(url);
      let reply = await send(target, body, authorization, options);
      if (reply.status === 401 && authorization === null) {
        // Only when asked: a password must not travel to a server that has no use for it.
        authorization = basicAuthorization(url, options);
        if (authorization !== null) reply = await send(target, body, authorization, options);
      }
      if (reply.status < 200 || reply.status > 299) {
        throw new AppError('SERVER_REFUSED', { url: target, status: reply.status });
      }
      return inflateReply(target, reply.body);
    },
  };
}

type Reply = { readonly status: number; readonly body: Buffer; readonly location: string | null };

async function send(
  url: string,
  body: Buffer,
  authorization: string | null,
  options: HttpClientOptions,
): Promise<Reply> {
  let target = url;
  for (let redirects = 0; ; redirects++) {
    const reply = await sendOnce(target, body, authorization, options);
    const next = redirects < REDIRECT_LIMIT ? followable(target, reply) : null;
    if (next === null) return reply;
    target = next;
  }
}

/**
 * Where a POST is repeated. Only 307 and 308 promise that it stays a POST, and only the same host may be trusted with the
 * inventory; https does not become http.
 */
function followable(from: string, { status, location }: Reply): string | null {
  if ((status !== 307 && status !== 308) || location === null) return null;
  const next = URL.parse(location, from);
  const old = new URL(from);
  if (next === null || next.hostname !== old.hostname) return null;
  const secure = next.protocol === 'https:' || (old.protocol === 'http:' && next.protocol === 'http:');
  return secure ? next.href : null;
}

async function sendOnce(
  url: string,
  body: Buffer,
  authorization: string | null,
  options: HttpClientOptions,
): Promise<Reply> {
  const secure = url.startsWith('https:');
  const http = secure ? await import('node:https') : await import('node:http');
  const request: RequestOptions = {
    method: 'POST',
    // The whole exchange, however slowly it trickles.
    signal: AbortSignal.timeout(options.timeoutMs),
    // `proxyEnv`: http_proxy, https_proxy and no_proxy, as other programs understand them.
    agent: new http.Agent({ proxyEnv: process.env, ...(secure ? tlsOptions(options) : {}) }),
    headers: {
      'Content-Type': 'application/x-compress',
      'Content-Length': body.length,
      'User-Agent': options.userAgent,
      Pragma: 'no-cache',
      ...(authorization === null ? {} : { Authorization: authorization }),
    },
  };
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      http.request(url, request, resolve).on('error', reject).end(body);
    });
    return {
      status: response.statusCode ?? 0,
      body: await readReply(url, response),
      location: response.headers.location ?? null,
    };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('SERVER_UNREACHABLE', { url, reason: reasonOf(error, options) }, { cause: error });
  }
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

function tlsOptions(options: HttpClientOptions): { ca?: string; rejectUnauthorized?: boolean } {
  return {
    ...(options.caFile === null ? {} : { ca: readCertificates(options.caFile) }),
    ...(options.checkCertificates ? {} : { rejectUnauthorized: false }),
  };
}

function readCertificates(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = `cannot read --ca "${path}": ${(error as Error).message}`;
    throw new AppError('OPTION_INVALID', { reason }, { cause: error });
  }
}

function reasonOf(error: unknown, { timeoutMs }: HttpClientOptions): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'AbortError' || error.name === 'TimeoutError')
    return `no answer within ${timeoutMs / 1000} seconds`;
  // When a name has several addresses, Node says what was tried in `errors` and nothing in `message`.
  const tried = error instanceof AggregateError ? error.errors.map((e: Error) => e.message).join(', ') : '';
  return error.message || tried || error.name;
}

/** Servers compress with zlib or gzip, or not at all, whatever they say in Content-Type. */
async function inflateReply(url: string, body: Buffer): Promise<Uint8Array> {
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

function basicAuthorization(url: string, { user, password }: HttpClientOptions): string | null {
  const { username, password: inUrl } = new URL(url);
  const name = user ?? decodeURIComponent(username);
  const secret = password ?? decodeURIComponent(inUrl);
  if (name === '') return null;
  return `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`;
}

/** For messages, state folders and the request itself: a password in a URL must not be seen. */
export function withoutCredentials(url: string): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.href;
}
