import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, raw, startTestServer, type TestServer, xml } from '../testing/test-server.ts';
import { createHttpClient, type HttpClientOptions, withoutCredentials } from './http-client.ts';
import { tokenUrl } from './oauth.ts';

/** Enough for any machine: what is to be told is not how fast it is. */
const PATIENCE_MS = 60_000;

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const client = (options: Partial<HttpClientOptions> = {}) =>
  createHttpClient({
    timeoutMs: PATIENCE_MS,
    userAgent: 'Muster-Agent_vTest',
    caFile: null,
    checkCertificates: true,
    user: null,
    password: null,
    retries: 0,
    ...options,
  });

const text = async (reply: Promise<Uint8Array>) => Buffer.from(await reply).toString('utf8');

describe('answers', () => {
  test.each([
    { name: 'zlib', answer: raw(deflateSync('<REPLY/>')) },
    { name: 'gzip', answer: raw(gzipSync('<REPLY/>')) },
    { name: 'plain text', answer: raw('<REPLY/>') },
    { name: 'any 2xx', answer: raw('<REPLY/>', 206) },
  ])('reads $name', async ({ answer }) => {
    server.answer(answer);
    expect(await text(client().post(server.url, 'hello'))).toBe('<REPLY/>');
    expect(server.received[0]).toMatchObject({
      text: 'hello',
      headers: { 'user-agent': 'Muster-Agent_vTest', 'content-type': 'application/x-compress' },
    });
  });

  test.each([
    { name: 'an error of the server', answer: raw('oops', 500), code: 'SERVER_REFUSED' },
    {
      name: 'a damaged zlib stream',
      answer: raw(deflateSync('x'.repeat(999)).subarray(0, 9)),
      code: 'SERVER_ANSWER_UNREADABLE',
    },
    { name: 'more than 4 MiB', answer: raw(Buffer.alloc(4 * 1024 * 1024 + 1, 32)), code: 'SERVER_ANSWER_UNREADABLE' },
    { name: 'a bomb', answer: raw(deflateSync(Buffer.alloc(64 * 1024 * 1024))), code: 'SERVER_ANSWER_UNREADABLE' },
    { name: 'silence', answer: () => undefined, code: 'SERVER_UNREACHABLE' },
    {
      name: 'half of an answer',
      answer: raw('<RE', 200, { 'Content-Length': '100' }),
      code: 'SERVER_UNREACHABLE',
    },
  ])('refuses $name with $code', async ({ answer, code }) => {
    server.answer(answer);
    // Only a server that stays silent is not waited for.
    const timeoutMs = code === 'SERVER_UNREACHABLE' ? 500 : PATIENCE_MS;
    await expect(client({ timeoutMs }).post(server.url, 'hello')).rejects.toMatchObject({ code });
  });

  test('a server that is not there is unreachable', async () => {
    const { url } = server;
    await server.close();
    await expect(client().post(url, 'hello')).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' });
  });
});

describe('redirects', () => {
  const to = (location: string, status: number) => raw('', status, { Location: location });

  test.each([301, 307, 308])('follows %i on the same host, as a POST', async (status) => {
    server.answer(to('/elsewhere', status), xml('<REPLY/>'));
    await client().post(server.url, 'hello');
    expect(server.received).toMatchObject([{ path: '/ocsinventory' }, { path: '/elsewhere', text: 'hello' }]);
  });

  test.each([
    { name: '302, which makes it a GET', location: '/elsewhere', status: 302 },
    { name: 'another host', location: 'http://localhost:1/', status: 307 },
    { name: 'another protocol', location: 'file:///etc/passwd', status: 307 },
  ])('does not follow $name', async ({ location, status }) => {
    server.answer(to(location, status), xml('<REPLY/>'));
    await expect(client().post(server.url, 'hello')).rejects.toMatchObject({ details: { status } });
    expect(server.received).toHaveLength(1);
  });

  test('ends a circle', async () => {
    server.answer(to('/ocsinventory', 307));
    await expect(client().post(server.url, 'hello')).rejects.toMatchObject({ details: { status: 307 } });
    expect(server.received).toHaveLength(4);
  });
});

