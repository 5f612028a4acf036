import { AppError } from '@muster/protocol';
import { fastify } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { configOf } from '../config.ts';
import { createHttpServer } from './create-http-server.ts';
import { guardRoutes } from './route-guard.ts';
import { createTestApp, type TestApp } from './testing/test-app.ts';

describe('a server', () => {
  let test_: TestApp;
  beforeAll(async () => {
    test_ = await createTestApp();
  });
  afterAll(() => test_.close());

  test('says that it is ready', async () => {
    const answer = await test_.app.inject({ url: '/healthz' });
    expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'ok' }]);
  });

  test('says that its database is gone', async () => {
    const other = await createTestApp();
    await other.db.close();
    const answer = await other.app.inject({ url: '/healthz' });
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'DATABASE_UNREACHABLE']);
    await other.app.close();
  });

  test('tells browsers to run no script but its own, and to keep no answer of the API', async () => {
    const answer = await test_.app.inject({ url: '/api/v1/setup' });
    const policy = String(answer.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none';script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    expect(answer.headers).not.toHaveProperty('strict-transport-security'); // without TLS it would lock people out
  });

  test.each([
    { name: 'JSON that is none', payload: '{"a":', type: 'application/json', code: 'REQUEST_INVALID', status: 400 },
    { name: 'an empty body', payload: '', type: 'application/json', code: 'REQUEST_INVALID', status: 400 },
    { name: 'another type', payload: '<a/>', type: 'text/xml', code: 'REQUEST_INVALID', status: 400 },
    {
      name: 'a field too many',
      payload: '{"userName":"a","password":"b","x":1}',
      code: 'REQUEST_INVALID',
      status: 400,
    },
    {
      name: 'a field of another type',
      payload: '{"userName":{},"password":"b"}',
      code: 'REQUEST_INVALID',
      status: 400,
    },
    {
      name: 'a prototype',
      payload: '{"__proto__":{},"userName":"a","password":"b"}',
      code: 'REQUEST_INVALID',
      status: 400,
    },
    { name: 'a body without end', payload: `"${'x'.repeat(1_048_576)}"`, code: 'BODY_TOO_LARGE', status: 413 },
  ])('refuses $name with a code, a hint and an id', async ({ payload, type = 'application/json', code, status }) => {
    const headers = { 'content-type': type };
    const answer = await test_.app.inject({ method: 'POST', url: '/api/v1/session', payload, headers });
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toEqual({
      code,
      message: expect.any(String),
      hint: expect.any(String),
      requestId: expect.any(String),
    });
    expect(answer.headers['x-request-id']).toBe(answer.json().requestId);
    expect(answer.body.length).toBeLessThan(1000);
  });

  test('names the field that is wrong', async () => {
    const answer = await test_.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { userName: 7, password: 'b' },
    });
    expect(answer.json().message).toContain('body.userName');
  });

  test('answers an unknown path of the API as JSON, whatever the method', async () => {
    for (const method of ['GET', 'POST', 'DELETE'] as const) {
      const answer = await test_.app.inject({ method, url: '/api/v1/nope?token=secret' });
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'ROUTE_NOT_FOUND']);
      expect(answer.json().message).toBe(`Cannot find ${method} /api/v1/nope`);
    }
  });

  test('logs one line for a failure, without the query', async () => {
    test_.lines.length = 0;
    await test_.app.inject({ url: '/api/v1/nope?q=private' });
    const failures = test_.lines.filter((line) => line.includes('Request refused'));
    expect(failures).toHaveLength(1);
    expect(JSON.parse(failures[0] ?? '')).toMatchObject({ code: 'ROUTE_NOT_FOUND', method: 'GET' });
    expect(test_.lines.join('')).not.toContain('private');
  });

  test('gives every request an id of its own, not the one that the client wants', async () => {
    const answer = await test_.app.inject({
      url: '/healthz',
      headers: { 'x-request-id': 'mine', 'request-id': 'mine' },
    });
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('says what it is, and under which address agents reach it', async () => {
    const view = async (host: string) => {
      const headers = { authorization: test_.authorization, host };
      return (await test_.app.inject({ url: '/api/v1/server', headers })).json();
    };
    expect(await view('muster.example:8080')).toMatchObject({
      name: 'Muster',
      database: 'sqlite',
      warnings: [],
      agentUrls: { ocs: 'http://muster.example:8080/ocsinventory' },
    });
    expect((await view('[::1]:80')).agentUrls.ocs).toBe('http://[::1]:80/ocsinventory');
    expect((await view('a"; rm -rf ~')).agentUrls.ocs).toBe('http://localhost/ocsinventory');
  });
});

