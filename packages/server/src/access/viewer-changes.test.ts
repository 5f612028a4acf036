import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { phpEnvelope } from '../external/testing/external-app.ts';
import { createTwoSites, MARKS, type TwoSites } from './testing/two-sites.ts';

const WAIT_MS = 300_000;
/** A number of nothing. */
const NOTHING = 987_654;

/** What something is named by: a thing of B, or nothing. */
type Named = (key: string) => number;
type Request = readonly [path: string, body?: object];

/** Routes that change something about machines, or are told of them by a body: each is asked about those of B. */
const CHANGES: Readonly<Record<string, (named: Named, own: Named) => Request>> = {
  assetSettingUpdate: (of) => [`/assets/${of('asset')}/settings/FREQUENCY`, { value: 7 }],
  assetSettingReset: (of) => [`/assets/${of('asset')}/settings/FREQUENCY`],
  assetSearchExplain: (of) => [`/assets/${of('asset')}/explain-search`, { query: 'tag:*' }],
  groupMemberChange: (of, own) => [`/groups/${own('group')}/members`, { action: 'include', assetIds: [of('asset')] }],
  noteCreate: (of) => [`/assets/${of('asset')}/notes`, { text: 'mine' }],
  noteUpdate: (of) => [`/assets/${of('asset')}/notes/${of('note')}`, { text: 'mine' }],
  noteDelete: (of) => [`/assets/${of('asset')}/notes/${of('note')}`],
  attachmentCreate: (of) => [`/assets/${of('asset')}/attachments?name=mine`, { some: 'bytes' }],
  attachmentDelete: (of) => [`/assets/${of('asset')}/attachments/${of('attachment')}`],
  assetWake: (of) => [`/assets/${of('asset')}/wake`],
  mergePreview: (of, own) => ['/merges/preview', { survivorId: own('asset'), mergedIds: [of('other')] }],
  suspicionPairUpdate: (of, own) => ['/suspicions', { assetIds: [own('asset'), of('other')], state: 'ignored' }],
  mergeUndo: (of) => [`/merges/${of('merge')}/undo`],
  suspicionUpdate: (of) => [`/suspicions/${of('suspicion')}`, { state: 'open' }],
  assetSplit: (of) => [`/assets/${of('asset')}/split`, { decisionId: of('decision') }],
  adminDataUpdate: (of, own) => [
    `/assets/${of('asset')}/admin-data`,
    { version: of('version'), values: { [own('field')]: 'mine' } },
  ],
  adminDataUpdateMany: (of, own) => [
    '/admin-data/mass-edit',
    { assetIds: [of('asset')], values: { [own('field')]: 'ours' } },
  ],
  adminDataImport: (of) => [
    '/admin-data/import',
    {
      content: Buffer.from(`id,Remark\n${of('asset')},imported\n`).toString('base64'),
      dryRun: false,
      badLines: 'skip',
    },
  ],
  assetArchive: (of) => [`/assets/${of('asset')}/archive`],
  assetArchiveMany: (of) => ['/assets/archive', { ids: [of('asset')] }],
  assetRestore: (of) => [`/assets/${of('asset')}/restore`],
  assetRestoreMany: (of) => ['/assets/restore', { ids: [of('asset')] }],
  networkUpdate: (of) => [
    `/networks/${of('network')}`,
    { address: '203.0.113.0', mask: '24', name: 'mine', site: '', tag: 'A', comment: '' },
  ],
  networkRemove: (of) => [`/networks/${of('network')}`],
  discoveredDeviceIdentify: (of) => [
    `/network-devices/${macOf(of('device'))}/identification`,
    { type: 'printer', description: 'mine' },
  ],
  discoveredDeviceUnidentify: (of) => [`/network-devices/${macOf(of('device'))}/identification`],
  discoveredDeviceForget: (of) => [`/network-devices/${macOf(of('device'))}/sightings`],
  softwareMove: (of) => ['/software/moves', { target: { ids: [of('title')] }, categoryId: 2 }],
  softwareMarkUnwanted: (of) => ['/software/unwanted', { target: { ids: [of('title')] }, unwanted: true }],
  softwareMoveUndo: (of) => [`/software/moves/${of('move')}/undo`],
  mergeCreate: (of, own) => ['/merges', { survivorId: own('asset'), mergedIds: [of('other')], reason: '' }],
  assetDeleteMany: (of) => ['/assets/delete', { ids: [of('spare')], confirm: 1 }],
  assetDelete: (of) => [`/assets/${of('asset')}?confirm=${of('asset')}`],
};

