import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';
import { report } from '../search/testing/sample-fleet.ts';

const hardware = (name: string, memory: string) =>
  `<HARDWARE><NAME>${name}</NAME>${memory === '' ? '' : `<MEMORY>${memory}</MEMORY>`}<USERID>=cmd|'x'!A1</USERID></HARDWARE>`;
const software = (...names: string[]) =>
  names.map((name) => `<SOFTWARES><NAME>${name}</NAME><VERSION>1</VERSION></SOFTWARES>`).join('');
const bios = (serial: string, date: string) => `<BIOS><SSN>${serial}</SSN><BDATE>${date}</BDATE></BIOS>`;
const network = (mac: string) => `<NETWORKS><DESCRIPTION>e</DESCRIPTION><MACADDR>${mac}</MACADDR></NETWORKS>`;

const MACHINES = [
  { name: 'alpha', content: hardware('alpha', '') + bios('S3', '2019-01-31') + network('00:16:3e:00:00:0a') },
  { name: 'beta', content: hardware('b%ta', '1024') + bios('S1', '2024-01-31') + software('bash', 'curl', 'zsh') },
  { name: 'gamma', content: hardware('gamma', '2048') + bios('S2', '2021-01-31') + software('bash') },
];

describe.each(enginesUnderTest())('lists on $name', (engine) => {
  let server: TestApp;
  let dispose: () => Promise<void>;
  let at = 1000;
  beforeAll(async () => {
    const made = await engine.create();
    dispose = made.dispose;
    server = await createTestApp({ db: made.db, clock: () => at });
    for (const machine of MACHINES) {
      at += 1000;
      await report(server, machine);
    }
  });
  afterAll(async () => {
    await server.close();
    await dispose();
  });

  const headers = () => ({ authorization: server.authorization });
  const get = async (path: string, query: Record<string, string> = {}) =>
    await server.app.inject({ url: `/api/v1${path}?${new URLSearchParams(query)}`, headers: headers() });
  const post = async (path: string, payload: object) =>
    (await server.app.inject({ method: 'POST', url: `/api/v1${path}`, headers: headers(), payload })).json();
  const names = async (query: Record<string, string>) => {
    const body = (await get('/assets', query)).json();
    expect(body.total).toBe(body.items.length);
    return body.items.map(({ name }: { name: string }) => name);
  };

  test('sorted by any field, unknown values last, and found by text without being fooled', async () => {
    expect(await names({ sort: '-lastContactAt' })).toEqual(['gamma', 'b%ta', 'alpha']);
    expect(await names({ sort: 'memoryMiB' })).toEqual(['b%ta', 'gamma', 'alpha']);
    expect(await names({ sort: '-memoryMiB' })).toEqual(['gamma', 'b%ta', 'alpha']);
    expect(await names({ sort: 'bios.systemSerial' })).toEqual(['b%ta', 'gamma', 'alpha']);
    expect(await names({ sort: '-bios.biosDate,name' })).toEqual(['b%ta', 'gamma', 'alpha']);
    for (const [sort, inOrder] of [
      ['bios.systemSerial', ['b%ta', 'gamma', 'alpha']],
      ['-bios.systemSerial', ['alpha', 'gamma', 'b%ta']],
      ['hardware.memory', ['b%ta', 'gamma', 'alpha']],
      ['-hardware.memory', ['gamma', 'b%ta', 'alpha']],
      ['-bios.biosDate,name', ['b%ta', 'gamma', 'alpha']],
    ] as const) {
      const pages = await Promise.all(
        inOrder.map(async (_, i) => (await get('/assets', { sort, limit: '1', offset: String(i) })).json()),
      );
      expect(pages.map(({ items }) => items[0].name)).toEqual(inOrder);
      expect(pages.map(({ total }) => total)).toEqual([3, 3, 3]);
    }
    expect(await names({ q: '%' })).toEqual(['b%ta']);
    expect(await names({ q: 'ALPHA' })).toEqual(['alpha']);
    expect(await names({ q: '3E:00:00:0a' })).toEqual(['alpha']);
    expect(await names({ q: "' or 1=1 --" })).toEqual([]);
  });

  test('a search, the filters of columns and a text hold together', async () => {
    expect(await names({ query: 'software:bash', sort: 'name' })).toEqual(['b%ta', 'gamma']);
    expect(await names({ query: 'software:bash', filter: 'memory>1GB' })).toEqual(['gamma']);
    expect(await names({ query: 'software:bash', filter: 'memory>1GB', q: 'b' })).toEqual([]);
  });

  test.each([
    ['query', { query: 'memmory<8GB' }],
    ['filter', { query: 'os:debian', filter: 'name:' }],
  ])('a faulty %s says which of both it is, and where', async (parameter, query) => {
    const reply = await get('/assets', query);
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'SEARCH_INVALID']);
    expect(reply.json().details).toMatchObject({ parameter, start: expect.any(Number), end: expect.any(Number) });
  });

  test.each([
    { sort: 'name;drop table assets' },
    { sort: 'software.name' },
    { sort: 'constructor' },
    { columns: 'bios.serial;' },
    { columns: '__proto__' },
    { columns: Array.from({ length: 61 }, () => 'tag').join(',') },
  ])('%o is refused', async (query) => {
    const reply = await get('/assets', query as Record<string, string>);
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'REQUEST_INVALID']);
  });

  test('columns of any section, of the asset, of administrative data and groups', async () => {
    const field = {
      name: 'ROOM',
      type: 'select',
      label: { en: 'Room', fr: 'Salle' },
      choices: [{ label: { en: 'Ground floor', fr: 'Rez-de-chaussée' } }, { label: { en: 'Cellar', fr: null } }],
    };
    const made = await post('/admin-fields', field);
    const group = await post('/groups', { name: '=Lab <b>' });
    await post(`/groups/${group.id}/members`, { action: 'include', assetIds: [3] });
    const { version } = (await get('/assets/3/admin-data')).json();
    const saved = await server.app.inject({
      method: 'PATCH',
      url: '/api/v1/assets/3/admin-data',
      headers: headers(),
      payload: { version, values: { [made.id]: made.choices[0].id } },
    });
    expect([saved.statusCode, saved.payload]).toEqual([200, expect.any(String)]);
    const columns = `bios.systemSerial,software.name,lastContactAt,networks.mac,asset.group,admin.${made.id}`;
    const { items } = (await get('/assets', { columns, sort: 'name' })).json();
    expect(items.map(({ values }: { values: unknown }) => values)).toMatchObject([
      {
        'bios.systemSerial': 'S3',
        'software.name': null,
        'networks.mac': ['00:16:3e:00:00:0a'],
        lastContactAt: '1970-01-01T00:00:02.000Z',
        [`admin.${made.id}`]: null,
      },
      { 'software.name': ['bash', 'curl', 'zsh'], 'networks.mac': null },
      { 'software.name': ['bash'], 'asset.group': ['=Lab <b>'], [`admin.${made.id}`]: 'Ground floor' },
    ]);

    const french = { columns, sort: 'name', language: 'fr' };
    expect((await get('/assets', french)).json().items[2].values[`admin.${made.id}`]).toBe('Rez-de-chaussée');
    expect(await names({ query: `admin.${made.id}:"rez-de-chaussée"` })).toEqual(['gamma']);
    expect(await names({ query: `admin.${made.id}:"Ground floor"` })).toEqual(['gamma']);
    const csv = await get('/assets/export', { ...french, format: 'csv', zone: 'Europe/Paris' });
    const [heading, , , last] = csv.payload.split('\r\n');
    expect(heading).toMatch(/"Salle"$/);
    expect(last).toContain('"1970-01-01T01:00:04+01:00"');
    expect(last).toMatch(/"Rez-de-chaussée"$/);
    const json = (await get('/assets/export', { ...french, format: 'json', zone: 'Europe/Paris' })).json();
    expect(json[2]).toMatchObject({
      lastContactAt: '1970-01-01T00:00:04.000Z',
      [`admin.${made.id}`]: 'Ground floor',
    });
  });

  test('an export refuses a time zone that there is not', async () => {
    const answer = await get('/assets/export', { zone: 'Europe/Nowhere' });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'REQUEST_INVALID' });
    expect(answer.json().message).toContain('time zone such as "Europe/Paris"');
    expect((await get('/assets/export', { language: 'xx' })).statusCode).toBe(400);
  });
});
