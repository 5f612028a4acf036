import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';

describe.each(enginesUnderTest())('the state of a server on $name', ({ name, create }) => {
  let server: TestApp;
  let dispose: () => Promise<void>;
  const read = async () => {
    const headers = { authorization: server.authorization };
    return (await server.app.inject({ url: '/api/v1/server/state', headers })).json();
  };

  beforeEach(async () => {
    const made = await create();
    dispose = made.dispose;
    server = await createTestApp({ db: made.db, data: import.meta.dirname });
  });
  afterEach(async () => {
    await server.close();
    await dispose();
  });

  test('tells of process, database, queues, jobs and disk', async () => {
    await server.services.jobs.runNow('groups.evaluate');
    const state = await read();
    expect(state.database).toMatchObject({ engine: name, assets: 0, migration: expect.stringMatching(/^\d{4}-/) });
    expect(state.database.version).toMatch(/^\d+\./);
    expect(state.database.bytes).toBeGreaterThan(100_000);
    expect(state.process).toMatchObject({ node: process.versions.node });
    expect(Date.parse(state.process.startedAt)).toBeLessThan(Date.now());
    expect(state.disk.totalBytes).toBeGreaterThan(state.disk.freeBytes);
    expect(state.queues).toEqual({ messagesRunning: 0, messagesWaiting: 0, messageBytes: 0, groups: 0 });
    const job = state.jobs.find((one: { name: string }) => one.name === 'groups.evaluate');
    expect(job).toMatchObject({ isRunning: false, failures: 0, lookedAt: expect.any(String) });
    expect(state.lastBackup).toBeNull();
  });

  test('tells of the last errors by code and route, of what was sent nothing', async () => {
    const headers = { authorization: server.authorization };
    for (const secret of ['my-secret-1', 'my-secret-2']) {
      await server.app.inject({ url: `/api/v1/settings/${secret}`, method: 'DELETE', headers });
    }
    await server.app.inject({ method: 'POST', url: '/ocsinventory', payload: 'my-secret-3' });
    await server.app.inject({ url: '/api/v1/session' }); // nobody is signed in: no error worth telling
    const { errors } = await read();
    expect(errors).toEqual([
      expect.objectContaining({ code: 'BODY_NOT_DECODABLE', method: 'POST', count: 1 }),
      {
        code: 'SETTING_UNKNOWN',
        message: 'Cannot find setting …',
        hint: expect.any(String),
        status: 404,
        method: 'DELETE',
        route: '/api/v1/settings/:name',
        address: '127.0.0.1',
        requestId: expect.any(String),
        count: 2,
        firstAt: expect.any(String),
        lastAt: expect.any(String),
      },
    ]);
    expect(JSON.stringify(errors)).not.toContain('my-secret');
  });

  test('a job that fails is told', async () => {
    server.services.jobs.add({ name: 'test.fails', everyMs: 1e6, run: () => Promise.reject(new Error('a secret')) });
    await server.services.jobs.runNow('test.fails');
    const state = await read();
    expect(state.jobs.find((one: { name: string }) => one.name === 'test.fails')).toMatchObject({
      runs: 1,
      failures: 1,
      failedAt: expect.any(String),
    });
    expect(JSON.stringify(state)).not.toContain('a secret');
  });
});
