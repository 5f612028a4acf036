import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Db } from '../db/database.ts';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';
import { machine, report } from '../search/testing/sample-fleet.ts';

describe.each(enginesUnderTest())('quick search on $name', ({ create }) => {
  let db: Db;
  let dispose: () => Promise<void>;
  let server: TestApp;

  beforeEach(async () => {
    ({ db, dispose } = await create());
    server = await createTestApp({ db });
    for (let i = 0; i < 8; i += 1) await report(server, machine(i));
  });
  afterEach(async () => {
    await server.close();
    await dispose();
  });

  const call = async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const request = { method, url: `/api/v1${url}`, headers: { authorization: server.authorization } };
    return (await server.app.inject(payload === undefined ? request : { ...request, payload })).json();
  };
  const find = (q: string) => call('GET', `/quick-search?${new URLSearchParams({ q })}`);

  test('finds things of every kind by a piece of their name, whatever its case', async () => {
    await call('POST', '/groups', { name: 'Firefox testers' });
    await call('POST', '/searches', { name: 'firefox too old', query: 'software:firefox<115' });
    const found = await find('FIREFOX');
    expect(found.software).toMatchObject([{ name: 'Firefox' }]);
    expect(found.groups).toMatchObject([{ name: 'Firefox testers', members: 0 }]);
    expect(found.searches).toMatchObject([{ name: 'firefox too old', query: 'software:firefox<115' }]);
    expect((await find('BORIS')).users).toMatchObject([{ name: 'Boris' }]);
  });

  test('finds computers by serial number, address and MAC', async () => {
    for (const q of ['SN1003', '192.0.2.4', '00:16:3e:00:00:13']) {
      const { computers } = await find(q);
      expect(computers, q).toMatchObject({ total: 1, items: [{ name: 'pc-3' }] });
    }
  });

  test('what is typed is a text, never a pattern or SQL', async () => {
    for (const q of ['%', '_', "' or 1=1 --", '\\']) {
      const { software, computers } = await find(q);
      expect(software, q).toEqual([]);
      expect(computers.total, q).toBeLessThan(8);
    }
    expect((await find('100%_')).users).toMatchObject([{ name: '100%_\\' }]);
  });
});
