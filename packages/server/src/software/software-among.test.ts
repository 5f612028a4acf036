import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Db } from '../db/database.ts';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';
import { report } from '../search/testing/sample-fleet.ts';
import { BUILT_IN } from './classify.ts';

const NOW = Date.UTC(2026, 10, 20, 12);

type Soft = readonly [name: string, version: string];
type Body = Record<string, unknown>;

const DEBIAN = 'Debian GNU/Linux 12';
const WINDOWS = 'Microsoft Windows 11 Pro';

function machineWith(name: string, os: string, tag: string, software: readonly Soft[]) {
  const rows = software.map(
    ([title, version]) => `<SOFTWARES><NAME>${title}</NAME><VERSION>${version}</VERSION></SOFTWARES>`,
  );
  const account = `<ACCOUNTINFO><KEYNAME>TAG</KEYNAME><KEYVALUE>${tag}</KEYVALUE></ACCOUNTINFO>`;
  const bios = `<BIOS><SSN>SN-${name}</SSN><SMANUFACTURER>Dell Inc.</SMANUFACTURER></BIOS>`;
  return {
    name,
    content: `<HARDWARE><NAME>${name}</NAME><OSNAME>${os}</OSNAME></HARDWARE>${bios}${account}${rows.join('')}`,
  };
}

