import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';

describe.each(enginesUnderTest())('care of duplicates on $name', ({ create }) => {
  let server: TestApp;
  const ids: Record<string, number> = {};

  beforeEach(async () => {
    server = await createTestApp({ create });
    // Three records of one name and serial number, whose agents and UUIDs differ.
    for (const [device, mac] of Object.entries({
      a: '00:16:3e:00:00:01',
      b: '00:16:3e:00:00:02',
      c: '00:16:3e:00:00:03',
    })) {
      await report(device, mac);
    }
    const { items } = (await ask('GET', '/assets?sort=deviceId')).body;
    for (const { id, deviceId } of items) ids[deviceId.slice(0, 1)] = id;
    expect(items).toHaveLength(3);
  });
  afterEach(() => server.close());

  async function report(device: string, mac: string) {
    const payload = `<?xml version="1.0"?><REQUEST><CONTENT><HARDWARE><NAME>PC-7</NAME><UUID>11111111-2222-4333-8444-00000000000${device}</UUID></HARDWARE><BIOS><SSN>OEM-BOX</SSN></BIOS><NETWORKS><DESCRIPTION>eth0</DESCRIPTION><MACADDR>${mac}</MACADDR></NETWORKS></CONTENT><DEVICEID>${device}-2026-11-20-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
    expect((await server.app.inject({ method: 'POST', url: '/ocsinventory', payload })).statusCode).toBe(200);
  }

  async function ask(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, payload?: object) {
    const headers = { authorization: server.authorization };
    const url = `/api/v1${path}`;
    const reply = await server.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    return { status: reply.statusCode, body: reply.payload === '' ? null : reply.json() };
  }

  const id = (name: string) => ids[name] ?? -1;
  const groupsOf = async (method: string) => (await ask('GET', `/duplicates/${encodeURIComponent(method)}`)).body;
  const countOf = async (method: string) =>
    (await ask('GET', '/duplicates')).body.items.find((one: { method: string }) => one.method === method);

  test('records stand side by side with what they are recognised by', async () => {
    const { body } = await ask('GET', `/identities?ids=${id('a')},${id('b')},9999`);
    expect(body.items).toHaveLength(2);
    expect(body.items[0].asset.id).toBe(id('a'));
    expect(body.items[0].evidence).toEqual(
      expect.arrayContaining([
        { kind: 'mac', values: ['00:16:3e:00:00:01'] },
        { kind: 'serial', values: ['OEM-BOX'] },
      ]),
    );
    expect(body.items[1].deviceIds).toEqual(['b-2026-11-20-08-00-00']);
    expect((await ask('GET', '/identities?ids=1;drop')).body.code).toBe('REQUEST_INVALID');
  });

  test('a pair that is ignored is in no list, until somebody looks at it again', async () => {
    expect(await countOf('name+serial')).toMatchObject({ groups: 1, records: 3 });
    const ignore = (assetIds: number[], state = 'ignored') => ask('PUT', '/suspicions', { assetIds, state });
    expect((await ignore([id('a'), id('b')])).status).toBe(204);
    // The third is still like both of them.
    expect((await groupsOf('name+serial')).items[0].assets).toHaveLength(3);
    expect((await ignore([id('a'), id('b'), id('c')])).status).toBe(204);
    expect(await countOf('name+serial')).toMatchObject({ groups: 0, records: 0 });
    expect(await groupsOf('name+serial')).toEqual({ items: [], total: 0 });
    const ignored = (await ask('GET', '/suspicions?state=ignored')).body;
    expect(ignored.total).toBe(3);
    expect(ignored.items[0].assets.map(({ name }: { name: string }) => name)).toEqual(['PC-7', 'PC-7']);
    await ignore([id('a'), id('c')], 'open');
    expect(await countOf('serial')).toMatchObject({ groups: 1, records: 3 });
    expect((await ignore([id('a'), 9999])).body.code).toBe('ASSET_NOT_FOUND');
    expect((await ignore([id('a'), id('a')])).body.code).toBe('REQUEST_INVALID');
  });

  test('the preview of a merge tells what the merge then does, and changes nothing', async () => {
    const field = (await ask('GET', '/admin-fields')).body.items[0].id;
    const group = (await ask('POST', '/groups', { name: 'Lab' })).body.id;
    const { version } = (await ask('GET', `/assets/${id('b')}/admin-data`)).body;
    await ask('PATCH', `/assets/${id('b')}/admin-data`, { version, values: { [field]: 'Paris' } });
    await ask('POST', `/groups/${group}/members`, { action: 'include', assetIds: [id('b')] });
    await ask('PUT', `/assets/${id('b')}/settings/PROLOG_FREQ`, { value: 7 });
    const order = { survivorId: id('a'), mergedIds: [id('b')] };
    const before = (await ask('GET', '/audit')).body.total;
    const { body } = await ask('POST', '/merges/preview', order);
    expect(body.facts).toEqual([
      { room: 'adminData', subject: 'TAG', values: [null, 'Paris'], result: 'Paris' },
      { room: 'groups', subject: 'Lab', values: [null, 'include'], result: 'include' },
      { room: 'settings', subject: 'PROLOG_FREQ', values: [null, 7], result: 7 },
    ]);
    expect(body.changes).toBeGreaterThan(0);
    expect((await ask('GET', '/assets')).body.total).toBe(3);
    expect((await ask('GET', '/audit')).body.total).toBe(before);
    expect((await ask('GET', '/merges')).body.total).toBe(0);

    const { mergeIds } = (await ask('POST', '/merges', order)).body;
    const values = (await ask('GET', `/assets/${id('a')}/admin-data`)).body.values;
    expect(values[0]).toMatchObject({ name: 'TAG', value: 'Paris' });
    const listed = (await ask('GET', '/merges')).body.items;
    expect(listed).toMatchObject([
      { id: mergeIds[0], survivorId: id('a'), mergedId: id('b'), mergedName: 'PC-7', undoneAt: null, undoable: true },
    ]);
    const [later] = (await ask('POST', '/merges', { survivorId: id('a'), mergedIds: [id('c')] })).body.mergeIds;
    expect((await ask('GET', '/merges')).body.items.map(({ undoable }: { undoable: boolean }) => undoable)).toEqual([
      true,
      false,
    ]);
    await ask('POST', `/merges/${later}/undo`);
    expect((await ask('GET', '/merges')).body.items[0]).toMatchObject({ id: later, undoable: false });
    expect((await ask('POST', '/merges/preview', order)).body.code).toBe('ASSET_MERGED');
    expect((await ask('POST', '/merges/preview', { ...order, mergedIds: [id('a')] })).body.code).toBe('MERGE_INVALID');
  });

  test('blacklists tell how many machines each value concerns, before and after it is listed', async () => {
    const effect = async (kind: string, value: string) =>
      (await ask('GET', `/blacklists/${kind}/effect?value=${encodeURIComponent(value)}`)).body;
    expect(await effect('serial', ' oem-box ')).toEqual({ value: 'OEM-BOX', listed: false, assets: 3 });
    expect(await effect('mac', '00-16-3E-00-00-01')).toEqual({ value: '00:16:3e:00:00:01', listed: false, assets: 1 });
    expect(await effect('name', 'PC-7')).toEqual({ value: 'pc-7', listed: false, assets: 3 });
    expect((await effect('mac', 'no address')).code).toBe('REQUEST_INVALID');
    await ask('PUT', '/blacklists/serial', { value: 'OEM-BOX', listed: true });
    const find = async (value: string) =>
      (await ask('GET', '/blacklists/serial')).body.items.find((one: { value: string }) => one.value === value);
    expect(await find('OEM-BOX')).toEqual({ value: 'OEM-BOX', origin: 'added', listed: true, assets: 3 });
    expect(await find('EVAL')).toEqual({ value: 'EVAL', origin: 'shipped', listed: true, assets: 0 });
    await ask('PUT', '/blacklists/serial', { value: 'EVAL', listed: false });
    expect(await find('EVAL')).toMatchObject({ listed: false });
    await ask('PUT', '/blacklists/serial', { value: 'OEM-BOX', listed: false });
    expect(await find('OEM-BOX')).toBeUndefined();
  });
});
