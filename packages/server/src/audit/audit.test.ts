import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';
import { COMMAND_LINE, SYSTEM } from './audit-service.ts';

const PASSWORD = 'correct horse battery';
const START = Date.UTC(2026, 10, 20);

describe.each(enginesUnderTest())('the audit trail on $name', ({ create }) => {
  let now: number;
  let test_: TestApp;

  beforeEach(async () => {
    now = START;
    test_ = await createTestApp({ create, clock: () => now });
  });
  afterEach(() => test_.close());

  async function list(query = '') {
    const headers = { authorization: test_.authorization };
    return (await test_.app.inject({ url: `/api/v1/audit${query}`, headers })).json();
  }
  function post(path: string, payload: object) {
    return test_.app.inject({ method: 'POST', url: `/api/v1${path}`, payload });
  }

  test('is read newest first, in pages, by actor, action, target and time', async () => {
    const { audit } = test_.services;
    for (const [i, action] of ['setting.set', 'setting.reset', 'settings', 'set_ing.x'].entries()) {
      now = START + i * 1000;
      const doer = i === 0 ? COMMAND_LINE : SYSTEM;
      await audit.record({ ...doer, action, target: `asset ${i}`, before: { FREQUENCY: i }, after: [null, 'x'] });
    }
    const all = await list();
    expect(all.total).toBe(4);
    expect(all.items[3]).toEqual({
      id: expect.any(Number),
      at: '2026-11-20T00:00:00.000Z',
      actor: 'command line',
      action: 'setting.set',
      target: 'asset 0',
      before: { FREQUENCY: 0 },
      after: [null, 'x'],
      address: null,
    });
    const targets = async (query: string) =>
      (await list(query)).items.map((item: { target: string }) => Number(item.target.slice(6)));
    expect(await targets('?action=setting')).toEqual([1, 0]);
    expect(await targets('?action=set_ing')).toEqual([3]);
    expect(await targets('?actor=system')).toEqual([3, 2, 1]);
    expect(await targets('?target=asset%202')).toEqual([2]);
    expect(await targets('?from=2026-11-20T01:00:01%2B01:00&to=2026-11-20T00:00:03Z')).toEqual([2, 1]);
    expect(await targets('?limit=1&offset=1')).toEqual([2]);
    expect((await list('?from=yesterday')).code).toBe('REQUEST_INVALID');
  });

  test('is found by kind of target, address and text, and exported whole, harmless for spreadsheets', async () => {
    const { audit } = test_.services;
    for (let i = 0; i < 1203; i++) {
      await audit.record({
        actor: '=HYPERLINK("x")',
        address: `10.0.0.${i % 2}`,
        action: 'asset.x',
        target: `asset ${i}`,
      });
    }
    await audit.record({
      ...SYSTEM,
      action: 'setting.set',
      target: 'setting FREQUENCY',
      after: { text: 'Ünique 100%' },
    });
    const total = async (query: string) => (await list(query)).total;
    expect(await total('?target=setting')).toBe(1);
    expect(await total('?target=asset')).toBe(1203);
    expect(await total('?target=asset%201')).toBe(1);
    expect(await total('?address=10.0.0.1')).toBe(601);
    expect(await total('?q=100%25')).toBe(1);
    expect(await total('?q=frequ')).toBe(1);
    expect(await list('/names')).toEqual({
      actors: ['=HYPERLINK("x")', 'system'],
      actions: ['asset.x', 'setting.set'],
    });
    const headers = { authorization: test_.authorization };
    const csv = await test_.app.inject({ url: '/api/v1/audit/export?action=asset', headers });
    const lines = csv.body.trim().split('\r\n');
    expect(lines).toHaveLength(1204);
    expect(lines[1]).toBe(
      `"2026-11-20T00:00:00.000Z","'=HYPERLINK(""x"")","asset.x","asset 1202",,,"10.0.0.0",${Number(lines[1]?.split(',').at(-1))}`,
    );
    const json = await test_.app.inject({ url: '/api/v1/audit/export?format=json', headers });
    expect(json.json()).toHaveLength(1204);
    expect(json.json()[0]).toMatchObject({ actor: 'system', after: { text: 'Ünique 100%' } });
    const url = '/api/v1/audit/export?action=asset&zone=Europe/Paris&language=fr';
    const french = (await test_.app.inject({ url, headers })).body.split('\r\n');
    expect(french[0]).toBe('\uFEFF"Quand","Qui","Quoi","Objet","Avant","Après","Adresse","Numéro"');
    expect(french[1]).toMatch(/^"2026-11-20T01:00:00\+01:00",/);
    const xlsx = await test_.app.inject({ url: `${url}&format=xlsx`, headers });
    expect(xlsx.headers['content-disposition']).toBe('attachment; filename="audit.xlsx"');
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
    const none = await test_.app.inject({ url: '/api/v1/audit/export?format=json&actor=nobody', headers });
    expect(none.json()).toEqual([]);
  });

  test('an event of a transaction that fails is not kept', async () => {
    const failing = test_.db.kysely.transaction().execute(async (trx) => {
      await test_.services.audit.record({ ...SYSTEM, action: 'asset.delete', target: 'asset 1' }, trx);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect((await list()).total).toBe(0);
  });

  test('does not keep what is much too long', async () => {
    await test_.services.audit.record({ ...SYSTEM, action: 'x.y', target: '', after: 'x'.repeat(30_000) });
    expect((await list()).items[0].after).toEqual({ tooLong: 30_002 });
  });

  test('knows who set up, signed in and out, and who was refused, but no password and no unknown name', async () => {
    const token = (await test_.services.users.createSetupLink()) ?? '';
    await post('/setup', { token, userName: 'Ada', password: PASSWORD });
    const cookie = (await post('/session', { userName: 'ADA', password: PASSWORD })).headers['set-cookie'];
    await post('/session', { userName: 'ada', password: 'a secret of Ada' });
    await post('/session', { userName: 'my own password', password: PASSWORD });
    const headers = { cookie: String(cookie).split(';')[0] ?? '' };
    await test_.app.inject({ method: 'DELETE', url: '/api/v1/session', headers });
    const { items } = await list();
    expect(items.map((item: Record<string, unknown>) => [item.actor, item.action, item.target, item.address])).toEqual([
      ['Ada', 'session.end', 'user Ada', '127.0.0.1'],
      ['nobody', 'session.refuse', '', '127.0.0.1'],
      ['nobody', 'session.refuse', 'user Ada', '127.0.0.1'],
      ['Ada', 'session.begin', 'user Ada', '127.0.0.1'],
      ['Ada', 'setup.complete', 'user Ada', '127.0.0.1'],
    ]);
    expect(JSON.stringify(items)).not.toMatch(/secret of|my own|correct horse/);
  });

  test('needs somebody signed in', async () => {
    expect((await test_.app.inject({ url: '/api/v1/audit' })).statusCode).toBe(401);
  });

  test.each(['system', 'Command Line', 'nobody', 'token:x'])('no user may be called "%s"', async (userName) => {
    await expect(test_.services.users.add({ userName, password: PASSWORD })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    });
  });
});
