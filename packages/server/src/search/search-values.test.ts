import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withScope } from '../access/viewer.ts';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { callApi } from '../http/testing/call-api.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';
import { machine, report } from './testing/sample-fleet.ts';

const NOW = Date.UTC(2026, 10, 20, 12);

describe.each(enginesUnderTest())('what helps to write searches, on $name', ({ create }) => {
  let server: TestApp;
  let dispose: () => Promise<void>;
  let call: ReturnType<typeof callApi>;

  beforeAll(async () => {
    const made = await create();
    dispose = made.dispose;
    server = await createTestApp({ db: made.db, clock: () => NOW });
    call = callApi(server);
    for (let i = 0; i < 8; i += 1) await report(server, machine(i));
  });
  afterAll(async () => {
    await server.close();
    await dispose();
  });

  const values = async (field: string, q: string) =>
    (await call('GET', `/search/values?field=${field}&q=${encodeURIComponent(q)}`)).body.items;
  const found = async (query: string, more: object = {}) =>
    (await call('POST', '/assets/search', { query, sort: 'id', ...more })).body.items?.map(
      ({ name }: { name: string }) => name,
    );

  test('values that a field has: what begins so before what contains it, the frequent first', async () => {
    expect(await values('asset.os', '')).toEqual(['Debian GNU/Linux 12', 'Microsoft Windows 11 Pro', 'Ubuntu 24.04']);
    expect(await values('asset.os', 'u')).toEqual(['Ubuntu 24.04', 'Debian GNU/Linux 12']);
    expect(await values('software.name', 'FIRE')).toEqual(['Firefox']);
    expect(await values('software.version', '115')).toEqual(['115.2']);
    expect(await values('drives.fileSystem', 'e')).toEqual(['ext4']);
  });

  test('what people type there is taken literally, and names are of the registry alone', async () => {
    expect(await values('asset.user', '%')).toEqual(['100%_\\']);
    expect(await values('asset.user', "o'")).toEqual(['o\'hara "x"']);
    expect(await values('asset.memoryMiB', '4')).toEqual([]);
    for (const field of ['assets.os', 'asset.os"', 'users.password', '__proto__']) {
      const { status, body } = await call('GET', `/search/values?field=${encodeURIComponent(field)}`);
      expect([field, status, body.code]).toEqual([field, 400, 'SEARCH_INVALID']);
    }
  });

  test('who may not see a machine is not told its values', async () => {
    const { search } = server.app.services;
    const seen = (tags: string[], field: string) => withScope({ tags }, () => search.values(field, '', 10));
    expect(await seen(['nowhere'], 'asset.os')).toEqual([]);
    expect(await seen(['nowhere'], 'software.name')).toEqual([]);
    expect(await seen(['nowhere'], 'drives.fileSystem')).toEqual([]);
    expect((await seen([''], 'software.name')).length).toBeGreaterThan(1);
  });

  test('what machines have set of their own is found, and explained', async () => {
    const [id, other] = (await call('POST', '/assets/search', { query: '', sort: 'id' })).body.items.map(
      (one: { id: number }) => one.id,
    );
    await call('PUT', `/assets/${id}/settings/PROLOG_FREQ`, { value: 7 });
    await call('PUT', `/assets/${id}/settings/INVENTORY_ON_STARTUP`, { value: false });
    await call('PUT', `/assets/${other}/settings/SCAN_TYPE_SNMP`, { value: 'ICMP' });
    expect(await found('setting:notempty')).toEqual(['pc-0', 'pc-1']);
    expect(await found('setting:prolog')).toEqual(['pc-0']);
    expect(await found('setting.PROLOG_FREQ>=7')).toEqual(['pc-0']);
    expect(await found('setting.PROLOG_FREQ>7')).toEqual([]);
    expect(await found('setting.INVENTORY_ON_STARTUP:no')).toEqual(['pc-0']);
    expect(await found('setting.INVENTORY_ON_STARTUP:yes')).toEqual([]);
    expect(await found('setting.SCAN_TYPE_SNMP=icmp')).toEqual(['pc-1']);
    const why = await call('POST', `/assets/${id}/explain-search`, { query: 'setting.PROLOG_FREQ:7' });
    expect(why.body.parts[0]).toMatchObject({ holds: true, rows: [{ values: { PROLOG_FREQ: 7 } }] });
  });

  test('archived machines are left out, unless the search asks when they were archived', async () => {
    const [{ id }] = (await call('POST', '/assets/search', { query: 'name=pc-3' })).body.items;
    const { status } = await call('POST', `/assets/${id}/archive`, {});
    expect(status).toBeLessThan(300);
    expect(await found('name=pc-3')).toEqual([]);
    expect(await found('archived:notempty')).toEqual(['pc-3']);
    expect(await found('archived<1d name:pc')).toEqual(['pc-3']);
    expect(await found('archived:notempty or name=pc-4')).toEqual(['pc-3', 'pc-4']);
  });

  test('stored searches are found by their words', async () => {
    await call('POST', '/searches', { name: 'Old browsers', query: 'software:firefox<100' });
    await call('POST', '/searches', { name: 'Small', description: '100 % busy', query: 'memory<1GB' });
    const names = async (q: string) =>
      (await call('GET', `/searches?q=${encodeURIComponent(q)}`)).body.items.map((one: { name: string }) => one.name);
    expect(await names('')).toEqual(['Old browsers', 'Small']);
    expect(await names('FIREFOX')).toEqual(['Old browsers']);
    expect(await names('100 %')).toEqual(['Small']);
    expect(await names('_')).toEqual([]);
  });
});
