import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Db } from '../db/database.ts';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';
import { report } from '../search/testing/sample-fleet.ts';
import { BUILT_IN } from './classify.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const DAY = 86_400_000;

type Soft = readonly [name: string, version: string, publisher?: string];
type Body = Record<string, unknown>;

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

function machineWith(name: string, software: readonly Soft[], os = 'Debian GNU/Linux 12') {
  const rows = software.map(
    ([title, version, publisher = '']) =>
      `<SOFTWARES><NAME>${escaped(title)}</NAME><VERSION>${version}</VERSION><PUBLISHER>${publisher}</PUBLISHER></SOFTWARES>`,
  );
  const serial = `<BIOS><SSN>SN-${name}</SSN><SMANUFACTURER>Dell Inc.</SMANUFACTURER></BIOS>`;
  return { name, content: `<HARDWARE><NAME>${name}</NAME><OSNAME>${os}</OSNAME></HARDWARE>${serial}${rows.join('')}` };
}

describe.each(enginesUnderTest())('software on $name', ({ create }) => {
  let db: Db;
  let dispose: () => Promise<void>;
  let server: TestApp;
  let now: number;

  beforeEach(async () => {
    now = NOW;
    ({ db, dispose } = await create());
    server = await createTestApp({ db, clock: () => now });
    await report(
      server,
      machineWith('one', [
        ['Firefox', '128.0', 'Mozilla'],
        ['OpenSSL', '3.0.2'],
        ['bash', '5.2', 'GNU'],
      ]),
    );
    await report(
      server,
      machineWith('two', [
        ['Firefox', '115.2', 'Mozilla'],
        ['Firefox', '128.0', 'Mozilla'],
        ['OpenSSL', '3.0.14'],
        ['Edge', '120', 'Microsoft Corp.'],
      ]),
    );
    await report(
      server,
      machineWith(
        'three',
        [
          ['Firefox', '9.9', 'Mozilla'],
          ['=cmd()', '1'],
        ],
        'Microsoft Windows 11 Pro',
      ),
    );
    await refresh();
  });
  afterEach(async () => {
    await server.close();
    await dispose();
  });

  const refresh = () => server.services.catalogue.refresh();

  async function call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object) {
    const request = { method, url: `/api/v1${path}`, headers: { authorization: server.authorization } };
    const reply = await server.app.inject(payload === undefined ? request : { ...request, payload });
    return {
      status: reply.statusCode,
      body: (/^[[{]/.test(reply.payload) ? reply.json() : {}) as Body,
      text: reply.payload,
    };
  }
  async function ok(...args: Parameters<typeof call>): Promise<Body> {
    const { status, body } = await call(...args);
    expect([200, 201, 204], JSON.stringify(body)).toContain(status);
    return body;
  }
  const items = async (path: string) => (await ok('GET', path)).items as Body[];
  const names = async (path: string) => (await items(path)).map(({ name }) => name);
  const titleOf = async (name: string) => (await items(`/software?installed=all&name=${name}`))[0] as Body;
  const category = async (name: string, more: object = {}) =>
    (await ok('POST', '/software/categories', { name, ...more })).id as number;
  async function setRules(rules: readonly object[]): Promise<Body> {
    const { revision } = await ok('GET', '/software/rules');
    const set = await ok('PUT', '/software/rules', { items: rules, revision });
    await expect.poll(async () => (await ok('GET', '/software/work')).running).toBe(false);
    return set;
  }
  const found = async (query: string) => {
    const { items: machines } = await ok('POST', '/assets/search', { query, sort: 'name' });
    return (machines as Body[]).map(({ name }) => name);
  };

  test('titles have their machines once each, whatever their versions, and archived machines do not count', async () => {
    const list = await items('/software?sort=-machines,name');
    expect(list.map(({ name, machines, versions }) => [name, machines, versions])).toEqual([
      ['Firefox', 3, 3],
      ['OpenSSL', 2, 2],
      ['=cmd()', 1, 1],
      ['bash', 1, 1],
      ['Edge', 1, 1],
    ]);
    const [{ id }] = (await items('/assets?q=two')) as [Body];
    await ok('POST', '/assets/archive', { ids: [id] });
    await refresh();
    const fewer = await items('/software?installed=all&sort=name');
    expect(fewer.map(({ name, machines }) => [name, machines])).toEqual([
      ['=cmd()', 1],
      ['bash', 1],
      ['Edge', 0],
      ['Firefox', 2],
      ['OpenSSL', 1],
    ]);
    expect(await names('/software?installed=no')).toEqual(['Edge']);
  });

  test('the list is filtered, sorted and exported without formulas', async () => {
    expect(await names('/software?q=MOZ')).toEqual(['Firefox']);
    expect(await names('/software?machinesFrom=2&sort=name')).toEqual(['Firefox', 'OpenSSL']);
    expect(await names('/software?versionsTo=1&sort=-name&limit=2')).toEqual(['Edge', 'bash']);
    expect(await names('/software?sort=publisher,name')).toEqual(['bash', 'Edge', 'Firefox', '=cmd()', 'OpenSSL']);
    expect((await call('GET', '/software?sort=secret')).status).toBe(400);
    const { text } = await call('GET', '/software/export?sort=name&format=csv');
    expect(text.split('\r\n')[1]).toContain(`"'=cmd()"`);
    expect((await call('GET', '/software/export?format=json')).body).toHaveLength(5);
  });

  test('a title shows its versions as versions, who has it and by which system', async () => {
    const { id } = await titleOf('Firefox');
    const title = await ok('GET', `/software/titles/${id}`);
    expect(title).toMatchObject({ machines: 3, lacking: 0, versions: 3, publisher: 'Mozilla' });
    expect((title.releases as Body[]).map(({ version, machines }) => [version, machines])).toEqual([
      ['128.0', 2],
      ['115.2', 1],
      ['9.9', 1],
    ]);
    expect(await items(`/software/titles/${id}/spread?by=os`)).toEqual([
      { value: 'Debian GNU/Linux 12', machines: 2 },
      { value: 'Microsoft Windows 11 Pro', machines: 1 },
    ]);
    const group = await ok('POST', '/groups', { name: 'Some', description: '', query: 'name:(one, two)' });
    expect(group.id).toBeDefined();
    await expect
      .poll(() => items(`/software/titles/${id}/spread?by=group`), { timeout: 60_000 })
      .toEqual([{ value: 'Some', machines: 2 }]);
    expect((await call('GET', '/software/titles/999999')).body.code).toBe('SOFTWARE_NOT_FOUND');
  });

  test('numbers of machines are kept by day, and the movers are found', async () => {
    now += DAY;
    await report(
      server,
      machineWith('four', [
        ['Firefox', '128.0', 'Mozilla'],
        ['bash', '5.2', 'GNU'],
      ]),
    );
    await report(server, machineWith('two', [['OpenSSL', '3.0.14']]));
    await refresh();
    const { id } = await titleOf('bash');
    expect((await ok('GET', `/software/titles/${id}/history?days=30`)).items).toEqual([
      { day: '2026-11-20', machines: 1 },
      { day: '2026-11-21', machines: 2 },
    ]);
    const { items: movers, since } = await ok('GET', '/software/movers?days=7');
    expect(since).toBe('2026-11-20');
    expect((movers as Body[]).map(({ name, change }) => [name, change]).sort()).toEqual([
      ['Edge', -1],
      ['bash', 1],
    ]);
  });

  test('a preview of rules says what saving them changes, and a person’s decision stands', async () => {
    const [browsers, system] = [await category('Browsers'), await category('System')];
    const bash = await titleOf('bash');
    await ok('POST', '/software/moves', { target: { ids: [bash.id] }, categoryId: BUILT_IN.ignored });
    const rules = [
      { name: 'fire*', publisher: 'mozilla', categoryId: browsers },
      { name: 'EDGE', publisher: '', categoryId: browsers },
      { name: '*', publisher: 'gnu', categoryId: system },
    ];
    const preview = await ok('POST', '/software/rules/preview', { items: rules });
    expect(preview).toMatchObject({ titles: 2, versions: 0, moves: [{ from: BUILT_IN.new, to: browsers, titles: 2 }] });
    expect((preview.samples as Body[]).map(({ name }) => name)).toEqual(['Firefox', 'Edge']);
    expect(await names(`/software?categoryId=${browsers}`)).toEqual([]);
    await setRules(rules);
    expect(await names(`/software?categoryId=${browsers}&sort=name`)).toEqual(['Edge', 'Firefox']);
    expect(await titleOf('bash')).toMatchObject({ categoryId: BUILT_IN.ignored, decidedBy: 'hand' });
    expect(await ok('POST', '/software/rules/preview', { items: rules })).toMatchObject({ titles: 0, samples: [] });
    // Titles that arrive later follow too.
    await report(server, machineWith('four', [['Firefox Developer Edition', '130', 'Mozilla']]));
    await refresh();
    expect(await titleOf('Developer')).toMatchObject({ categoryId: browsers, decidedBy: 'rule' });
    await ok('POST', '/software/moves', { target: { ids: [bash.id] }, categoryId: null });
    expect(await titleOf('bash')).toMatchObject({ categoryId: system, decidedBy: 'rule' });
  });

  test('rules about versions, unwanted categories and publishers’ names are searched for', async () => {
    const old = await category('Too old', { unwanted: true });
    await setRules([
      { name: 'openssl', publisher: '', version: { operator: 'less', value: '3.0.14' }, categoryId: old },
    ]);
    expect(await found('unwanted:yes')).toEqual(['one']);
    expect(await found('software.category:"Too old"')).toEqual(['one']);
    expect(await found('has software(name:openssl category:NEW)')).toEqual(['two']);
    expect(await found('has software(name:openssl) not unwanted:yes')).toEqual(['two']);
    expect(await titleOf('OpenSSL')).toMatchObject({
      unwanted: 'some',
      otherCategories: true,
      categoryId: BUILT_IN.new,
    });
    const { id: openssl } = await titleOf('OpenSSL');
    expect(await ok('GET', '/software/unwanted')).toEqual({
      machines: 1,
      versions: [{ titleId: openssl, machines: 1 }],
    });
    const [{ id }] = (await items('/assets?q=one')) as [Body];
    const why = await ok('POST', `/assets/${id}/explain-search`, { query: 'has software(unwanted:yes name:openssl)' });
    expect((why.parts as Body[])[0]).toMatchObject({
      holds: true,
      rows: [{ values: { unwanted: true, name: 'OpenSSL' } }],
    });

    const { revision } = await ok('GET', '/software/aliases');
    const aliases = [{ pattern: 'Microsoft Corp*', publisher: 'Microsoft' }];
    expect(await ok('POST', '/software/aliases/preview', { items: aliases })).toMatchObject({
      publishers: 1,
      renames: [{ from: 'Microsoft Corp.', to: 'Microsoft', titles: 1 }],
    });
    await ok('PUT', '/software/aliases', { items: aliases, revision });
    await expect.poll(async () => (await titleOf('Edge')).publisher).toBe('Microsoft');
    expect((await titleOf('Edge')).reportedPublisher).toBe('Microsoft Corp.');
    expect(await found('vendor=Microsoft')).toEqual(['two']);
    const columns = await items('/assets?columns=software.vendor,software.unwanted&q=two');
    expect(columns[0]).toMatchObject({ values: { 'software.vendor': expect.arrayContaining(['Microsoft']) } });
    expect((await call('PUT', '/software/aliases', { items: [], revision })).body.code).toBe('SOFTWARE_RULES_CHANGED');
  });

  test('all that a filter finds is moved at once, undone once, and left alone where somebody decided again', async () => {
    const mine = await category('Mine');
    const all = await ok('POST', '/software/moves', { target: { filter: { q: 'i' } }, categoryId: mine });
    expect(all.moved).toBe(2); // Firefox and Microsoft's
    const edge = await titleOf('Edge');
    await ok('POST', '/software/moves', { target: { ids: [edge.id] }, categoryId: BUILT_IN.unchanged });
    expect(await ok('POST', `/software/moves/${all.moveId}/undo`)).toEqual({ restored: 1, left: 1 });
    expect(await titleOf('Firefox')).toMatchObject({ categoryId: BUILT_IN.new, decidedBy: 'none' });
    expect(await titleOf('Edge')).toMatchObject({ categoryId: BUILT_IN.unchanged, decidedBy: 'hand' });
    const again = await call('POST', `/software/moves/${all.moveId}/undo`);
    expect(again.body.code).toBe('SOFTWARE_MOVE_NOT_FOUND');

    const mark = await ok('POST', '/software/unwanted', { target: { ids: [edge.id] }, unwanted: true });
    expect(await found('unwanted:yes')).toEqual(['two']);
    expect(await names('/software?unwanted=yes')).toEqual(['Edge']);
    await ok('POST', `/software/moves/${mark.moveId}/undo`);
    expect(await found('unwanted:yes')).toEqual([]);
    const events = (await items('/audit?limit=50')).map(({ action }) => action);
    expect(events).toEqual(expect.arrayContaining(['software.move', 'software.unwanted', 'software.undo']));
  });

  test('a machine tells what is decided of each of its software', async () => {
    const mine = await category('Mine');
    await setRules([{ name: 'Firefox', publisher: '', version: { operator: 'less', value: '120' }, categoryId: mine }]);
    const { id } = await titleOf('Edge');
    await ok('POST', '/software/moves', { target: { ids: [id] }, categoryId: BUILT_IN.ignored });
    const [{ id: machine }] = (await items('/assets?q=two')) as [Body];
    const told = await items(`/assets/${machine}/software`);
    expect(told.map(({ name, version, categoryId }) => [name, version, categoryId]).sort()).toEqual([
      ['Edge', '120', BUILT_IN.ignored],
      ['Firefox', '115.2', mine],
      ['Firefox', '128.0', BUILT_IN.new],
      ['OpenSSL', '3.0.14', BUILT_IN.new],
    ]);
    expect((await call('GET', '/assets/4711/software')).body.code).toBe('ASSET_NOT_FOUND');
  });

  test('categories: names are unique, those of every dictionary stay, and one that rules lead to is not removed', async () => {
    const mine = await category('Mine');
    expect((await call('POST', '/software/categories', { name: 'MINE' })).body.code).toBe(
      'SOFTWARE_CATEGORY_NAME_TAKEN',
    );
    expect((await call('DELETE', `/software/categories/${BUILT_IN.new}`)).body.code).toBe('SOFTWARE_CATEGORY_BUILT_IN');
    await setRules([{ name: 'bash', publisher: '', categoryId: mine }]);
    expect((await call('DELETE', `/software/categories/${mine}`)).body.code).toBe('SOFTWARE_CATEGORY_IN_USE');
    await setRules([]);
    const { id } = await titleOf('Firefox');
    await ok('POST', '/software/moves', { target: { ids: [id] }, categoryId: mine });
    await ok('PUT', `/software/categories/${mine}`, { name: 'Mine', unwanted: true });
    await expect.poll(() => found('unwanted:yes')).toEqual(['one', 'three', 'two']);
    await ok('DELETE', `/software/categories/${mine}`);
    expect(await titleOf('Firefox')).toMatchObject({ categoryId: BUILT_IN.new, decidedBy: 'none', unwanted: 'no' });
    const wrong = [{ name: '', publisher: '', categoryId: BUILT_IN.ignored }];
    expect((await call('POST', '/software/rules/preview', { items: wrong })).body.code).toBe('SOFTWARE_RULE_INVALID');
    const none = [{ name: 'x', publisher: '', categoryId: 4711 }];
    expect((await call('POST', '/software/rules/preview', { items: none })).body.code).toBe(
      'SOFTWARE_CATEGORY_NOT_FOUND',
    );
  });
});
