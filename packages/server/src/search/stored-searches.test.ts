import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { callApi, signInAs } from '../http/testing/call-api.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';
import { KEPT_DAYS } from './stored-search-service.ts';
import { criterion } from './testing/any-search.ts';
import { machine, report } from './testing/sample-fleet.ts';

const DAY_MS = 86_400_000;

describe.each(enginesUnderTest())('searches that people keep, on $name', ({ create }) => {
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

  test('keep their words', async () => {
    await report(server, machine(1));
    const grace = await signInAs(server, 'grace');
    const query = ' os:windows   memory<8GB';
    const made = await call('POST', '/searches', { name: 'Small', query }, grace);
    const tree = { and: [{ field: 'asset.os' }, { value: 8192 }] };
    expect([made.status, made.body]).toMatchObject([201, { query, tree }]);
    const wrong = await call('PUT', `/searches/${made.body.id}`, { name: 'Small', query: 'os:' }, grace);
    expect(wrong.body).toMatchObject({ code: 'SEARCH_INVALID', details: { start: 3 } });
    const grouped = (await call('POST', '/groups', { name: 'Small ones', query }, grace)).body;
    expect(grouped).toMatchObject({ kind: 'dynamic', tree: made.body.tree });
    // A group may be called by its name.
    const inGroup = await call('POST', '/assets/search', { query: 'group:"small ones"' });
    const searched = await call('POST', '/assets/search', { query });
    expect([inGroup.body.total, searched.body.total]).toEqual([grouped.members, grouped.members]);
    const nobody = await call('POST', '/assets/search', { query: 'group:"Small"' });
    expect(nobody.body.details).toMatchObject({ start: 6, suggestion: '"Small ones"' });
  });

  test('belong to their owner, and may be shared', async () => {
    const ada = await signInAs(server, 'ada');
    const tree = criterion('asset.os', 'contains', 'windows');
    const made = await call('POST', '/searches', { name: 'Windows', tree }, ada);
    expect([made.status, made.body]).toMatchObject([201, { owner: 'ada', own: true, shared: false, tree }]);
    const own = `/searches/${made.body.id}`;
    expect((await call('GET', own)).body.code).toBe('SEARCH_NOT_FOUND');
    const twice = await call('POST', '/searches', { name: ' windows ', tree }, ada);
    expect([twice.status, twice.body.code]).toEqual([409, 'SEARCH_NAME_TAKEN']);
    const payload = { name: 'Windows', description: 'all of them', shared: true, tree: { not: tree } };
    const changed = await call('PUT', own, payload, ada);
    expect(changed.body).toMatchObject({ shared: true, tree: { not: tree }, description: 'all of them' });
    expect((await call('GET', '/searches')).body).toMatchObject({ total: 1, items: [{ own: false, name: 'Windows' }] });
    const stolen = await call('DELETE', own);
    expect([stolen.status, stolen.body.code]).toEqual([403, 'SEARCH_NOT_YOURS']);
    const broken = await call('PUT', own, { ...payload, tree: { or: [] } }, ada);
    expect(broken.body.code).toBe('SEARCH_INVALID');
    expect((await call('DELETE', own, undefined, ada)).status).toBe(204);
    expect((await call('GET', '/searches', undefined, ada)).body.total).toBe(0);
  });

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

  test('the number of a deleted one is given to no other meanwhile, its name may be', async () => {
    const made = await keep('Any memory');
    await call('DELETE', `/searches/${made.id}`);
    const other = await keep('any MEMORY');
    expect(other.id).not.toBe(made.id);
    const refused = await call('POST', `/searches/${made.id}/restore`);
    expect([refused.status, refused.body.code]).toEqual([409, 'SEARCH_NAME_TAKEN']);
    await call('PUT', `/searches/${other.id}`, { name: 'Another', query: 'memory>1' });
    expect((await call('POST', `/searches/${made.id}/restore`)).body).toEqual(made);
  });

  test('only its owner can bring one back', async () => {
    const made = await keep('Any memory');
    const grace = await signInAs(server, 'grace');
    expect((await call('POST', `/searches/${made.id}/restore`, {}, grace)).body.code).toBe('SEARCH_NOT_YOURS');
    await call('DELETE', `/searches/${made.id}`);
    expect((await call('POST', `/searches/${made.id}/restore`, {}, grace)).body.code).toBe('SEARCH_NOT_FOUND');
    expect((await call('POST', '/searches/999/restore')).body.code).toBe('SEARCH_NOT_FOUND');
  });

  test('after a month a deleted one is gone', async () => {
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
