import { once } from 'node:events';
import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { configOf } from '../config.ts';
import { openDatabase } from '../db/database.ts';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createHttpServer } from './create-http-server.ts';
import { createEventHub } from './event-hub.ts';
import { eventRoutes } from './event-routes.ts';
import { guardRoutes } from './route-guard.ts';
import { createTestApp, type TestApp } from './testing/test-app.ts';

let test_: TestApp;
let port: number;
beforeEach(async () => {
  test_ = await createTestApp();
  await test_.app.listen({ port: 0 });
  port = (test_.app.server.address() as AddressInfo).port; // safe: it listens on TCP
});
afterEach(() => test_.close());

async function open(headers: Record<string, string>): Promise<{ request: ClientRequest; response: IncomingMessage }> {
  const request = get({ port, path: '/api/v1/events', headers });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  response.setEncoding('utf8');
  return { request, response };
}

/** A second heartbeat may have come before the user was removed. */
function alreadyGone(error: unknown): void {
  expect(error).toMatchObject({ code: 'USER_NOT_FOUND' });
}

/** What has come once it contains `wanted`. */
async function readUntil(response: IncomingMessage, wanted: string): Promise<string> {
  let text = '';
  for await (const chunk of response.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (text.includes(wanted)) return text;
  }
  throw new Error(`The stream ended before "${wanted}" came`);
}

test('GET /events tells whoever is signed in what happens', async () => {
  expect((await open({})).response.statusCode).toBe(401);

  const { request, response } = await open({ authorization: test_.authorization });
  expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  expect(response.headers['content-security-policy']).toBeDefined();
  await readUntil(response, 'retry: 3000\n\n');
  test_.services.events.publish({ type: 'asset', data: { id: 7, kind: 'created' } });
  expect(await readUntil(response, '\n\n')).toBe('event: asset\ndata: {"id":7,"kind":"created"}\n\n');
  request.destroy();
});

test('text of an event cannot begin another event', async () => {
  const { request, response } = await open({ authorization: test_.authorization });
  await readUntil(response, 'retry');
  test_.services.events.publish({ type: 'asset', data: { name: 'a\n\nevent: fake\ndata: {}' } });
  const text = await readUntil(response, '}"}\n\n');
  expect(text.match(/^event:/gm)).toHaveLength(1);
  request.destroy();
});

test('an open stream does not keep the server from stopping', async () => {
  const { response } = await open({ authorization: test_.authorization });
  await readUntil(response, 'retry');
  const ended = once(response.resume(), 'end');
  await test_.app.close();
  await ended;
});

test('HEAD /events opens no stream', async () => {
  const headers = { authorization: test_.authorization };
  expect((await test_.app.inject({ method: 'HEAD', url: '/api/v1/events', headers })).statusCode).toBe(404);
});

test('whoever signs out hears no more, at the next heartbeat at the latest', async () => {
  const { sessions, users } = test_.services;
  const server = await createHttpServer(configOf({}), pino({ level: 'silent' }));
  guardRoutes(server, sessions);
  await server.register(eventRoutes, {
    events: createEventHub(),
    sessions,
    mayHear: async () => true,
    heartbeatMs: 20,
  });
  const authorization = `Bearer ${await users.createToken('leaver')}`;
  const answer = await server.inject({ url: '/events', headers: { authorization }, payloadAsStream: true });
  const reader = answer.stream();
  reader.setEncoding('utf8');
  let text = '';
  for await (const chunk of reader) {
    text += String(chunk);
    if (text.endsWith(': still here\n\n')) await users.remove('leaver').catch(alreadyGone);
  }
  expect(text).toContain('retry: 3000\n\n: still here\n\n');
  await server.close();
});

test('a client that does not read is cut off, not remembered', async () => {
  const { response } = await open({ authorization: test_.authorization });
  await readUntil(response, 'retry');
  response.pause();
  const closed = new Promise((resolve) => response.once('close', resolve).once('error', resolve));
  const data = { id: 1, text: 'x'.repeat(64 * 1024) };
  // Far more than the system's socket buffers (some MiB) and our own take.
  for (let i = 0; i < 400; i += 1) {
    test_.services.events.publish({ type: 'asset', data });
    if (i % 10 === 0) await new Promise(setImmediate);
  }
  response.resume();
  await closed;
  expect(response.complete).toBe(false);
});

test('createEventHub() tells every listener until it leaves', () => {
  const hub = createEventHub();
  const heard: string[] = [];
  const leave = hub.subscribe(({ type }) => heard.push(`a ${type}`));
  hub.subscribe(({ type }) => heard.push(`b ${type}`));
  hub.publish({ type: 'one', data: {} });
  leave();
  hub.publish({ type: 'two', data: {} });
  expect(heard).toEqual(['a one', 'b one', 'b two']);
});

const shared = enginesUnderTest().filter(({ name }) => name === 'postgres'); // of SQLite there is one server process

describe.each(shared)('several server processes on one $name', ({ create }) => {
  test('a console hears of what any of them receives, and each does its work once', async () => {
    const { db, location, dispose } = await create();
    const second = await openDatabase(location);
    const [here, there] = [await createTestApp({ db }), await createTestApp({ db: second })];
    const heard: unknown[] = [];
    const own: unknown[] = [];
    here.services.events.subscribeToAll(({ data }) => void heard.push(data.id));
    here.services.events.subscribe(({ data }) => void own.push(data.id));
    // More than one signal holds, and until the other one listens.
    await vi.waitFor(
      () => {
        for (let id = 1; id <= 500; id += 1)
          there.services.events.publish({ type: 'asset', data: { id, kind: 'updated' } });
        expect(new Set(heard).size).toBe(500);
      },
      { timeout: 150_000, interval: 300 },
    );
    expect(own).toEqual([]);

    // A connection that is cut comes back.
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'muster events' and datname = current_database()`.execute(db.kysely);
    await vi.waitFor(
      () => {
        there.services.events.publish({ type: 'asset', data: { id: 501, kind: 'created' } });
        expect(heard).toContain(501);
      },
      { timeout: 150_000, interval: 300 },
    );
    // What strangers say changes nothing.
    for (const text of ['', 'null', '{"from":1}', '{"from":"x","events":[null,{"type":"a\\nb","data":{}},7]}']) {
      await db.signals?.send(text);
    }
    await Promise.all([here.close(), there.close()]);
    await second.close();
    await dispose();
  });
});
