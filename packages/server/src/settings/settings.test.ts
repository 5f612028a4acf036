import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAuditRepository } from '../audit/audit-repository.ts';
import { createAuditService, SYSTEM } from '../audit/audit-service.ts';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';
import type { GroupsForSettings } from './scoped-settings.ts';
import { settingDefinitions, settingNames } from './setting-definitions.ts';
import type { SettingDefinition } from './setting-types.ts';
import { objectionTo } from './setting-values.ts';
import { createSettingsRepository } from './settings-repository.ts';
import { createSettingsService } from './settings-service.ts';
import { settingsWithoutMeaning } from './settings-without-meaning.ts';
import { insertAsset } from './testing/insert-asset.ts';

describe.each(enginesUnderTest())('settings on $name', ({ create }) => {
  let now: number;
  let test_: TestApp;

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 20);
    test_ = await createTestApp({ create, clock: () => now });
  });
  afterEach(() => test_.close());

  async function ask(method: 'GET' | 'PUT' | 'DELETE', path: string, payload?: object) {
    const headers = { authorization: test_.authorization };
    return await test_.app.inject({ method, url: `/api/v1${path}`, headers, ...(payload ? { payload } : {}) });
  }
  async function addGroup(): Promise<number> {
    const headers = { authorization: test_.authorization };
    const payload = { name: 'Laptops' };
    return (await test_.app.inject({ method: 'POST', url: '/api/v1/groups', headers, payload })).json().id;
  }
  const put = (name: string, payload: object) => ask('PUT', `/settings/${name}`, payload);

  async function addAsset(deviceId: string, firstSeenAt = now): Promise<number> {
    return await insertAsset(test_.db, deviceId, firstSeenAt);
  }
  /** As another process has them, with groups. */
  function createService(groups?: GroupsForSettings) {
    const audit = createAuditService({ repository: createAuditRepository(test_.db), clock: () => now });
    const repository = createSettingsRepository(test_.db);
    return createSettingsService({ repository, audit, clock: () => now, ...(groups === undefined ? {} : { groups }) });
  }
  /** The assets of each group. */
  const groupsOf = (members: Readonly<Record<number, readonly number[]>>): GroupsForSettings => ({
    idsOf: async (assetId) =>
      Object.keys(members)
        .map(Number)
        .filter((id) => members[id]?.includes(assetId)),
    nameOf: async (groupId) => (groupId in members ? `Group ${groupId}` : null),
  });

  test('are not changed by who saw another value', async () => {
    expect((await put('FREQUENCY', { value: 7, expected: 0 })).statusCode).toBe(200);
    const late = await put('FREQUENCY', { value: 9, expected: 0 });
    expect([late.statusCode, late.json().code]).toEqual([409, 'SETTING_CHANGED']);
    expect((await put('FREQUENCY', { value: 9, expected: 7 })).json().value).toBe(9);
    expect((await put('TRUSTED_IP', { value: ['10.0.0.1'], expected: [] })).statusCode).toBe(200);
    expect((await put('TRUSTED_IP', { value: [], expected: ['10.0.0.1'] })).statusCode).toBe(200);
  });

  test.each(['asset', 'group'] as const)('of one %s are not changed by who saw another value', async (kind) => {
    const of = kind === 'asset' ? `/assets/${await addAsset('a')}` : `/groups/${await addGroup()}`;
    const set = (payload: object) => ask('PUT', `${of}/settings/FREQUENCY`, payload);
    expect((await set({ value: 3, expected: null })).statusCode).toBe(200);
    for (const expected of [null, 4]) {
      const late = await set({ value: 9, expected });
      expect([late.statusCode, late.json().code]).toEqual([409, 'SETTING_CHANGED']);
    }
    expect((await set({ value: 9, expected: 3 })).json().own).toBe(9);
    expect((await set({ value: 9, expected: 3 })).json().own).toBe(9);
    expect((await set({ value: 5 })).json().own).toBe(5);
  });

  test('begin with the defaults of OCS Inventory', async () => {
    const { settings } = test_.services;
    expect(await settings.get('FREQUENCY')).toBe(0);
    expect(await settings.get('PROLOG_FREQ')).toBe(24);
    expect(await settings.get('INVENTORY_ON_STARTUP')).toBe(true);
    expect(await settings.get('TRUSTED_IP')).toEqual([]);
    expect(await settings.get('IDENTITY_RULE')).toBe('muster');
  });

  test('have the type that their definition says', async () => {
    const { settings } = test_.services;
    const hours: number = await settings.get('PROLOG_FREQ');
    const rule: 'muster' | 'ocs' = await settings.get('IDENTITY_RULE');
    const trusted: readonly string[] = await settings.get('TRUSTED_IP');
    const deploy: boolean = await settings.effective('DEPLOY', null);
    // @ts-expect-error: a flag is no number
    const wrong: number = await settings.get('DEPLOY');
    expect([hours, rule, trusted, deploy, wrong]).toEqual([24, 'muster', [], true, true]);
  });

  test('are changed, listed and reset through the API, with who did it', async () => {
    const answer = await put('FREQUENCY', { value: -1 });
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      expect.objectContaining({ name: 'FREQUENCY', value: -1, default: 0, min: -1, unit: 'days', origin: 'global' }),
    ]);
    now += 1000;
    await put('TRUSTED_IP', { value: ['10.0.0.0/8', '192\\.168\\.1\\.\\d+'] });
    await put('IDENTITY_RULE', { value: 'ocs' });
    const items = (await ask('GET', '/settings')).json().items as Record<string, unknown>[];
    expect(items.map((item) => item.name)).toEqual(settingNames);
    expect(items.filter((item) => item.origin === 'global').map((item) => [item.name, item.value])).toEqual([
      ['FREQUENCY', -1],
      ['TRUSTED_IP', ['10.0.0.0/8', '192\\.168\\.1\\.\\d+']],
      ['IDENTITY_RULE', 'ocs'],
    ]);
    expect(items.find((item) => item.name === 'TRUSTED_IP')).toMatchObject({
      changedBy: 'token:test',
      changedAt: '2026-11-20T00:00:01.000Z',
      overridable: false,
    });
    expect((await ask('DELETE', '/settings/FREQUENCY')).json()).toMatchObject({
      value: 0,
      origin: 'default',
      changedBy: null,
      changedAt: null,
    });
  });

  test('each change is in the audit trail once, what changes nothing is not', async () => {
    await put('PROLOG_FREQ', { value: 8 });
    await put('PROLOG_FREQ', { value: 8 });
    await put('PROLOG_FREQ', { value: 9 });
    await put('PROLOG_FREQ', { value: 0 });
    await ask('DELETE', '/settings/PROLOG_FREQ');
    await ask('DELETE', '/settings/PROLOG_FREQ');
    const { items } = await test_.services.audit.list({ target: 'setting PROLOG_FREQ', limit: 50, offset: 0 });
    expect(items.map(({ actor, action, before, after, address }) => [actor, action, before, after, address])).toEqual([
      ['token:test', 'setting.reset', 9, 24, '127.0.0.1'],
      ['token:test', 'setting.set', 8, 9, '127.0.0.1'],
      ['token:test', 'setting.set', 24, 8, '127.0.0.1'],
    ]);
  });

  test('set by another process are noticed within two seconds, not read each time', async () => {
    const here = test_.services.settings;
    const there = createService();
    expect(await here.get('PROLOG_FREQ')).toBe(24);
    await there.set('PROLOG_FREQ', 7);
    now += 1999;
    expect(await here.get('PROLOG_FREQ')).toBe(24);
    now += 1;
    expect(await here.get('PROLOG_FREQ')).toBe(7);
  });

  test('out of range in the database count as not set', async () => {
    const assetId = await addAsset('a');
    const repository = createSettingsRepository(test_.db);
    await repository.write('PROLOG_FREQ', 0, { at: now, by: 'x' });
    const row = { name: 'PROLOG_FREQ', value: '"soon"', updatedAt: now, updatedBy: 'x' };
    await repository.writeOverride({ kind: 'asset', id: assetId }, row);
    now += 5000;
    expect(await test_.services.settings.get('PROLOG_FREQ')).toBe(24);
    expect(await test_.services.settings.explain('PROLOG_FREQ', assetId)).toEqual({
      value: 24,
      origin: { kind: 'default' },
    });
  });

  describe('of single assets and groups', () => {
    test('are set, explained and removed through the API', async () => {
      const assetId = await addAsset('a');
      await put('PROLOG_FREQ', { value: 8 });
      const set = await ask('PUT', `/assets/${assetId}/settings/FREQUENCY`, { value: 3 });
      expect([set.statusCode, set.json()]).toEqual([
        200,
        expect.objectContaining({ name: 'FREQUENCY', value: 3, own: 3, origin: 'asset', changedBy: 'token:test' }),
      ]);
      const items = (await ask('GET', `/assets/${assetId}/settings`)).json().items as Record<string, unknown>[];
      const short = items.map(({ name, value, origin }) => [name, value, origin]);
      expect(short).toContainEqual(['FREQUENCY', 3, 'asset']);
      expect(short).toContainEqual(['PROLOG_FREQ', 8, 'global']);
      expect(short).toContainEqual(['INVENTORY_ON_STARTUP', true, 'default']);
      expect(short.map(([name]) => name)).not.toContain('TRUSTED_IP');
      const reset = await ask('DELETE', `/assets/${assetId}/settings/FREQUENCY`);
      expect(reset.json()).toMatchObject({ value: 0, own: null, origin: 'default' });
      const { items: events } = await test_.services.audit.list({ target: `asset ${assetId}`, limit: 9, offset: 0 });
      expect(events.map(({ action, before, after }) => [action, before, after])).toEqual([
        ['setting.inherit', { FREQUENCY: 3 }, null],
        ['setting.override', null, { FREQUENCY: 3 }],
      ]);
    });

    test('need an asset and a group that are there', async () => {
      for (const [kind, code] of [
        ['assets', 'ASSET_NOT_FOUND'],
        ['groups', 'GROUP_NOT_FOUND'],
      ]) {
        const answers = [
          await ask('GET', `/${kind}/99/settings`),
          await ask('PUT', `/${kind}/99/settings/FREQUENCY`, { value: 1 }),
          await ask('DELETE', `/${kind}/99/settings/FREQUENCY`),
        ];
        expect(answers.map((answer) => [answer.statusCode, answer.json().code])).toEqual(Array(3).fill([404, code]));
      }
      expect((await ask('GET', '/assets/x/settings')).json().code).toBe('REQUEST_INVALID');
    });

    test('count by the rule of each setting, and say from where', async () => {
      const [a, b, c] = [await addAsset('a'), await addAsset('b'), await addAsset('c')];
      const settings = createService(groupsOf({ 1: [a, b], 2: [a] }));
      const group = (id: number) => ({ kind: 'group', id }) as const;
      await settings.setFor(group(1), 'FREQUENCY', 7);
      await settings.setFor(group(2), 'FREQUENCY', 3);
      await settings.setFor({ kind: 'asset', id: a }, 'FREQUENCY', 5);
      await settings.setFor({ kind: 'asset', id: a }, 'PROLOG_FREQ', 48);
      await settings.setFor(group(1), 'PROLOG_FREQ', 2);
      await settings.setFor(group(1), 'IPDISCOVER_LATENCY', 200);
      await settings.setFor(group(2), 'IPDISCOVER_LATENCY', 500);

      expect(await settings.explain('FREQUENCY', a)).toEqual({ value: 3, origin: { kind: 'group', groupId: 2 } });
      expect(await settings.explain('PROLOG_FREQ', a)).toEqual({ value: 48, origin: { kind: 'asset' } });
      expect(await settings.effective('IPDISCOVER_LATENCY', a)).toBe(500);
      expect(await settings.explain('FREQUENCY', b)).toEqual({ value: 7, origin: { kind: 'group', groupId: 1 } });
      expect(await settings.effective('PROLOG_FREQ', b)).toBe(2);
      expect(await settings.explain('FREQUENCY', c)).toEqual({ value: 0, origin: { kind: 'default' } });
      expect(await settings.effective('FREQUENCY', null)).toBe(0);
      const listed = (await settings.listFor({ kind: 'asset', id: b })).find(({ name }) => name === 'FREQUENCY');
      expect(listed).toMatchObject({ value: 7, groupName: 'Group 1', own: null });
      expect((await settings.listFor(group(2))).find(({ name }) => name === 'PROLOG_FREQ')).toMatchObject({
        value: 24,
        own: null,
      });

      await settings.set('ENABLE_GROUPS', false);
      expect(await settings.effective('FREQUENCY', a)).toBe(5);
      await settings.set('ENABLE_GROUPS', true);
      await settings.forgetGroup(2);
      expect(await settings.effective('FREQUENCY', a)).toBe(5);
      await expect(settings.setFor(group(3), 'FREQUENCY', 1)).rejects.toMatchObject({ code: 'GROUP_NOT_FOUND' });
    });

    test('of groups people make are in force for their members, and go with the group', async () => {
      const [a, b] = [await addAsset('a'), await addAsset('b')];
      const { groups, settings } = test_.services;
      const group = await groups.create({ name: 'Site', description: '', tree: null }, SYSTEM);
      await groups.changeMembers(group.id, { action: 'include', assetIds: [a] }, SYSTEM);
      const set = await ask('PUT', `/groups/${group.id}/settings/PROLOG_FREQ`, { value: 2 });
      expect(set.json()).toMatchObject({ value: 2, own: 2, origin: 'group', groupName: 'Site' });
      expect([await settings.effective('PROLOG_FREQ', a), await settings.effective('PROLOG_FREQ', b)]).toEqual([2, 24]);
      const listed = (await ask('GET', `/assets/${a}/settings`)).json().items as Record<string, unknown>[];
      expect(listed.find(({ name }) => name === 'PROLOG_FREQ')).toMatchObject({
        value: 2,
        own: null,
        origin: 'group',
        groupId: group.id,
        groupName: 'Site',
      });
      await groups.remove(group.id, SYSTEM);
      now += 2000;
      expect(await settings.effective('PROLOG_FREQ', a)).toBe(24);
      expect(await test_.db.kysely.selectFrom('setting_overrides').selectAll().execute()).toEqual([]);
    });

    test('are no way around a stop for all', async () => {
      const a = await addAsset('a');
      const settings = createService();
      await settings.setFor({ kind: 'asset', id: a }, 'FREQUENCY', 5);
      await settings.set('FREQUENCY', -1);
      expect(await settings.explain('FREQUENCY', a)).toEqual({ value: -1, origin: { kind: 'global' } });
      await settings.set('FREQUENCY', 0);
      expect(await settings.explain('FREQUENCY', a)).toEqual({ value: 5, origin: { kind: 'asset' } });
    });

    test('can exempt from elections, unless groups are not asked', async () => {
      const [a, b] = [await addAsset('a'), await addAsset('b')];
      const settings = createService(groupsOf({ 1: [a] }));
      await settings.setFor({ kind: 'group', id: 1 }, 'IPDISCOVER', 0);
      await settings.setFor({ kind: 'asset', id: b }, 'IPDISCOVER', 0);
      expect(await settings.effective('IPDISCOVER', a)).toBe(0);
      await settings.set('IPDISCOVER_USE_GROUPS', false);
      expect(await settings.effective('IPDISCOVER', a)).toBe(2);
      expect(await settings.effective('IPDISCOVER', b)).toBe(0);
    });

    test('cost no statement while nothing changes, and one where thousands have their own', async () => {
      const a = await addAsset('a');
      const real = createSettingsRepository(test_.db);
      const reads: string[] = [];
      const counting = (isFull: boolean): typeof real => ({
        ...real,
        readAll(...args) {
          reads.push('all');
          return real.readAll(...args);
        },
        readAssetOverrides: (limit) => real.readAssetOverrides(isFull ? 0 : limit),
        overridesOf(...args) {
          reads.push('own');
          return real.overridesOf(...args);
        },
      });
      const { audit } = test_.services;
      await createService().setFor({ kind: 'asset', id: a }, 'PROLOG_FREQ', 4);
      for (const [isFull, expected] of [
        [false, ['all']],
        [true, ['all', 'own']],
      ] as const) {
        reads.length = 0;
        const settings = createSettingsService({ repository: counting(isFull), audit, clock: () => now });
        for (const _ of [1, 2]) {
          const all = await settings.of(a);
          expect([all.get('PROLOG_FREQ'), all.get('FREQUENCY'), all.get('REGISTRY')]).toEqual([4, 0, false]);
        }
        expect(reads).toEqual(expected);
      }
    });

    test('go with the asset', async () => {
      const a = await addAsset('a');
      const { settings } = test_.services;
      await settings.setFor({ kind: 'asset', id: a }, 'PROLOG_FREQ', 4);
      await test_.db.kysely.deleteFrom('assets').where('id', '=', a).execute();
      expect(await test_.db.kysely.selectFrom('setting_overrides').selectAll().execute()).toEqual([]);
    });
  });

  describe('when two records become one', () => {
    async function stateOf(id: number) {
      const rows = await createSettingsRepository(test_.db).overridesOf({ kind: 'asset', id });
      return Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value)]));
    }
    async function setUp({ fromSeenAt, toSeenAt }: { fromSeenAt: number; toSeenAt: number }) {
      const [from, to] = [await addAsset('from', fromSeenAt), await addAsset('to', toSeenAt)];
      const { settings } = test_.services;
      await settings.setFor({ kind: 'asset', id: from }, 'FREQUENCY', 1);
      await settings.setFor({ kind: 'asset', id: from }, 'PROLOG_FREQ', 1);
      await settings.setFor({ kind: 'asset', id: to }, 'FREQUENCY', 2);
      await settings.setFor({ kind: 'asset', id: to }, 'IPDISCOVER', 0);
      const moved = await test_.db.kysely.transaction().execute((trx) => settings.mover.move(trx, from, to));
      const restore = () =>
        test_.db.kysely
          .transaction()
          .execute((trx) => settings.mover.restore(trx, from, to, JSON.parse(JSON.stringify(moved))));
      return { from, to, settings, restore };
    }

    test.each([
      { name: 'the one that goes', fromSeenAt: 1, toSeenAt: 2, frequency: 1 },
      { name: 'the one that stays', fromSeenAt: 2, toSeenAt: 1, frequency: 2 },
    ])('the one known longer counts: $name; undone, all is as it was', async ({ fromSeenAt, toSeenAt, frequency }) => {
      const { from, to, settings, restore } = await setUp({ fromSeenAt, toSeenAt });
      expect([await stateOf(from), await stateOf(to)]).toEqual([
        {},
        { FREQUENCY: frequency, IPDISCOVER: 0, PROLOG_FREQ: 1 },
      ]);
      expect(await settings.effective('PROLOG_FREQ', to)).toBe(1);
      await restore();
      expect([await stateOf(from), await stateOf(to)]).toEqual([
        { FREQUENCY: 1, PROLOG_FREQ: 1 },
        { FREQUENCY: 2, IPDISCOVER: 0 },
      ]);
    });

    test('what was set since stays with the record it was set for', async () => {
      const { from, to, settings, restore } = await setUp({ fromSeenAt: 1, toSeenAt: 2 });
      now += 1000;
      await settings.setFor({ kind: 'asset', id: to }, 'PROLOG_FREQ', 99);
      await settings.resetFor({ kind: 'asset', id: to }, 'FREQUENCY');
      await restore();
      expect([await stateOf(from), await stateOf(to)]).toEqual([
        { FREQUENCY: 1, PROLOG_FREQ: 1 },
        { IPDISCOVER: 0, PROLOG_FREQ: 99 },
      ]);
    });
  });
});

