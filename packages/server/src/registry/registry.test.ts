import { encodePrologReply } from '@muster/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAuditRepository } from '../audit/audit-repository.ts';
import { COMMAND_LINE, createAuditService } from '../audit/audit-service.ts';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';
import { createRegistryRepository } from './registry-repository.ts';
import { createRegistryService } from './registry-service.ts';

const PATCH_LEVEL = { name: 'Patch level', tree: 2, key: 'SOFTWARE\\Example', value: 'PatchLevel' };

describe.each(enginesUnderTest())('registry queries on $name', ({ create }) => {
  let server: TestApp;
  let now: number;

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 20);
    server = await createTestApp({ create, clock: () => now });
  });
  afterEach(() => server.close());

  async function ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object) {
    const headers = { authorization: server.authorization };
    const url = `/api/v1${path}`;
    const reply = await server.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    return { status: reply.statusCode, body: reply.payload === '' ? null : reply.json() };
  }

  function registry(isOn: boolean) {
    const audit = createAuditService({ repository: createAuditRepository(server.db), clock: () => now });
    const repository = createRegistryRepository(server.db);
    return createRegistryService({ repository, audit, isOn: async () => isOn, clock: () => now });
  }

  /** A Windows machine that reports what it found. */
  async function report(name: string, values: readonly (readonly [string, string])[]) {
    const rows = values.map(
      ([query, value]) => `<REGISTRY><NAME>${query}</NAME><REGVALUE>${value}</REGVALUE></REGISTRY>`,
    );
    const payload = `<?xml version="1.0"?><REQUEST><CONTENT><HARDWARE><NAME>${name}</NAME><OSNAME>Microsoft Windows 11</OSNAME></HARDWARE>${rows.join('')}</CONTENT><DEVICEID>${name}-2026-11-20-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
    const reply = await server.app.inject({ method: 'POST', url: '/ocsinventory', payload });
    expect(reply.statusCode).toBe(200);
  }

  test('are defined, changed and removed, and who did it is known', async () => {
    const created = await ask('POST', '/registry-queries', PATCH_LEVEL);
    expect(created).toMatchObject({ status: 201, body: { ...PATCH_LEVEL, treeName: 'HKEY_LOCAL_MACHINE' } });
    const { id } = created.body;
    now += 1000;
    const all = { ...PATCH_LEVEL, key: '\\SOFTWARE\\Other\\', value: '*' };
    expect((await ask('PUT', `/registry-queries/${id}`, all)).body).toMatchObject({
      key: 'SOFTWARE\\Other',
      value: '*',
      createdAt: '2026-11-20T00:00:00.000Z',
      updatedAt: '2026-11-20T00:00:01.000Z',
    });
    expect((await ask('GET', '/registry-queries')).body.items).toHaveLength(1);
    expect((await ask('DELETE', `/registry-queries/${id}`)).status).toBe(204);
    expect(await ask('GET', `/registry-queries/${id}`)).toMatchObject({
      status: 404,
      body: { code: 'REGISTRY_QUERY_NOT_FOUND' },
    });
    expect((await ask('GET', '/registry-queries')).body.items).toEqual([]);
    const events = (await ask('GET', '/audit?action=registryQuery')).body.items;
    expect(events.map(({ action }: { action: string }) => action)).toEqual([
      'registryQuery.remove',
      'registryQuery.update',
      'registryQuery.create',
    ]);
    expect(events[1]).toMatchObject({ actor: 'token:test', before: PATCH_LEVEL, after: { key: 'SOFTWARE\\Other' } });
  });

  test.each([
    { wrong: { tree: 6 }, code: 'REQUEST_INVALID' },
    { wrong: { tree: -1 }, code: 'REQUEST_INVALID' },
    { wrong: { tree: '2' }, code: 'REQUEST_INVALID' },
    { wrong: { name: '' }, code: 'REQUEST_INVALID' },
    { wrong: { name: '   ' }, code: 'REGISTRY_QUERY_INVALID' },
    { wrong: { name: 'x'.repeat(256) }, code: 'REQUEST_INVALID' },
    { wrong: { name: 'a\u0000b' }, code: 'REQUEST_INVALID' },
    { wrong: { name: 'a\u0007b' }, code: 'REGISTRY_QUERY_INVALID' },
    { wrong: { key: '\\\\' }, code: 'REGISTRY_QUERY_INVALID' },
    { wrong: { key: 'HKEY_LOCAL_MACHINE\\SOFTWARE' }, code: 'REGISTRY_QUERY_INVALID' },
    { wrong: { key: 'HKLM\\SOFTWARE' }, code: 'REGISTRY_QUERY_INVALID' },
    { wrong: { value: 'a\nb' }, code: 'REGISTRY_QUERY_INVALID' },
    { wrong: { colour: 'red' }, code: 'REQUEST_INVALID' },
  ])('refuse $wrong with $code', async ({ wrong, code }) => {
    expect(await ask('POST', '/registry-queries', { ...PATCH_LEVEL, ...wrong })).toMatchObject({
      status: 400,
      body: { code },
    });
    expect((await ask('GET', '/registry-queries')).body.items).toEqual([]);
  });

  test('are not changed by who saw an older state', async () => {
    const { id, updatedAt } = (await ask('POST', '/registry-queries', PATCH_LEVEL)).body;
    now += 1000;
    const first = await ask('PUT', `/registry-queries/${id}`, { ...PATCH_LEVEL, value: 'A', updatedAt });
    expect(first).toMatchObject({ status: 200, body: { value: 'A' } });
    const late = await ask('PUT', `/registry-queries/${id}`, { ...PATCH_LEVEL, value: 'B', updatedAt });
    expect(late).toMatchObject({ status: 409, body: { code: 'REGISTRY_QUERY_CHANGED' } });
    expect((await ask('GET', `/registry-queries/${id}`)).body.value).toBe('A');
  });

  test('have one name each, since answers come back under it', async () => {
    await ask('POST', '/registry-queries', PATCH_LEVEL);
    const taken = { status: 409, body: { code: 'REGISTRY_QUERY_NAME_TAKEN' } };
    expect(await ask('POST', '/registry-queries', PATCH_LEVEL)).toMatchObject(taken);
    const second = await ask('POST', '/registry-queries', { ...PATCH_LEVEL, name: 'Second' });
    expect(await ask('PUT', `/registry-queries/${second.body.id}`, PATCH_LEVEL)).toMatchObject(taken);
    expect((await ask('PUT', '/registry-queries/99', { ...PATCH_LEVEL, name: 'New' })).status).toBe(404);
  });

  test('travel to Windows machines, and to those not yet known, as agents expect them', async () => {
    const service = registry(true);
    await service.create(PATCH_LEVEL, COMMAND_LINE);
    await service.create({ name: '<All & more>', tree: 1, key: 'Software', value: '*' }, COMMAND_LINE);
    const options = await service.prologOptions(null);
    const reply = encodePrologReply({ response: 'STOP', prologFreq: 24, inventoryOnStartup: true, options });
    expect(reply.replace(/\s*\n\s*/g, '')).toContain(
      '<OPTION><NAME>REGISTRY</NAME>' +
        '<PARAM NAME="&lt;All &amp; more&gt;" REGTREE="1" REGKEY="Software">*</PARAM>' +
        '<PARAM NAME="Patch level" REGTREE="2" REGKEY="SOFTWARE\\Example">PatchLevel</PARAM></OPTION>',
    );
    expect(await service.prologOptions({ os: 'Microsoft Windows Server 2025' })).toEqual(options);
    expect(await service.prologOptions({ os: null })).toEqual(options);
    expect(await service.prologOptions({ os: 'Debian GNU/Linux 13' })).toEqual([]);
  });

  test('travel only while REGISTRY is on, and not at all while there are none', async () => {
    expect(await registry(true).prologOptions(null)).toEqual([]);
    await registry(true).create(PATCH_LEVEL, COMMAND_LINE);
    expect(await registry(false).prologOptions(null)).toEqual([]);
    expect(await registry(true).prologOptions(null)).toHaveLength(1);
  });

  test('reach agents of both families with the answer to PROLOG, as soon as REGISTRY is on', async () => {
    await ask('POST', '/registry-queries', PATCH_LEVEL);
    const prolog = async (token: string) => {
      const payload = `<?xml version="1.0"?><REQUEST><DEVICEID>pc-2026-11-20-08-00-00</DEVICEID><QUERY>PROLOG</QUERY>${token}</REQUEST>`;
      return (await server.app.inject({ method: 'POST', url: '/ocsinventory', payload })).payload;
    };
    expect(await prolog('')).not.toContain('REGISTRY');
    expect((await ask('PUT', '/settings/REGISTRY', { value: true })).status).toBe(200);
    for (const token of ['', '<TOKEN>12345678</TOKEN>']) {
      expect(await prolog(token)).toMatch(/<NAME>REGISTRY<\/NAME>\s*<PARAM NAME="Patch level" REGTREE="2"/);
    }
  });

  test('changed by another process are noticed within two seconds, and at once in this one', async () => {
    const [here, there] = [registry(true), registry(true)];
    expect(await here.prologOptions(null)).toEqual([]);
    const { id } = await there.create(PATCH_LEVEL, COMMAND_LINE);
    expect(await there.prologOptions(null)).toHaveLength(1);
    expect(await here.prologOptions(null)).toEqual([]);
    now += 2000;
    expect(await here.prologOptions(null)).toHaveLength(1);
    await here.remove(id, COMMAND_LINE);
    expect(await here.prologOptions(null)).toEqual([]);
  });

  test('show what machines answered, by name of machine', async () => {
    const { id } = (await ask('POST', '/registry-queries', PATCH_LEVEL)).body;
    await report('pc-b', [
      ['Patch level', '42'],
      ['Another', 'x'],
    ]);
    await report('pc-a', [
      ['Patch level', '40'],
      ['Patch level', '41%'],
    ]);
    await report('pc-c', []);
    const results = (await ask('GET', `/registry-queries/${id}/results`)).body;
    expect(results).toMatchObject({ total: 3, machines: 2 });
    expect(results.items.map((one: { assetName: string; value: string }) => [one.assetName, one.value])).toEqual([
      ['pc-a', '40'],
      ['pc-a', '41%'],
      ['pc-b', '42'],
    ]);
    const values = (await ask('GET', `/registry-queries/${id}/values`)).body;
    const answered: string[] = results.items.map((one: { value: string }) => one.value);
    expect(values.total).toBe(new Set(answered).size);
    expect(values.items.map((one: { value: string }) => one.value).sort()).toEqual([...new Set(answered)].sort());
    const [value = ''] = answered;
    const exactly = `/registry-queries/${id}/results?value=${encodeURIComponent(value)}`;
    expect((await ask('GET', exactly)).body.total).toBe(answered.filter((one) => one === value).length);
    const page = (await ask('GET', `/registry-queries/${id}/results?limit=1&offset=2`)).body;
    expect(page).toMatchObject({ total: 3, items: [{ assetName: 'pc-b' }] });
    expect((await ask('GET', `/registry-queries/${id}/results?q=1%25`)).body).toMatchObject({ total: 1, machines: 1 });
    expect((await ask('GET', `/registry-queries/${id}/results?q=PC-B`)).body).toMatchObject({ total: 1 });
    await ask('POST', '/assets/archive', { ids: [results.items[0].assetId] });
    expect((await ask('GET', `/registry-queries/${id}/results`)).body).toMatchObject({ total: 1, machines: 1 });
  });
});
