import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './testing/test-app.ts';

async function listening(app: TestApp['app']): Promise<number> {
  await app.listen({ port: 0 });
  return (app.server.address() as AddressInfo).port; // safe: it listens on TCP
}

/** Everything the server sends before it closes the connection. */
async function send(port: number, bytes: string): Promise<string> {
  const socket = connect(port);
  socket.write(bytes);
  return await text(socket);
}

describe('a client that hangs half-way', () => {
  let test_: TestApp;
  let port: number;
  beforeAll(async () => {
    test_ = await createTestApp({ requestTimeoutSeconds: 1 });
    port = await listening(test_.app);
  });
  afterAll(() => test_.close());

  test.each([
    {
      where: 'in its body',
      bytes:
        'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"user',
    },
    { where: 'in its headers', bytes: 'POST /api/v1/session HTTP/1.1\r\nHost:' },
  ])('$where is answered BODY_TIMED_OUT and cut off', async ({ bytes }) => {
    test_.lines.length = 0;
    const answer = await send(port, bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"code":"BODY_TIMED_OUT"');
    expect(answer).toContain('within 1 seconds');
    await new Promise(setImmediate); // the route, too, hears of the end of its body
    const refusals = test_.lines.filter((line) => line.includes('Request refused'));
    expect(refusals.map((line) => JSON.parse(line).code)).toEqual(['BODY_TIMED_OUT']);
  });

  test('does not keep others waiting', async () => {
    const hanging = send(port, 'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n');
    const answer = await send(port, 'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    await hanging;
  });
});

test('what is not HTTP gets an answer with a code', async () => {
  const test_ = await createTestApp();
  const port = await listening(test_.app);
  expect(await send(port, 'hello\r\n\r\n')).toContain('"code":"REQUEST_INVALID"');
  const long = `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`;
  expect(await send(port, long)).toContain('its headers are too long');
  await test_.close();
});

describe('with TLS', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'muster-tls-'));
    const files = ['-keyout', join(dir, 'key.pem'), '-out', join(dir, 'cert.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    execFileSync('openssl', ['req', '-x509', ...key, ...files, ...subject], { stdio: 'ignore' });
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  test('the cookie is for TLS alone, and browsers are told to stay with it', async () => {
    const test_ = await createTestApp({ tlsCert: join(dir, 'cert.pem'), tlsKey: join(dir, 'key.pem') });
    const port = await listening(test_.app);
    await test_.services.users.add({ userName: 'Ada', password: 'correct horse battery' });
    const request = httpsRequest({
      port,
      host: 'localhost',
      path: '/api/v1/session',
      method: 'POST',
      ca: readFileSync(join(dir, 'cert.pem')),
      headers: { 'content-type': 'application/json', origin: `https://localhost:${port}` },
    });
    request.end(JSON.stringify({ userName: 'Ada', password: 'correct horse battery' }));
    const [response] = await once(request, 'response');
    expect(response.statusCode).toBe(200);
    expect(response.headers['set-cookie'][0]).toMatch(
      /^__Host-muster_session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(response.headers['strict-transport-security']).toBe('max-age=15552000');
    response.resume();
    request.destroy();
    await test_.close();
  });

  test('a certificate that cannot be read stops the start with its name', async () => {
    const started = createTestApp({ tlsCert: join(dir, 'none.pem'), tlsKey: join(dir, 'key.pem') });
    await expect(started).rejects.toThrow('"--tls-cert" must be a readable file');
    const swapped = createTestApp({ tlsCert: join(dir, 'key.pem'), tlsKey: join(dir, 'cert.pem') });
    await expect(swapped).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  });
});
