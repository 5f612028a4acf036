import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';

const xml = (name: string, version: string) =>
  `<?xml version="1.0"?><REQUEST><CONTENT><HARDWARE><NAME>${name}</NAME></HARDWARE>${['bash', 'curl', 'zsh']
    .map((one) => `<SOFTWARES><NAME>${one}</NAME><VERSION>${one === 'curl' ? version : '1'}</VERSION></SOFTWARES>`)
    .join('')}</CONTENT><DEVICEID>${name}-2026-11-20-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;

const START = Date.UTC(2026, 0, 1);
const iso = (ms: number) => new Date(ms).toISOString();

let now = START;
let server: TestApp;
beforeAll(async () => {
  server = await createTestApp({ clock: () => now });
  for (const [at, name, version] of [
    [START, 'pc', '7'],
    [START + 1000, 'pc', '8'],
    [START + 2000, 'laptop', '7'],
  ] as const) {
    now = at;
    await server.app.inject({ method: 'POST', url: '/ocsinventory', payload: xml(name, version) });
  }
});
afterAll(() => server.close());

async function get(path: string) {
  const headers = { authorization: server.authorization };
  const reply = await server.app.inject({ url: `/api/v1${path}`, headers });
  return { status: reply.statusCode, json: reply.json() };
}

test('the history is shown to nobody who did not sign in', async () => {
  for (const url of ['/changes', '/changes/noise', '/assets/1/compare?with=2']) {
    const reply = await server.app.inject({ url: `/api/v1${url}` });
    expect([url, reply.statusCode]).toEqual([url, 401]);
  }
});

test('changes of one asset and of the fleet', async () => {
  const { json } = await get('/assets/1/changes?kinds=changed,removed&section=software&q=curl');
  expect(json).toMatchObject({
    total: 1,
    items: [{ before: { version: '7' }, after: { version: '8' }, repeats: null }],
  });
  const page = (await get('/changes?limit=2')).json;
  expect(page.items).toMatchObject([{ asset: { name: 'laptop' } }, { kind: 'changed', asset: { id: 1, name: 'pc' } }]);
  const rest = (await get(`/changes?limit=2&cursor=${page.next}`)).json;
  expect(rest).toMatchObject({ next: null, items: [{ kind: 'created', asset: { name: 'pc' } }] });
  const range = (await get(`/changes?from=${iso(START + 1)}&to=${iso(START + 2000)}`)).json;
  expect(range.items).toHaveLength(1);
  expect((await get('/changes/noise')).json).toEqual({ items: [] });
});

test('a section as it was', async () => {
  const { json } = await get(`/assets/1/sections/software?at=${iso(START)}&q=cur&sort=-name`);
  expect(json).toMatchObject({ total: 1, items: [{ name: 'curl', version: '7' }] });
  expect((await get(`/assets/1/sections/software?at=${iso(START)}&limit=1&offset=1&sort=-name`)).json).toMatchObject({
    total: 3,
    items: [{ name: 'curl' }],
  });
  expect((await get(`/assets/1/sections/software?at=${iso(START - 1)}`)).json).toEqual({ total: 0, items: [] });
  // The same moment on another clock.
  expect((await get('/assets/1/sections/software?at=2026-01-01T02:00:00%2B02:00')).json.total).toBe(3);
});

test('two moments and two machines compared', async () => {
  const changed = [{ key: 'curl', before: { version: '7' }, after: { version: '8' } }];
  const moments = (await get(`/assets/1/compare?from=${iso(START)}&to=${iso(START + 1000)}`)).json;
  expect(moments).toMatchObject({ sections: [{ name: 'software', added: [], removed: [], changed }] });
  const { json } = await get('/assets/2/compare?with=1&section=software');
  expect(json).toMatchObject({ sections: [{ name: 'software', changed }] });
});

test.each([
  ['/changes?from=yesterday', 400, 'REQUEST_INVALID'],
  ['/changes?kinds=created,exploded', 400, 'REQUEST_INVALID'],
  ['/changes?cursor=1;2', 400, 'REQUEST_INVALID'],
  ['/changes?limit=501', 400, 'REQUEST_INVALID'],
  ['/assets/1/compare', 400, 'REQUEST_INVALID'],
  ['/assets/1/compare?with=99', 404, 'ASSET_NOT_FOUND'],
  ['/assets/1/compare?with=2&section=toString', 404, 'SECTION_NOT_FOUND'],
  [`/assets/1/compare?from=${iso(START + 1)}&to=${iso(START)}`, 400, 'REQUEST_INVALID'],
  [`/assets/99/sections/software?at=${iso(START)}`, 404, 'ASSET_NOT_FOUND'],
  [`/assets/1/sections/processes?at=${iso(START)}`, 400, 'HISTORY_NOT_KEPT'],
  [`/assets/1/sections/other?at=${iso(START)}`, 400, 'HISTORY_NOT_KEPT'],
])('GET %s answers %i %s', async (path, status, code) => {
  const { status: found, json } = await get(path);
  expect([found, json.code]).toEqual([status, code]);
});
