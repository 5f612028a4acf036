import { AGENT_NAME, VERSION } from '../version.ts';

/** A request to the control port, as far as it matters. */
export type ControlRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** By names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
};

export type ControlAnswer = {
  readonly status: number;
  readonly reason?: string;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text, or a file to be sent. */
  readonly body?: string | { readonly file: string; readonly bytes: number };
};

/** What the control port knows and may do; asked for only when a request needs it. */
export type ControlDoor = {
  /** `waiting`, `running task Inventory`. */
  status(): string;
  /** When each target is contacted next. */
  plans(): readonly { readonly url: string; readonly atMs: number }[];
  /** Whether the caller is a server of the agent or one that its owner trusts. */
  isTrusted(): Promise<boolean>;
  /** Whether the caller showed that it may read the agent's files. */
  isToken(token: string): boolean;
  /** Contacts the targets on the caller's machine, or all; returns at once. @throws {AppError} */
  wake(): Promise<void>;
  /** Of this machine; null before the first contact. */
  deviceId(): string | null;
  /** The end of the log; null when there is no file. */
  log(): string | null;
  /** A file that may be fetched; null when there is none of that name. */
  sharedFile(name: string): { readonly file: string; readonly bytes: number } | null;
};

/**
 * What the control port answers, as agents of FusionInventory and GLPI do; and to `?action=…`, as it is drafted for OCS
 * Inventory 2.x.
 *
 * Source: agent-protocols §4.2.
 */
export async function answerControl(request: ControlRequest, door: ControlDoor): Promise<ControlAnswer> {
  const { method, path, query } = request;
  if (method === 'GET' && query.has('action')) return answerAction(query, door);
  if (path === '/now' || path.startsWith('/now/')) return answerNow(request, door);
  if (method !== 'GET') return BAD_REQUEST;
  if (path === '/') return page(frontPage(door, await door.isTrusted()));
  if (path === '/status') return { status: 200, contentType: 'text/plain', body: `status: ${door.status()}` };
  return BAD_REQUEST;
}

async function answerNow({ method, path, headers }: ControlRequest, door: ControlDoor): Promise<ControlAnswer> {
  const token = path.slice('/now/'.length);
  const allowed = (await door.isTrusted()) || (token !== '' && door.isToken(token));
  const origin = headers.get('origin');
  // A page in somebody's browser may ask only if it comes from a server of this agent.
  const foreign = origin !== undefined && !door.plans().some(({ url }) => URL.parse(url)?.origin === origin);
  const cors = origin === undefined || foreign ? {} : { 'Access-Control-Allow-Origin': origin };
  if (method === 'OPTIONS') {
    if (!allowed || foreign) return { status: 403, reason: 'Access denied' };
    if (headers.get('access-control-request-method') !== 'GET')
      return { status: 403, reason: 'Access denied (invalid OPTIONS request (unsupported method))' };
    const more = { ...cors, 'Access-Control-Request-Method': 'GET', 'Access-Control-Allow-Methods': 'GET' };
    return { status: 204, reason: 'OK (cors OPTIONS request)', headers: more };
  }
  if (method !== 'GET') return BAD_REQUEST;
  if (!allowed) return page(shortPage('Access denied'), 403, 'Access denied (invalid request (untrusted address))');
  if (foreign) return page(shortPage('Access denied'), 403, 'Access denied (invalid origin)');
  await door.wake();
  return { ...page(shortPage('OK'), 200, 'OK (rescheduling next contact)'), headers: cors };
}

/** 200 done · 403 not for this caller, or not this machine · 500 it could not be done. */
async function answerAction(query: URLSearchParams, door: ControlDoor): Promise<ControlAnswer> {
  const refused: ControlAnswer = { status: 403, contentType: 'text/plain', body: 'Access denied\n' };
  if (!(await door.isTrusted())) return refused;
  const action = query.get('action');
  if (action === 'download') {
    const found = door.sharedFile(query.get('file') ?? '');
    if (found === null) return failed('There is no such file');
    return { status: 200, contentType: 'application/octet-stream', body: found };
  }
  const deviceId = door.deviceId();
  if (deviceId === null || query.get('deviceid') !== deviceId) return refused;
  if (action === 'wakeup') {
    await door.wake();
    return { status: 200, contentType: 'text/plain', body: 'OK\n' };
  }
  if (action === 'log') {
    const log = door.log();
    return log === null
      ? failed('The agent has no log file: see --logfile')
      : { status: 200, contentType: 'text/plain; charset=utf-8', body: log };
  }
  return failed('There is no such action');
}

const failed = (reason: string): ControlAnswer => ({ status: 500, contentType: 'text/plain', body: `${reason}\n` });

const BAD_REQUEST: ControlAnswer = {
  status: 400,
  contentType: 'text/html',
  body: '<title>400 Bad Request</title>\n<h1>400 Bad Request</h1>\n',
};

const page = (content: string, status = 200, reason = 'OK'): ControlAnswer => ({
  status,
  reason,
  contentType: 'text/html; charset=utf-8',
  body: `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Muster agent</title></head>
<body>
${content}
</body>
</html>
`,
});

const shortPage = (text: string) => `<p>${text}</p>\n<p><a href="/">Back</a></p>`;

/** Servers, and the way to wake the agent, are shown only to those who may use it. */
function frontPage(door: ControlDoor, trusted: boolean): string {
  const plans = door.plans().map(({ url, atMs }, i) => {
    const name = trusted ? escapeHtml(url) : `server${i}`;
    return `<li>${name}: ${new Date(atMs).toUTCString()}</li>`;
  });
  return [
    `<p>This is Muster agent ${VERSION}</p>`,
    `<p>The current status is ${escapeHtml(door.status())}</p>`,
    ...(trusted ? ['<p><a href="/now">Force an Inventory</a></p>'] : []),
    '<p>Next server target execution planned for:</p>',
    `<ul>${plans.join('')}</ul>`,
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

export const SERVER_NAME = AGENT_NAME;
