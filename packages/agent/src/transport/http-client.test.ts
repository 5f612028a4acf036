import { deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { raw, startTestServer, type TestServer, xml } from '../testing/test-server.ts';
import { createHttpClient, type HttpClientOptions, withoutCredentials } from './http-client.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const client = (options: Partial<HttpClientOptions> = {}) =>
  createHttpClient({
    timeoutMs: 2_000,
    userAgent: 'Muster-Agent_vTest',
    caFile: null,
    checkCertificates: true,
    user: null,
    password: null,
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
    await expect(client({ timeoutMs: 500 }).post(server.url, 'hello')).rejects.toMatchObject({ code });
  });

  test('a server that is not there is unreachable', async () => {
    const { url } = server;
    await server.close();
    await expect(client().post(url, 'hello')).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' });
  });
});

describe('redirects', () => {
  const to = (location: string, status: number) => raw('', status, { Location: location });

  test.each([307, 308])('follows %i on the same host, as a POST', async (status) => {
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
    await expect(client(login).post(server.url, 'x')).rejects.toMatchObject({ code: 'SERVER_REFUSED' });
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
