import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ControlDoor } from './control-answers.ts';
import { type ControlPort, openControlPort } from './control-port.ts';

const SERVER = 'http://glpi.example/front/inventory.php';
let folder: string;
let port: ControlPort;
let trusted: boolean;
let woken: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'muster-agent-'));
  writeFileSync(join(folder, 'file'), 'shared bytes');
  trusted = true;
  woken = 0;
  const door: ControlDoor = {
    status: () => 'waiting',
    plans: () => [{ url: SERVER, atMs: Date.UTC(2026, 10, 21) }],
    isTrusted: async () => trusted,
    isToken: (token) => token === 'secret',
    wake: async () => {
      woken += 1;
    },
    deviceId: () => 'pc-2026-01-02-03-04-05',
    log: () => '[core][INFO] a line\n',
    sharedFile: (name) => (name === 'file' ? { file: join(folder, 'file'), bytes: 12 } : null),
  };
  port = await openControlPort({ port: 0, address: '127.0.0.1' }, () => door);
});
afterEach(() => {
  port.close();
  rmSync(folder, { recursive: true });
});

/** Sends bytes as they are. @returns All that came back until the connection ended. */
function send(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect((port.server.address() as AddressInfo).port, '127.0.0.1', () =>
      socket.write(bytes, 'latin1'),
    );
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
}

const ask = (path: string, method = 'GET', headers = '') =>
  send(`${method} ${path} HTTP/1.1\r\nHost: agent:62354\r\n${headers}\r\n`);
const statusOf = (answer: string) => answer.split('\r\n', 1)[0];
const bodyOf = (answer: string) => answer.slice(answer.indexOf('\r\n\r\n') + 4);

describe('what agents of FusionInventory and GLPI answer', () => {
  test('/status is for everybody', async () => {
    trusted = false;
    const answer = await ask('/status');
    expect(statusOf(answer)).toBe('HTTP/1.1 200 OK');
    expect(answer).toContain('Content-Type: text/plain\r\n');
    expect(answer).toContain('Content-Length: 15\r\n');
    expect(bodyOf(answer)).toBe('status: waiting');
  });

  test.each(['/now', '/now/', '/now/12345678', '/now?partial=yes&category=software', '//now'])(
    '%s wakes',
    async (path) => {
      const answer = await ask(path);
      expect(statusOf(answer)).toMatch(/^HTTP\/1\.1 200 OK/);
      expect(bodyOf(answer)).toContain('<p>OK</p>');
      expect(woken).toBe(1);
    },
  );

  test.each([
    ['/now', 403],
    ['/now/12345678', 403],
    ['/now/secret', 200],
  ])('%s of a stranger is answered %d', async (path, status) => {
    trusted = false;
    const answer = await ask(path);
    expect(statusOf(answer)).toContain(`HTTP/1.1 ${status} `);
    expect(woken).toBe(status === 200 ? 1 : 0);
    if (status === 403) expect(bodyOf(answer)).toContain('Access denied');
  });

  test('/ shows its servers only to those it trusts', async () => {
    expect(bodyOf(await ask('/'))).toContain(SERVER);
    trusted = false;
    const page = bodyOf(await ask('/'));
    expect(page).toContain('server0: Sat, 21 Nov 2026');
    expect(page).not.toMatch(/glpi\.example|\/now/);
  });

  test.each([
    ['GET', '/deploy'],
    ['GET', '/nowhere'],
    ['POST', '/now'],
    ['HEAD', '/'],
    ['GET', '/status/x'],
  ])('%s %s is answered 400', async (method, path) => {
    expect(statusOf(await ask(path, method))).toBe('HTTP/1.1 400 Bad Request');
    expect(woken).toBe(0);
  });

  test('a page of the server may ask, one of somebody else may not', async () => {
    const own = 'Origin: http://glpi.example\r\n';
    const foreign = 'Origin: http://evil.example\r\n';
    const get = 'Access-Control-Request-Method: GET\r\n';
    const preflight = await ask('/now', 'OPTIONS', own + get);
    expect(statusOf(preflight)).toContain('204');
    expect(preflight).toContain('Access-Control-Allow-Origin: http://glpi.example\r\n');
    expect(statusOf(await ask('/now', 'OPTIONS', own + get.replace('GET', 'POST')))).toContain('403');
    expect(statusOf(await ask('/now', 'OPTIONS', foreign + get))).toContain('403');
    expect(statusOf(await ask('/now', 'GET', foreign))).toContain('403');
    expect(woken).toBe(0);
    expect(await ask('/now', 'GET', own)).toContain('Access-Control-Allow-Origin: http://glpi.example\r\n');
    expect(woken).toBe(1);
  });
});