test('clear text beyond this machine is a warning of the server', async () => {
  const test_ = await createTestApp({ listen: '0.0.0.0', allowHttp: true, publicUrl: 'https://inventory.example' });
  const answer = await test_.app.inject({ url: '/api/v1/server', headers: { authorization: test_.authorization } });
  expect(answer.json().warnings).toEqual([expect.objectContaining({ code: 'HTTP_CLEAR_TEXT' })]);
  expect(answer.json().agentUrls.glpi).toBe('https://inventory.example/front/inventory.php');
  await test_.close();
});

describe('behind a proxy', () => {
  test.each([
    { name: 'that is known', behindProxy: ['127.0.0.1'], cookie: '__Host-muster_session', address: '198.51.100.7' },
    { name: 'that is not', behindProxy: [], cookie: 'muster_session', address: '127.0.0.1' },
  ])('$name, its headers decide accordingly', async ({ behindProxy, cookie, address }) => {
    const test_ = await createTestApp({ behindProxy });
    await test_.services.users.add({ userName: 'Ada', password: 'correct horse battery' });
    const headers = { 'x-forwarded-for': '198.51.100.7', 'x-forwarded-proto': 'https' };
    const attempt = (password: string) =>
      test_.app.inject({ method: 'POST', url: '/api/v1/session', payload: { userName: 'Ada', password }, headers });
    const [set] = (await attempt('correct horse battery')).cookies;
    expect(set).toMatchObject({ name: cookie, path: '/' });
    expect(set?.secure ?? false).toBe(behindProxy.length > 0);
    await attempt('wrong');
    expect(test_.lines.join('')).toContain(`"address":"${address}"`);
    await test_.close();
  });
});

describe('a route', () => {
  async function serverWith(routes: FastifyPluginAsyncZod) {
    const lines: string[] = [];
    const app = await createHttpServer(configOf({}), pino({ level: 'info' }, { write: (line) => lines.push(line) }));
    guardRoutes(app, { findByToken: async () => null, findBySession: async () => null } as never); // safe: nobody signs in
    await app.register(routes);
    return { app, lines };
  }

  test('that does not say who may use it stops the start', async () => {
    const started = serverWith(async (app) => {
      app.get('/open', async () => 'everybody sees this');
    });
    await expect(started).rejects.toThrow('Route GET /open must declare config.permission');
  });

  test('that is not public is closed to those who are not signed in, also as HEAD', async () => {
    const { app } = await serverWith(async (inner) => {
      inner.get('/closed', { config: { permission: 'asset.read' } }, async () => 'secret');
    });
    for (const method of ['GET', 'HEAD'] as const) {
      expect((await app.inject({ method, url: '/closed' })).statusCode).toBe(401);
    }
  });

  test('that breaks tells the log why, and the client nothing', async () => {
    const { app, lines } = await serverWith(async (inner) => {
      inner.get('/break', { config: { permission: 'public' } }, async () => {
        throw new Error('password of the database is hunter2');
      });
    });
    const answer = await app.inject({ url: '/break' });
    expect([answer.statusCode, answer.json().code]).toEqual([500, 'INTERNAL']);
    expect(answer.body).not.toContain('hunter2');
    expect(lines.join('')).toContain('hunter2');
    expect(lines.join('')).toContain(answer.json().requestId);
  });

  test('that answers what its schema does not allow is an error of ours', async () => {
    const { app } = await serverWith(async (inner) => {
      const schema = { response: { 200: z.object({ id: z.int() }) } };
      inner.get('/wrong', { config: { permission: 'public' }, schema }, async () => ({ id: 'x' }) as never); // safe: the point
    });
    expect((await app.inject({ url: '/wrong' })).json().code).toBe('INTERNAL');
  });

  test('that throws an AppError answers its status, code and hint', async () => {
    const { app } = await serverWith(async (inner) => {
      inner.get('/busy', { config: { permission: 'public' } }, async () => {
        throw new AppError('TOO_MANY_ATTEMPTS', { seconds: 42 });
      });
    });
    const answer = await app.inject({ url: '/busy' });
    expect([answer.statusCode, answer.headers['retry-after'], answer.json().hint]).toEqual([
      429,
      '42',
      'Wait 42 seconds and try again.',
    ]);
  });

  test('fastify itself would not have refused it', async () => {
    const app = fastify();
    app.get('/open', async () => 'open');
    expect((await app.inject({ url: '/open' })).body).toBe('open');
  });
});