describe('passwords', () => {
  const login = { user: 'alice', password: 'p:ä' };
  const header = `Basic ${Buffer.from('alice:p:ä').toString('base64')}`;

  test('are sent only when the server asks, and from then on', async () => {
    server.answer(raw('', 401), xml('<REPLY/>'));
    const authenticated = client(login);
    await authenticated.post(server.url, 'first');
    await authenticated.post(server.url, 'second');
    expect(server.received.map(({ headers }) => headers.authorization)).toEqual([undefined, header, header]);
  });

  test('are tried once', async () => {
    server.answer(raw('', 401));
    await expect(client(login).post(server.url, 'x')).rejects.toMatchObject({ code: 'LOGIN_REFUSED' });
    expect(server.received).toHaveLength(2);
  });

  test('in a URL are used, and not shown', async () => {
    server.answer(raw('', 401));
    const url = server.url.replace('http://', 'http://bob:secret@');
    const failure = await client()
      .post(url, 'x')
      .catch((error: Error) => error.message);
    expect(failure).not.toContain('secret');
    expect(server.received[1]?.headers.authorization).toBe(`Basic ${Buffer.from('bob:secret').toString('base64')}`);
    expect(withoutCredentials(url)).toBe(server.url);
  });
});

describe('a server that is busy', () => {
  const patient = (options: Partial<HttpClientOptions> = {}) => client({ retries: 2, retryDelayMs: 1, ...options });

  test.each([429, 502, 503, 504])('and says %i is asked again', async (status) => {
    server.answer(raw('', status), raw('', status), xml('<REPLY/>'));
    await patient().post(server.url, 'hello');
    expect(server.received.map(({ text }) => text)).toEqual(['hello', 'hello', 'hello']);
  });

  test('is left alone after the last attempt, and says when to come back', async () => {
    server.answer(raw('', 503, { 'Retry-After': '0' }), raw('', 503), raw('', 503, { 'Retry-After': '3600' }));
    await expect(patient().post(server.url, 'hello')).rejects.toMatchObject({
      code: 'SERVER_REFUSED',
      details: { status: 503, retryAfterS: 3600 },
    });
    expect(server.received).toHaveLength(3);
  });

  test('is not asked again where the same message would meet the same error', async () => {
    server.answer(raw('', 500), xml('<REPLY/>'));
    await expect(patient().post(server.url, 'hello')).rejects.toMatchObject({ details: { status: 500 } });
    expect(server.received).toHaveLength(1);
  });

  test('is found when it comes back', async () => {
    const { url } = server;
    await server.close();
    const waiting = patient({ retries: 12, retryDelayMs: 20 }).post(url, 'hello');
    server = await startTestServer(Number(new URL(url).port));
    server.answer(xml('<REPLY/>'));
    expect(await text(waiting)).toContain('<REPLY/>');
  });
});

describe('connections', () => {
  test('are kept for the next message', async () => {
    const ports = new Set<number | undefined>();
    server.answer((response) => {
      ports.add(response.req.socket.remotePort);
      response.end('<REPLY/>');
    });
    const one = client();
    await one.post(server.url, 'first');
    await one.post(server.url, 'second');
    one.close();
    expect(ports.size).toBe(1);
  });

  test('that the server ended meanwhile are opened anew', async () => {
    server.answer((response) => {
      // Ends it after the answer, without having said so.
      response.end('<REPLY/>', () => setImmediate(() => response.req.socket.destroy()));
    });
    const one = client();
    for (const message of ['first', 'second', 'third']) await one.post(server.url, message);
    expect(server.received.map(({ text }) => text)).toEqual(expect.arrayContaining(['first', 'second', 'third']));
  });
});

