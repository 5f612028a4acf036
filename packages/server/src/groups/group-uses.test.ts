import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { callApi } from '../http/testing/call-api.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';
import { machine, report } from '../search/testing/sample-fleet.ts';

describe.each(enginesUnderTest())('what the console asks of groups, on $name', ({ create }) => {
  let server: TestApp;
  let dispose: () => Promise<void>;
  let call: ReturnType<typeof callApi>;

  beforeEach(async () => {
    const made = await create();
    dispose = made.dispose;
    server = await createTestApp({ db: made.db, clock: () => Date.UTC(2026, 10, 20, 12) });
    call = callApi(server);
    for (let i = 0; i < 4; i += 1) await report(server, machine(i));
  });
  afterEach(async () => {
    await server.close();
    await dispose();
  });

  test('how many settings it has, and which searches ask for it', async () => {
    const { body: lab } = await call('POST', '/groups', { name: 'Lab' });
    const { body: office } = await call('POST', '/groups', { name: 'Office' });
    await call('PUT', `/groups/${lab.id}/settings/PROLOG_FREQ`, { value: 3 });
    await call('PUT', `/groups/${lab.id}/settings/FREQUENCY`, { value: 5 });
    await call('POST', '/searches', { name: 'Not in the lab', query: 'not group:lab' });
    await call('POST', '/searches', { name: 'Either', query: `os:debian group=(${lab.id}, ${office.id})` });
    await call('POST', '/searches', { name: 'Any', query: 'group:notempty' });
    const { body: list } = await call('GET', '/groups');
    expect(list.items.map((one: { name: string; settings: number }) => [one.name, one.settings])).toEqual([
      ['Lab', 2],
      ['Office', 0],
    ]);
    const { body: uses } = await call('GET', `/groups/${lab.id}/uses`);
    expect(uses.searches.map(({ name }: { name: string }) => name)).toEqual(['Either', 'Not in the lab']);
    expect((await call('GET', `/groups/${office.id}/uses`)).body.searches).toHaveLength(1);
    expect((await call('GET', '/groups/999/uses')).status).toBe(404);
  });

  test('who changes a group that was changed meanwhile is told, and nothing is lost', async () => {
    const { body: made } = await call('POST', '/groups', { name: 'Lab' });
    const first = await call('PUT', `/groups/${made.id}`, { name: 'Laboratory', revision: made.revision });
    expect(first.status).toBe(200);
    const second = await call('PUT', `/groups/${made.id}`, { name: 'Lab 2', revision: made.revision });
    expect([second.status, second.body.code]).toEqual([409, 'GROUP_CHANGED']);
    const { body: after } = await call('GET', `/groups/${made.id}`);
    expect(after).toMatchObject({ name: 'Laboratory', revision: first.body.revision });
    expect((await call('PUT', `/groups/${made.id}`, { name: 'Lab 3' })).status).toBe(200);
  });

  test('members are found by a text, taken literally', async () => {
    const { body: made } = await call('POST', '/groups', { name: 'All', query: '' });
    const names = async (q: string) =>
      (await call('GET', `/groups/${made.id}/members?sort=id&q=${encodeURIComponent(q)}`)).body.items.map(
        ({ name }: { name: string }) => name,
      );
    expect(await names('')).toEqual(['pc-0', 'pc-1', 'pc-2', 'pc-3']);
    expect(await names('PC-2')).toEqual(['pc-2']);
    expect(await names('SN1001')).toEqual(['pc-1']);
    expect(await names('p_-')).toEqual([]);
  });
});