/** What is started for many machines: each of these with `/preview`, and alone. */
const MASS: Readonly<Record<string, (own: Named) => object>> = {
  'admin-data': (own) => ({ values: { [own('field')]: 'all' } }),
  group: (own) => ({ groupId: own('group'), decision: 'include' }),
  setting: () => ({ name: 'FREQUENCY', value: 7 }),
  archive: () => ({}),
  restore: () => ({}),
  delete: () => ({}),
  wake: () => ({}),
};

/** Routes that name no machine, and nothing that one has: whom they are for is a matter of permissions. */
const NAME_NONE = [
  ...[/^setup/, /^session/, /^setting/, /^groupSetting/, /^group(Create|Update|Delete|Recalculate)$/, /^storedSearch/],
  ...[
    /^preference/,
    /^view/,
    /^blacklist/,
    /^adminField/,
    /^adminDataLook$/,
    /^agent/,
    /^registryQuery/,
    /^deviceType/,
  ],
  ...[/^softwareRefresh$/, /^softwareCategory/, /^software(Rule|Alias)Set$/, /^network(Create|Refresh)$/],
  // These are asked below.
  ...[/^assetSearch$/, /^software(Rule|Alias)Preview$/, /^deletionClear$/, /^importCreate$/, /^massAction/],
];

/** All that is kept of machines; not what is noted of who asked. */
const TABLES = [
  ...[
    'assets',
    'admin_values',
    'admin_states',
    'group_members',
    'asset_notes',
    'asset_attachments',
    'setting_overrides',
  ],
  ...['merges', 'identity_suspicions', 'identity_decisions', 'deleted_equiv', 'networks', 'network_devices'],
  ...['device_sightings', 'software_catalog', 'mass_actions', 'mass_action_targets', 'history', 'device_ids'],
] as const;

/** The device of each site, and one that nobody saw. */
const macOf = (which: number) =>
  which === NOTHING ? '02:00:00:00:00:ff' : `02:${which === 1 ? 'aa' : 'bb'}:00:00:00:09`;

