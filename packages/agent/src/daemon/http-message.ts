import type { ControlAnswer, ControlRequest } from './control-answers.ts';

// HTTP/1.1 as far as the control port needs it. Node's own HTTP costs an idle daemon 16 MB of memory.

/** Longer heads are no requests of anybody who means well. */
export const HEAD_LIMIT_BYTES = 8192;

/** A request without its body, which nobody needs here; null when it is no HTTP. */
export function parseRequest(head: string): ControlRequest | null {
  const [first = '', ...lines] = head.split('\r\n');
  const [, method, target] = /^([A-Z]{1,16}) (\S{1,4096}) HTTP\/1\.[01]$/.exec(first) ?? [];
  if (method === undefined || target === undefined) return null;
  // Some clients send the whole URL.
  const url = URL.parse(target.startsWith('/') ? `http://agent${target.replace(/^\/+/, '/')}` : target);
  if (url === null) return null;
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 1) return null;
    headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return { method, path: decodePath(url.pathname), query: url.searchParams, headers };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  204: 'No Content',
  400: 'Bad Request',
  403: 'Forbidden',
  408: 'Request Timeout',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** The head of an answer. After it comes the body, and the connection ends. */
export function formatHead(answer: ControlAnswer, now: Date, server: string): string {
  const { status, reason = REASONS[status] ?? '', contentType, headers = {}, body = '' } = answer;
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.bytes;
  const lines = {
    Date: now.toUTCString(),
    Server: server,
    Connection: 'close',
    ...(contentType === undefined ? {} : { 'Content-Type': contentType }),
    ...(status === 204 ? {} : { 'Content-Length': String(length) }),
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  };
  const shown = Object.entries(lines).map(([name, value]) => `${name}: ${clean(value)}\r\n`);
  return `HTTP/1.1 ${status} ${clean(reason)}\r\n${shown.join('')}\r\n`;
}

/** What a caller sent must not become a header of its own. */
const clean = (text: string) => text.replace(/[^\x20-\x7e]/g, '');