describe.each(enginesUnderTest())('software of some computers on $name', ({ create }) => {
  let db: Db;
  let dispose: () => Promise<void>;
  let server: TestApp;

  beforeEach(async () => {
    ({ db, dispose } = await create());
    server = await createTestApp({ db, clock: () => NOW });
    const fleet = [
      machineWith('one', DEBIAN, 'LAB', [
        ['Firefox', '128.0'],
        ['OpenSSL', '3.0.2'],
      ]),
      machineWith('two', DEBIAN, 'OFFICE', [
        ['Firefox', '115.2'],
        ['Firefox', '128.0'],
        ['OpenSSL', '3.0.14'],
      ]),
      machineWith('three', WINDOWS, 'LAB', [
        ['Firefox', '9.9'],
        ['Edge', '120'],
      ]),
      machineWith('four', WINDOWS, 'OFFICE', [['Edge', '119']]),
    ];
    for (const one of fleet) await report(server, one);
    await server.services.catalogue.refresh();
  });
  afterEach(async () => {
    await server.close();
    await dispose();
  });

  async function call(method: 'GET' | 'POST', path: string, payload?: object) {
    const request = { method, url: `/api/v1${path}`, headers: { authorization: server.authorization } };
    const reply = await server.app.inject(payload === undefined ? request : { ...request, payload });
    return { status: reply.statusCode, text: reply.payload };
  }
  async function ok(...args: Parameters<typeof call>): Promise<Body> {
    const { status, text } = await call(...args);
    expect([200, 201, 204], text).toContain(status);
    return text === '' ? {} : JSON.parse(text);
  }
  const list = async (query: string) => {
    const { items, total, among } = await ok('GET', `/software?${query}`);
    const rows = (items as Body[]).map(({ name, machines, versions }) => `${name} ${machines} ${versions}`);
    return { rows, total, among };
  };
  const idOf = async (name: string) => ((await ok('GET', `/software?name=${name}`)).items as Body[])[0]?.id as number;

  test('titles are counted among computers of a system, a TAG, a group, a search, and what of these holds together', async () => {
    expect(await list('sort=-machines,name&os=debian')).toEqual({
      rows: ['Firefox 2 2', 'OpenSSL 2 2'],
      total: 2,
      among: 2,
    });
    expect((await list('sort=-machines,name&tag=LAB')).rows).toEqual(['Firefox 2 2', 'Edge 1 1', 'OpenSSL 1 1']);
    expect((await list('sort=name&os=windows&tag=OFFICE')).rows).toEqual(['Edge 1 1']);
    const [one, four] = await Promise.all(
      ['one', 'four'].map(async (name) => ((await ok('GET', `/assets?q=${name}`)).items as Body[])[0]?.id),
    );
    const { id: group } = await ok('POST', '/groups', { name: 'Two of them' });
    await ok('POST', `/groups/${group}/members`, { assetIds: [one, four], action: 'include' });
    const wanted = { rows: ['Edge 1 1', 'Firefox 1 1', 'OpenSSL 1 1'], total: 3, among: 2 };
    expect(await list('sort=name&group=Two%20of%20them')).toEqual(wanted);
    expect(await list(`sort=name&group=${group}`)).toEqual(wanted);
    const query = encodeURIComponent('software:openssl<3.0.14');
    expect(await list(`sort=name&query=${query}`)).toEqual({
      rows: ['Firefox 1 1', 'OpenSSL 1 1'],
      total: 2,
      among: 1,
    });
    expect((await list(`sort=name&query=${query}&os=windows`)).rows).toEqual([]);
    expect(await list('sort=name')).toMatchObject({ among: null, total: 3 });
  });

  test('they are sorted, filtered, paged and exported by these numbers', async () => {
    expect((await list('sort=-machines,name&tag=LAB&limit=1&offset=1')).rows).toEqual(['Edge 1 1']);
    expect((await list('sort=-versions,name&tag=OFFICE')).rows).toEqual(['Firefox 1 2', 'Edge 1 1', 'OpenSSL 1 1']);
    expect((await list('sort=name&tag=LAB&machinesFrom=2')).rows).toEqual(['Firefox 2 2']);
    expect((await list('sort=name&tag=LAB&q=ss')).rows).toEqual(['OpenSSL 1 1']);
    expect((await list('sort=category,name&tag=LAB&installed=all')).total).toBe(3);
    expect((await list('sort=name&os=debian&installed=no')).rows).toEqual(['Edge 0 0']);
    const { text } = await call('GET', '/software/export?format=csv&sort=name&os=debian');
    const lines = text.trim().split(/\r?\n/).slice(1);
    expect(lines.map((line) => line.split(/[,;]/)[1]?.replaceAll('"', ''))).toEqual(['Firefox', 'OpenSSL']);
    const categories = (await ok('GET', '/software/categories?os=debian')).items as Body[];
    expect(categories.map(({ titles }) => titles)).toEqual([2, 0, 0]);
  });

  test('what a narrowed list finds is moved, and nothing else', async () => {
    const filter = { installed: 'yes', os: 'debian' };
    const { moved } = await ok('POST', '/software/moves', { target: { filter }, categoryId: BUILT_IN.ignored });
    expect(moved).toBe(2);
    const left = (await ok('GET', `/software?categoryId=${BUILT_IN.new}`)).items as Body[];
    expect(left.map(({ name }) => name)).toEqual(['Edge']);
  });

  test('a title tells its versions and where it is, of the same computers', async () => {
    const id = await idOf('Firefox');
    const title = await ok('GET', `/software/titles/${id}?os=debian`);
    expect(title).toMatchObject({ machines: 2, lacking: 0, versions: 2 });
    expect((title.releases as Body[]).map(({ version, machines }) => [version, machines])).toEqual([
      ['128.0', 2],
      ['115.2', 1],
    ]);
    expect(await ok('GET', `/software/titles/${id}?tag=OFFICE`)).toMatchObject({ machines: 1, lacking: 1 });
    const { items } = await ok('GET', `/software/titles/${id}/spread?by=tag&os=debian`);
    expect(items).toEqual([
      { value: 'LAB', machines: 1 },
      { value: 'OFFICE', machines: 1 },
    ]);
  });

  test('what is new is counted at once when asked to, and archived computers are left out', async () => {
    expect((await list('sort=name&os=windows')).rows).toEqual(['Edge 2 2', 'Firefox 1 1']);
    await report(server, machineWith('four', WINDOWS, 'OFFICE', [['Opera', '1']]));
    await ok('POST', '/software/refresh');
    expect((await list('sort=name&os=windows')).rows).toEqual(['Edge 1 1', 'Firefox 1 1', 'Opera 1 1']);
    const [three] = (await ok('GET', '/assets?q=three')).items as Body[];
    await ok('POST', '/assets/archive', { ids: [three?.id] });
    await ok('POST', '/software/refresh');
    expect(await list('sort=name&os=windows')).toEqual({ rows: ['Opera 1 1'], total: 1, among: 1 });
  });

  test('a group that is not there, and a query with a fault, are said so', async () => {
    const none = await call('GET', '/software?group=nobody');
    expect([none.status, JSON.parse(none.text)]).toMatchObject([400, { code: 'SEARCH_INVALID' }]);
    const fault = await call('GET', '/software?query=nonsense:%3A');
    expect(JSON.parse(fault.text)).toMatchObject({ code: 'SEARCH_INVALID', details: { parameter: 'query' } });
    const hostile = await list(`sort=name&os=${encodeURIComponent('" or tag:empty (')}`);
    expect(hostile).toEqual({ rows: [], total: 0, among: 0 });
  });
});