describe.each(enginesUnderTest())('who may see the machines of one TAG changes no others, on $name', ({ create }) => {
  let sites: TwoSites;
  let disposeDatabase: () => Promise<void>;
  let operations: Map<string, string>;

  beforeAll(async () => {
    const { db, dispose } = await create();
    disposeDatabase = dispose;
    sites = await createTwoSites(db);
    await sites.all('PUT', '/settings/AGENT_WAKE', { value: true });
    const document = (await sites.app.inject({ url: '/api/v1/openapi.json' })).json();
    const paths = Object.values<Record<string, { operationId: string }>>(document.paths);
    operations = new Map(
      paths.flatMap((path) =>
        Object.entries(path).map(([method, { operationId }]) => [operationId, method.toUpperCase()]),
      ),
    );
  }, WAIT_MS);
  afterAll(async () => {
    await sites?.close();
    await disposeDatabase?.();
  });

  const theirs: Named = (key) => sites.known.B[key] ?? 0;
  const own: Named = (key) => sites.known.A[key] ?? 0;
  const nothing: Named = () => NOTHING;

  async function kept(): Promise<string> {
    const all: unknown[] = [];
    for (const table of TABLES) {
      const rows = await sites.db.kysely.selectFrom(table).selectAll().execute();
      all.push(rows.map((row) => JSON.stringify(row)).sort());
    }
    return JSON.stringify(all);
  }

  async function ask(method: string, [path, body]: Request) {
    const headers = { authorization: `Bearer ${sites.narrowToken}` };
    const url = `/api/v1${path}`;
    const request = { method: method as 'POST', url, headers, ...(body === undefined ? {} : { payload: body }) };
    const { statusCode, payload } = await sites.app.inject(request);
    return { status: statusCode, text: payload.replace(/,?"requestId":"[^"]*"/, '') };
  }

  /** Asked about a thing of B and about nothing, a route answers the same, and changes nothing. */
  async function expectNothing(name: string, method: string, request: (named: Named) => Request) {
    const before = await kept();
    const found = await ask(method, request(theirs));
    expect(found.text, name).not.toMatch(/BMACHINE/);
    const none = await ask(method, request(nothing));
    expect(anonymous(found.text), name).toBe(anonymous(none.text));
    expect(found.status, name).toBe(none.status);
    expect(found.status, `${name} ${found.text}`).not.toBe(500);
    expect((await kept()) === before, `${name} changed something`).toBe(true);
    return found;
  }

  /** Without the numbers that were asked about, whatever they are. */
  function anonymous(text: string): string {
    const numbers = new Set([NOTHING, ...Object.values(sites.known.B), macOf(2), macOf(NOTHING)].map(String));
    const told = text.replace(/"moveId":\d+/, '');
    return told.replace(/\b[0-9a-f:]+\b/g, (word) => (numbers.has(word) ? '#' : word));
  }

  test('every route that changes something is asked, or names no machine', () => {
    const changing = [...operations].filter(([, method]) => method !== 'GET').map(([name]) => name);
    const left = changing.filter((name) => CHANGES[name] === undefined && !NAME_NONE.some((one) => one.test(name)));
    expect(left).toEqual([]);
    expect(Object.keys(CHANGES).filter((name) => !operations.has(name))).toEqual([]);
  });

  test('routes take the numbers of others for numbers of nothing', { timeout: WAIT_MS }, async () => {
    for (const [name, request] of Object.entries(CHANGES)) {
      await expectNothing(name, operations.get(name) ?? '', (named) => request(named, own));
    }
  });

  test('mass actions are about their machines alone', { timeout: WAIT_MS }, async () => {
    for (const [action, parameters] of Object.entries(MASS)) {
      const target = (named: Named) => ({ target: { ids: [named('asset')] }, parameters: parameters(own) });
      expect((await ask('POST', [`/mass-actions/${action}/preview`, target(own)])).text).toContain('"total":1');
      const preview = await expectNothing(action, 'POST', (named) => [
        `/mass-actions/${action}/preview`,
        target(named),
      ]);
      expect(JSON.parse(preview.text), preview.text).toMatchObject({ total: 0 });
      const started = await expectNothing(action, 'POST', (named) => [`/mass-actions/${action}`, target(named)]);
      expect(started.text).toContain('MASS_ACTION_EMPTY');
      for (const verb of ['cancel', 'undo']) {
        await expectNothing(verb, 'POST', (named) => [`/mass-actions/${action}/${named('massAction')}/${verb}`]);
      }
    }
    const selection = { kind: 'computer', query: 'name:MACHINE', archived: 'include' };
    const { body } = await sites.narrow('POST', '/mass-actions/archive/preview', {
      target: { selection },
      parameters: {},
    });
    expect(body.total).toBe(6);
  });

  test('what answers a question tells of their machines alone', async () => {
    const rules = [{ id: null, name: '*', publisher: '', version: null, categoryId: 2 }];
    const versions = [{ ...rules[0], name: 'shared*', version: { operator: 'atLeast', value: '0' } }];
    for (const [path, body] of [
      ['/assets/search', { query: 'name:MACHINE', limit: 100 }],
      ['/software/rules/preview', { items: rules }],
      ['/software/rules/preview', { items: versions }],
      ['/software/aliases/preview', { items: [{ pattern: '*', publisher: 'All' }] }],
    ] as const) {
      const asked = await ask('POST', [path, body]);
      expect(asked.status, asked.text).toBe(200);
      expect(asked.text).not.toMatch(MARKS);
      expect(asked.text).toMatch(/AMACHINE|shared tool/);
    }
  });

  test('groups that they define, and ask for, have the members that others see', async () => {
    const { narrow, all } = sites;
    const made = (await narrow('POST', '/groups', { name: 'all machines', query: 'name:MACHINE' })).body;
    expect(made.members).toBe(5);
    expect((await all('GET', `/groups/${made.id}`)).body.members).toBe(10);
    await narrow('POST', `/groups/${made.id}/recalculate`);
    expect((await all('GET', `/groups/${made.id}`)).body.members).toBe(10);
    const excluded = { action: 'exclude', query: 'name:MACHINE' };
    expect((await narrow('POST', `/groups/${made.id}/members`, excluded)).body).toEqual({ assets: 5 });
    expect((await all('GET', `/groups/${made.id}`)).body.members).toBe(5);
    const values = { [String(sites.known.A.field)]: 'of all' };
    const edited = await narrow('POST', '/admin-data/mass-edit', { groupId: sites.known.B.group, values });
    expect(edited.body).toEqual({ updated: 0, unchanged: 0 });
  });

  test('the interface of OCS Inventory changes nothing of others', async () => {
    const { ids, narrowToken } = sites;
    const before = await kept();
    const call = async (name: string, ...args: string[]) => {
      const headers = { 'content-type': 'text/xml', authorization: `Basic ${btoa(`any:${narrowToken}`)}` };
      const payload = phpEnvelope(name, args);
      return await sites.app.inject({ method: 'POST', url: '/ocsinterface', headers, payload });
    };
    const request = '<REQUEST><ENGINE>FIRST</ENGINE><ASKING_FOR>META</ASKING_FOR><OFFSET>0</OFFSET></REQUEST>';
    const computers = (await call('get_computers_V1', request)).payload;
    expect(computers).toContain('AMACHINE');
    expect(computers).not.toMatch(MARKS);
    expect((await call('delete_computers_by_id_V1', String(ids.B.plain))).payload).toContain('OK');
    expect((await call('reset_checksum_V1', '1', String(ids.B.plain))).payload).toMatch(/>0</);
    expect((await call('get_ipdiscover_devices_V1', '', '0', '0')).payload).not.toMatch(MARKS);
    expect((await call('ipdiscover_tag_V1', macOf(2), 'mine', 'printer', 'test')).payload).toMatch(/>0</);
    expect((await call('ipdiscover_untag_V1', macOf(2))).payload).toMatch(/>0</);
    expect((await call('ipdiscover_remove_V1', macOf(2))).payload).toMatch(/>0</);
    expect((await kept()) === before).toBe(true);
  });

  test('an inventory that they import goes to its machine, of which they are told nothing', async () => {
    const { all, ids, narrowToken } = sites;
    const file = await all('GET', `/assets/${ids.B.like}/inventory?format=json`);
    const reply = await sites.app.inject({
      method: 'POST',
      url: '/api/v1/imports?name=file',
      headers: { authorization: `Bearer ${narrowToken}`, 'content-type': 'application/octet-stream' },
      payload: JSON.stringify(file.body),
    });
    expect(reply.json()).toMatchObject({ imported: 1, created: 0, machines: [], failed: [] });
    expect((await all('GET', `/assets/${ids.B.like}`)).body.tag).toBe('B');
  });

  test('who clears the deletions clears those that they see', async () => {
    const { narrow, all } = sites;
    expect((await narrow('DELETE', '/deletions?count=100')).body).toEqual({ cleared: 1 });
    expect((await all('GET', '/deletions')).body.total).toBe(3);
  });

  test('the same requests about their own machines are done', { timeout: WAIT_MS }, async () => {
    for (const [name, request] of Object.entries(CHANGES)) {
      const { status, text } = await ask(operations.get(name) ?? '', request(own, own));
      // Refused for reasons of their own: what another wrote, a record that was never taken for another, an agent on this machine.
      const isRefused = /"code":"(NOTE_NOT_OWN|DECISION_NOT_FOUND|WAKE_ADDRESS_REFUSED)"/.test(text);
      if (!isRefused) expect(status, `${name} ${text}`).toBeLessThan(300);
    }
  });
});