describe('proxies', () => {
  let seen: { line: string; login: string | undefined }[];
  let proxy: { url: string; close: () => void };

  beforeEach(async () => {
    seen = [];
    const sockets = new Set<Socket>();
    const listener = createServer((request, response) => {
      seen.push({ line: `${request.method} ${request.url}`, login: request.headers['proxy-authorization'] });
      const login = request.headers['proxy-authorization'];
      if (login === undefined && request.url?.includes('private')) return void response.writeHead(407).end();
      response.end('<REPLY>by proxy</REPLY>');
    });
    listener.on('connect', (request, socket: Socket, head) => {
      seen.push({ line: `CONNECT ${request.url}`, login: request.headers['proxy-authorization'] });
      const { hostname, port } = new URL(`http://${request.url}`);
      const upstream = connect(Number(port), hostname, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        upstream.write(head);
        socket.pipe(upstream).pipe(socket);
      });
      sockets.add(upstream);
      for (const end of [upstream, socket]) end.on('error', () => upstream.destroy());
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    proxy = {
      url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}/`,
      close: () => {
        for (const socket of sockets) socket.destroy();
        listener.closeAllConnections();
        listener.close();
      },
    };
  });
  afterEach(() => proxy.close());

  test.each([
    { name: 'the option', options: () => ({ proxy: proxy.url }) },
    { name: 'the option without a scheme', options: () => ({ proxy: proxy.url.slice(7, -1) }) },
    { name: 'the environment', options: () => ({ proxyEnvironment: { http_proxy: proxy.url } }) },
    { name: 'the environment in capitals', options: () => ({ proxyEnvironment: { HTTP_PROXY: proxy.url } }) },
  ])('are taken from $name', async ({ options }) => {
    expect(await text(client(options()).post('http://ocs.invalid/ocsinventory', 'hello'))).toContain('by proxy');
    expect(seen.map(({ line }) => line)).toEqual(['POST http://ocs.invalid/ocsinventory']);
  });

  test.each([
    { name: '"none"', options: () => ({ proxy: 'none', proxyEnvironment: { http_proxy: proxy.url } }) },
    { name: 'no_proxy', options: () => ({ proxyEnvironment: { http_proxy: proxy.url, no_proxy: '127.0.0.0/8' } }) },
    { name: 'NO_PROXY', options: () => ({ proxy: proxy.url, proxyEnvironment: { NO_PROXY: 'a, 127.0.0.1' } }) },
  ])('are not used with $name', async ({ options }) => {
    server.answer(xml('<REPLY/>'));
    await client(options()).post(server.url, 'hello');
    expect(seen).toEqual([]);
  });

  test('get the password that their URL holds, and no message shows it', async () => {
    const url = proxy.url.replace('http://', 'http://alice:secret@');
    await client({ proxy: url }).post('http://ocs.invalid/private', 'hello');
    expect(seen[0]?.login).toBe(`Basic ${Buffer.from('alice:secret').toString('base64')}`);
    const refused = client({ proxy: url.replace(/:\d+\//, ':1/') }).post('http://ocs.invalid/', 'hello');
    await expect(refused).rejects.toMatchObject({ code: 'PROXY_FAILED', details: { proxy: 'http://127.0.0.1:1/' } });
  });

  test('that want a password are told from servers that do', async () => {
    await expect(client({ proxy: proxy.url }).post('http://ocs.invalid/private', 'hello')).rejects.toMatchObject({
      code: 'PROXY_FAILED',
    });
  });
});

describe('tokens', () => {
  const oauth = { oauthClientId: 'agents', oauthClientSecret: 'def' };
  const token = (text: string): Answer => raw(text, 200, { 'Content-Type': 'application/json' });
  const GOOD = token('{"token_type":"Bearer","expires_in":3600,"access_token":"abc.def"}');

  test('are asked for when the server wants one, kept, and asked for again when it is refused', async () => {
    server.answer(raw('', 401), GOOD, xml('<REPLY/>'), xml('<REPLY/>'), raw('', 401), GOOD, xml('<REPLY/>'));
    const one = client({ ...oauth, user: 'alice', password: 'unused' });
    for (const message of ['first', 'second', 'third']) await one.post(server.url, message);
    const bearer = 'Bearer abc.def';
    expect(server.received.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ['/ocsinventory', undefined],
      ['/ocsinventory/api.php/token', undefined],
      ['/ocsinventory', bearer],
      ['/ocsinventory', bearer],
      ['/ocsinventory', bearer],
      ['/ocsinventory/api.php/token', undefined],
      ['/ocsinventory', bearer],
    ]);
    expect(JSON.parse(server.received[1]?.text ?? '')).toEqual({
      grant_type: 'client_credentials',
      client_id: 'agents',
      client_secret: 'def',
      scope: 'inventory',
    });
  });

  test.each([
    { name: 'a refusal', answer: raw('', 400) },
    { name: 'a web page', answer: raw('<html>') },
    { name: 'nothing useful', answer: raw('{"access_token":7}') },
  ])('that are $name say so', async ({ answer }) => {
    server.answer(raw('', 401), answer);
    await expect(client(oauth).post(server.url, 'x')).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
  });

  test.each([
    ['https://a/glpi/', 'https://a/glpi/api.php/token'],
    ['https://a/glpi/front/inventory.php', 'https://a/glpi/api.php/token'],
    ['https://a/plugins/glpiinventory/', 'https://a/api.php/token'],
    ['https://u:p@a/glpi/marketplace/glpiinventory/?x=1', 'https://a/glpi/api.php/token'],
  ])('for %s are at %s', (url, expected) => expect(tokenUrl(url)).toBe(expected));
});
