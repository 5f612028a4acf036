import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';

describe.each(enginesUnderTest())('$name', ({ create }) => {
  let server: TestApp;
  let other: string;
  beforeAll(async () => {
    server = await createTestApp({ create });
    other = `Bearer ${await server.services.users.createToken('somebody else')}`;
  });
  afterAll(() => server.close());

  const call = async (method: 'GET' | 'PUT' | 'DELETE', path: string, payload?: unknown, as = server.authorization) => {
    const reply = await server.app.inject({
      method,
      url: `/api/v1/preferences${path}`,
      headers: { authorization: as },
      ...(payload === undefined ? {} : { payload: payload as object }),
    });
    return { status: reply.statusCode, body: reply.payload === '' ? null : reply.json() };
  };

  test('what a user set is there again, and nobody else sees it', async () => {
    expect((await call('GET', '')).body).toEqual({ items: {} });
    expect((await call('PUT', '/density', { value: 'compact' })).status).toBe(204);
    expect((await call('PUT', '/list.computers', { value: { columns: ['name', 'bios.serial'] } })).status).toBe(204);
    expect((await call('PUT', '/density', { value: 'comfortable' })).status).toBe(204);
    const items = { density: 'comfortable', 'list.computers': { columns: ['name', 'bios.serial'] } };
    expect((await call('GET', '')).body).toEqual({ items });
    expect((await call('GET', '', undefined, other)).body).toEqual({ items: {} });
    expect((await call('DELETE', '/density', undefined, other)).status).toBe(204);
    expect((await call('GET', '')).body).toEqual({ items });
    expect((await call('DELETE', '/density')).status).toBe(204);
    expect((await call('GET', '')).body.items.density).toBeUndefined();
  });

  test.each([
    ['/Density', { value: 1 }, 400, 'REQUEST_INVALID'],
    ['/density', { value: 1, more: 2 }, 400, 'REQUEST_INVALID'],
    ['/density', {}, 400, 'REQUEST_INVALID'],
    ['/density', { value: 'é'.repeat(40_000) }, 413, 'PREFERENCE_TOO_LARGE'],
  ])('PUT %s is refused', async (path, payload, status, code) => {
    const { status: got, body } = await call('PUT', path, payload);
    expect([got, body.code]).toEqual([status, code]);
  });

  test('one user cannot fill the database', async () => {
    for (let i = 0; i < 300; i += 1) await call('PUT', `/n${i}`, { value: i }, other);
    expect((await call('PUT', '/one-more', { value: 1 }, other)).body.code).toBe('PREFERENCES_TOO_MANY');
    expect((await call('PUT', '/n7', { value: 'again' }, other)).status).toBe(204);
  });
});