/** A machine that nothing is known of. */
test('every setting has a meaning in both languages, and a default that it admits', () => {
  for (const [name, definition] of Object.entries<SettingDefinition>(settingDefinitions)) {
    expect(definition.meaning.en).toMatch(/\.$/);
    expect(definition.meaning.fr).toMatch(/\.$/);
    expect([name, objectionTo(definition, definition.default)]).toEqual([name, null]);
    if (definition.override?.rule === 'allOn') expect(definition.type).toBe('flag');
    if (definition.override?.rule.match(/[sS]mallest|Largest/)) expect(definition.type).toMatch(/integer|flag/);
    expect(settingsWithoutMeaning).not.toHaveProperty(name);
  }
});

test('what OCS Inventory sets for single machines can be set for them here', () => {
  const overridable = settingNames.filter((name) => settingDefinitions[name].override !== null);
  expect(overridable.sort()).toEqual(
    [
      ...['FREQUENCY', 'PROLOG_FREQ', 'INVENTORY_ON_STARTUP', 'IPDISCOVER', 'IPDISCOVER_LATENCY', 'SNMP', 'DOWNLOAD'],
      ...['DOWNLOAD_CYCLE_LATENCY', 'DOWNLOAD_FRAG_LATENCY', 'DOWNLOAD_PERIOD_LATENCY', 'DOWNLOAD_PERIOD_LENGTH'],
      ...['DOWNLOAD_TIMEOUT', 'DOWNLOAD_EXECUTION_TIMEOUT'],
      ...['SCAN_TYPE_IPDISCOVER', 'SCAN_TYPE_SNMP', 'SCAN_ARP_BANDWIDTH'],
    ].sort(),
  );
});

test('a setting is said to have an effect when the server asks for it, and only then', () => {
  const root = dirname(import.meta.dirname);
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n');
  // Groups have an effect through what is set for them; the flag is asked for where that is resolved.
  const asked = (name: string) =>
    new RegExp(`(get|effective|explain)\\(\\s*'${name}'|(baseOf\\(snapshot|getWithin\\(trx), '${name}'`);
  const wrong = settingNames.filter(
    (name) => (settingDefinitions[name].served === 'now') !== asked(name).test(sources),
  );
  // Where one is named here: change its `served` in setting-definitions.ts.
  expect(wrong).toEqual([]);
});

test('settings are explained in the words and the typography of French', () => {
  const texts = settingNames.map((name) => settingDefinitions[name].meaning.fr);
  // Machines are "postes" throughout the console; a blank before : ; ? ! would let them begin a line.
  expect(texts.filter((text) => /machine|'| [:;?!»]|« /i.test(text))).toEqual([]);
});
