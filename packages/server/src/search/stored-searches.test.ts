import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { callApi, signInAs } from '../http/testing/call-api.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';
import { KEPT_DAYS } from './stored-search-service.ts';
import { machine, report } from './testing/sample-fleet.ts';

const DAY_MS = 86_400_000;

describe.each(enginesUnderTest())('searches that are deleted, on $name', ({ create }) => {
  let server: TestApp;
  let dispose: () => Promise<void>;
  let call: ReturnType<typeof callApi>;
  let now: number;

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 20, 12);
    const made = await create();
    dispose = made.dispose;
    server = await createTestApp({ db: made.db, clock: () => now });
    call = callApi(server);
    await report(server, machine(0));
  });
  afterEach(async () => {
    await server.close();
    await dispose();
  });

  const keep = async (name: string) =>
    (await call('POST', '/searches', { name, query: 'memory>1', shared: true })).body;
  const actions = async () => {
    const { items } = (await call('GET', '/audit')).body;
    return items
      .filter(({ target }: { target: string }) => target.startsWith('search '))
      .map(({ action, target }: { action: string; target: string }) => `${action} ${target}`);
  };

  test('one that is brought back is what it was, with its number', async () => {
    const made = await keep('Any memory');
    expect((await call('DELETE', `/searches/${made.id}`)).status).toBe(204);
    expect((await call('GET', '/searches')).body.total).toBe(0);
    expect((await call('GET', `/dashboard/searches/${made.id}`)).body.code).toBe('SEARCH_NOT_FOUND');
    now += 5000;
    const restored = await call('POST', `/searches/${made.id}/restore`);
    expect([restored.status, restored.body]).toEqual([200, made]);
    expect((await call('GET', `/searches/${made.id}`)).body).toEqual(made);
    expect((await call('GET', `/dashboard/searches/${made.id}`)).body).toMatchObject({ name: 'Any memory', count: 1 });
    const target = `search ${made.id}`;
    expect(await actions()).toEqual([`search.restore ${target}`, `search.delete ${target}`, `search.create ${target}`]);
    // Who presses twice gets what is there, and nothing is noted.
    expect((await call('POST', `/searches/${made.id}/restore`)).body).toEqual(made);
    expect(await actions()).toHaveLength(3);
    // It can be deleted and brought back again.
    await call('DELETE', `/searches/${made.id}`);
    expect((await call('POST', `/searches/${made.id}/restore`)).body).toEqual(made);
  });

  test('its number is given to no other meanwhile, its name may be', async () => {
    const made = await keep('Any memory');
    await call('DELETE', `/searches/${made.id}`);
    const other = await keep('any MEMORY');
    expect(other.id).not.toBe(made.id);
    const refused = await call('POST', `/searches/${made.id}/restore`);
    expect([refused.status, refused.body.code]).toEqual([409, 'SEARCH_NAME_TAKEN']);
    await call('PUT', `/searches/${other.id}`, { name: 'Another', query: 'memory>1' });
    expect((await call('POST', `/searches/${made.id}/restore`)).body).toEqual(made);
  });

  test('only its owner can bring it back', async () => {
    const made = await keep('Any memory');
    const grace = await signInAs(server, 'grace');
    expect((await call('POST', `/searches/${made.id}/restore`, {}, grace)).body.code).toBe('SEARCH_NOT_YOURS');
    await call('DELETE', `/searches/${made.id}`);
    expect((await call('POST', `/searches/${made.id}/restore`, {}, grace)).body.code).toBe('SEARCH_NOT_FOUND');
    expect((await call('POST', '/searches/999/restore')).body.code).toBe('SEARCH_NOT_FOUND');
  });

  test('after a month it is gone', async () => {
    const [old, young] = [await keep('Old'), await keep('Young')];
    await call('DELETE', `/searches/${old.id}`);
    now += 2 * DAY_MS;
    await call('DELETE', `/searches/${young.id}`);
    now += (KEPT_DAYS - 1) * DAY_MS;
    await server.services.jobs.runNow('search.forget');
    expect((await call('POST', `/searches/${old.id}/restore`)).body.code).toBe('SEARCH_NOT_FOUND');
    expect((await call('POST', `/searches/${young.id}/restore`)).body).toEqual(young);
  });
});