describe('actions', () => {
  test.each([
    ['action=wakeup&deviceid=pc-2026-01-02-03-04-05', 200, 'OK\n'],
    ['action=wakeup&deviceid=other', 403, 'Access denied\n'],
    ['action=wakeup', 403, 'Access denied\n'],
    ['action=log&deviceid=pc-2026-01-02-03-04-05', 200, '[core][INFO] a line\n'],
    ['action=log&deviceid=', 403, 'Access denied\n'],
    ['action=download&file=file', 200, 'shared bytes'],
    ['action=download&file=..%2F..%2Fetc%2Fpasswd', 500, 'There is no such file\n'],
    ['action=download', 500, 'There is no such file\n'],
    ['action=dance&deviceid=pc-2026-01-02-03-04-05', 500, 'There is no such action\n'],
  ])('?%s is answered %d', async (query, status, body) => {
    const answer = await ask(`/?${query}`);
    expect(statusOf(answer)).toContain(`HTTP/1.1 ${status} `);
    expect(bodyOf(answer)).toBe(body);
  });

  test('are not for strangers', async () => {
    trusted = false;
    for (const action of ['wakeup', 'log', 'download'])
      expect(statusOf(await ask(`/?action=${action}&deviceid=pc-2026-01-02-03-04-05&file=file`))).toContain('403');
    expect(woken).toBe(0);
  });
});

describe('hostile input', () => {
  test.each([
    ['no HTTP', 'hello\r\n\r\n'],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a header without a name', 'GET /now HTTP/1.1\r\n: x\r\n\r\n'],
    ['no end', `GET /now HTTP/1.1\r\nX: ${'x'.repeat(20_000)}`],
    ['a long head', `GET /now HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
    ['a long path', `GET /${'x'.repeat(6000)} HTTP/1.1\r\n\r\n`],
    ['white space in the path', 'GET /now HTTP/1.1 HTTP/1.1 /\r\n\r\n'],
    ['a broken escape', 'GET /%zz%e0%a4%a HTTP/1.1\r\n\r\n'],
    ['a URL that is none', 'GET http://[::: HTTP/1.1\r\n\r\n'],
  ])('%s is answered 400', async (_, bytes) => {
    expect(statusOf(await send(bytes))).toBe('HTTP/1.1 400 Bad Request');
    expect(woken).toBe(0);
    expect(bodyOf(await ask('/status'))).toBe('status: waiting');
  });

  test('no header can be smuggled into the answer', async () => {
    const answer = await ask('/now', 'GET', 'Origin: http://glpi.example\r\nX: y\r\n');
    expect(answer.match(/^X:/m)).toBeNull();
  });

  test('more connections than a few are refused, and end nothing', async () => {
    const sockets = Array.from({ length: 40 }, () =>
      connect((port.server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined),
    );
    await new Promise<void>((resolve) => port.server.once('drop', () => resolve()));
    for (const socket of sockets) socket.destroy();
    await expect
      .poll(async () => bodyOf(await ask('/status').catch(() => '')), { timeout: 100_000 })
      .toBe('status: waiting');
  });
});

test('a port that is taken is an error with its address', async () => {
  const taken = (port.server.address() as AddressInfo).port;
  await expect(openControlPort({ port: taken, address: '127.0.0.1' }, () => Object.create(null))).rejects.toMatchObject(
    {
      code: 'CONTROL_PORT_UNUSABLE',
      message: expect.stringContaining(`127.0.0.1 ${taken}`),
    },
  );
});
