import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';

const xml = (name: string, content: string) =>
  `<?xml version="1.0"?><REQUEST><CONTENT><HARDWARE><NAME>${name}</NAME>${name === 'pc-2' ? '' : '<UUID>4c4c4544-0048-3410-8050-b5c04f525931</UUID>'}</HARDWARE>${content}</CONTENT><DEVICEID>${name.replace(/\W/g, '') || 'pc'}-2026-11-20-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
const software = ['bash', 'curl', 'zsh'].map(
  (name) => `<SOFTWARES><NAME>${name}</NAME><VERSION>1</VERSION></SOFTWARES>`,
);
const drive = '<DRIVES><TYPE>/</TYPE><TOTAL>10</TOTAL><FREE>5</FREE><COLOUR>red</COLOUR></DRIVES>';

let server: TestApp;
beforeAll(async () => {
  server = await createTestApp();
  await server.app.inject({ method: 'POST', url: '/ocsinventory', payload: xml('=evil()', software.join('')) });
  await server.app.inject({ method: 'POST', url: '/ocsinventory', payload: xml('pc-2', drive + software.join('')) });
});
afterAll(() => server.close());

async function get(path: string) {
  const headers = { authorization: server.authorization };
  const reply = await server.app.inject({ url: `/api/v1${path}`, headers });
  return { status: reply.statusCode, headers: reply.headers, text: reply.payload, json: () => reply.json() };
}

test('the fleet is shown to nobody who did not sign in', async () => {
  for (const url of ['/assets', '/assets/1', '/assets/1/sections/software', '/assets/1/changes', '/assets/export']) {
    const reply = await server.app.inject({ url: `/api/v1${url}` });
    expect([url, reply.statusCode, reply.json().code]).toEqual([url, 401, 'NOT_SIGNED_IN']);
  }
});

test('a page of assets, one asset and its sections', async () => {
  const page = (await get('/assets?limit=1&sort=name')).json();
  expect(page).toMatchObject({ total: 2, items: [{ name: '=evil()', uuid: '4C4C4544-0048-3410-8050-B5C04F525931' }] });
  const asset = (await get('/assets/2')).json();
  expect(asset).toMatchObject({ name: 'pc-2', otherCount: 1, changesCount: 1 });
  expect(asset.sections.map((section: { name: string; count: number }) => [section.name, section.count])).toEqual([
    ['hardware', 1],
    ['drives', 1],
    ['software', 3],
  ]);
});

test('rows of a section are typed, paged, sorted and filtered', async () => {
  expect((await get('/assets/2/sections/drives')).json()).toMatchObject({
    total: 1,
    items: [{ mountPoint: '/', total: 10, free: 5, letter: null, systemDrive: null }],
  });
  const sorted = (await get('/assets/2/sections/software?limit=2&offset=1&sort=-name')).json();
  expect(sorted.total).toBe(3);
  expect(sorted.items.map(({ name }: { name: string }) => name)).toEqual(['curl', 'bash']);
  expect((await get('/assets/2/sections/software?q=ZS')).json()).toMatchObject({ total: 1, items: [{ name: 'zsh' }] });
  expect((await get('/assets/2/sections/other')).json()).toEqual({
    total: 1,
    items: [{ section: 'DRIVES', row: 0, path: 'COLOUR', value: 'red' }],
  });
});

test.each([
  ['/assets/99', 404, 'ASSET_NOT_FOUND'],
  ['/assets/99/sections/drives', 404, 'ASSET_NOT_FOUND'],
  ['/assets/2/sections/toString', 404, 'SECTION_NOT_FOUND'],
  ['/assets/2/sections/__proto__', 404, 'SECTION_NOT_FOUND'],
  ['/assets/x', 400, 'REQUEST_INVALID'],
  ['/assets?limit=501', 400, 'REQUEST_INVALID'],
  ['/assets?offset=-1', 400, 'REQUEST_INVALID'],
  ['/assets?sort=name;drop', 400, 'REQUEST_INVALID'],
  ['/assets?sort=constructor', 400, 'REQUEST_INVALID'],
])('GET %s answers %i %s', async (path, status, code) => {
  const reply = await get(path);
  expect([reply.status, reply.json().code]).toEqual([status, code]);
});

test('the export is harmless in a spreadsheet', async () => {
  const { text, headers } = await get('/assets/export?sort=name');
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  const lines = text.split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[1]).toMatch(/^1,"'=evil\(\)"/);
});

test('an inventory comes out as it went in', async () => {
  const json = await get('/assets/2/inventory?format=json');
  expect(json.headers['content-disposition']).toBe('attachment; filename="inventory-2.json"');
  expect(json.json()).toMatchObject({ deviceid: 'pc2-2026-11-20-08-00-00', itemtype: 'Computer' });
  expect(json.json().content.softwares).toHaveLength(3);
  const again = await get('/assets/2/inventory?format=xml');
  expect(again.text).toMatch(/<NAME>zsh<\/NAME>/);
  expect(again.text).toMatch(/<COLOUR>red<\/COLOUR>/);
});
