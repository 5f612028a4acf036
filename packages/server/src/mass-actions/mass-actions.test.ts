import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Db, openDatabase } from '../db/database.ts';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';

const WAIT = { timeout: 60_000, interval: 20 };

describe.each(enginesUnderTest())('mass actions on $name', ({ name: engine, create }) => {
  let server: TestApp;
  let db: Db;
  let location: string;
  let disposeDatabase: () => Promise<void>;
  let now: number;
  let ids: number[];

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 20);
    const made = await create();
    ({ db, location } = made);
    disposeDatabase = made.dispose;
    server = await createTestApp({ db, clock: () => now });
    for (let i = 1; i <= 5; i += 1) await report(`pc-${i}`);
    const { items } = (await ask('GET', '/assets?sort=name')).body;
    ids = items.map(({ id }: { id: number }) => id);
  });
  afterEach(async () => {
    await server.close();
    await disposeDatabase();
  });

  async function report(name: string) {
    const payload = `<?xml version="1.0"?><REQUEST><CONTENT><HARDWARE><NAME>${name}</NAME></HARDWARE></CONTENT><DEVICEID>${name}-2026-11-20-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
    expect((await server.app.inject({ method: 'POST', url: '/ocsinventory', payload })).statusCode).toBe(200);
  }

  async function ask(method: 'GET' | 'POST' | 'PATCH' | 'PUT', path: string, payload?: object) {
    const headers = { authorization: server.authorization };
    const url = `/api/v1${path}`;
    const reply = await server.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    return { status: reply.statusCode, body: reply.payload === '' ? null : reply.json() };
  }

  const id = (number: number) => ids[number - 1] ?? -1;
  const tagField = async () => (await ask('GET', '/admin-fields')).body.items[0].id as number;
  const tags = async () =>
    (await ask('GET', '/assets?sort=id&archived=include')).body.items.map(({ tag }: { tag: string | null }) => tag);

  /** What became of it, once it is over. */
  async function ended(actionId: number) {
    await expect.poll(async () => (await ask('GET', `/mass-actions/${actionId}`)).body.state, WAIT).not.toBe('running');
    return (await ask('GET', `/mass-actions/${actionId}`)).body;
  }

  async function run(action: string, target: object, parameters: object = {}, more: object = {}) {
    const { status, body } = await ask('POST', `/mass-actions/${action}`, { target, parameters, ...more });
    expect(status, JSON.stringify(body)).toBe(202);
    return await ended(body.id);
  }

  async function undo(action: string, actionId: number) {
    const { status, body } = await ask('POST', `/mass-actions/${action}/${actionId}/undo`);
    expect(status, JSON.stringify(body)).toBe(202);
    return await ended(body.id);
  }

  test('a preview tells how many, which, from what to what, and changes nothing', async () => {
    const field = await tagField();
    await run('admin-data', { ids: [id(1)] }, { values: { [field]: 'Paris' } });
    const order = { target: { ids: [...ids, 9999] }, parameters: { values: { [field]: 'Paris' } } };
    const { body } = await ask('POST', '/mass-actions/admin-data/preview', order);
    expect(body).toMatchObject({ total: 6, changed: 4, unchanged: 1, refused: 1, undoable: true });
    expect(body.refusals).toEqual([{ reason: 'gone', detail: null, count: 1 }]);
    expect(body.summary).toEqual([{ subject: 'TAG', before: null, after: 'Paris' }]);
    expect(body.examples).toHaveLength(4);
    expect(body.examples[0]).toEqual({
      assetId: id(2),
      name: 'pc-2',
      changes: [{ subject: 'TAG', before: null, after: 'Paris' }],
    });
    expect(await tags()).toEqual(['Paris', null, null, null, null]);
  });

  test('the same values on all that a selection finds; undone, but for what somebody changed since', async () => {
    const field = await tagField();
    await run('admin-data', { ids: [id(1)] }, { values: { [field]: 'old' } });
    const done = await run('admin-data', { selection: { q: 'pc-' } }, { values: { [field]: 'new' } });
    expect(done).toMatchObject({ state: 'done', total: 5, changed: 5, unchanged: 0, refused: 0, undoable: true });
    expect(await tags()).toEqual(['new', 'new', 'new', 'new', 'new']);
    // One of them is edited by hand, another is deleted.
    const { version } = (await ask('GET', `/assets/${id(2)}/admin-data`)).body;
    await ask('PATCH', `/assets/${id(2)}/admin-data`, { version, values: { [field]: 'mine' } });
    await run('delete', { ids: [id(3)] }, {}, { confirm: 1 });
    const undone = await undo('admin-data', done.id);
    expect(undone).toMatchObject({ state: 'done', total: 5, changed: 3, refused: 2, undoOf: done.id, undoable: false });
    expect(undone.refusals.map(({ reason }: { reason: string }) => reason).sort()).toEqual(['changedSince', 'gone']);
    expect(await tags()).toEqual(['old', 'mine', null, null]);
    const again = await ask('POST', `/mass-actions/admin-data/${done.id}/undo`);
    expect([again.status, again.body.code]).toEqual([409, 'MASS_ACTION_NOT_UNDOABLE']);
    const history = (await ask('GET', `/assets/${id(1)}/changes`)).body.items;
    expect(history[0]).toMatchObject({ section: 'adminData', key: 'TAG' });
  });

  test('groups: in, out, back as they were', async () => {
    const group = (await ask('POST', '/groups', { name: 'Lab' })).body.id;
    const members = async (how: string) =>
      (await ask('GET', `/groups/${group}/members?how=${how}`)).body.items.map((one: { id: number }) => one.id);
    await run('group', { ids: [id(1), id(2)] }, { groupId: group, decision: 'include' });
    expect(await members('included')).toEqual([id(1), id(2)]);
    const out = await run('group', { ids: [id(2), id(3)] }, { groupId: group, decision: 'exclude' });
    expect([await members('included'), await members('excluded')]).toEqual([[id(1)], [id(2), id(3)]]);
    await undo('group', out.id);
    expect([await members('included'), await members('excluded')]).toEqual([[id(1), id(2)], []]);
    const gone = await ask('POST', '/mass-actions/group', {
      target: { ids: [id(1)] },
      parameters: { groupId: 999, decision: 'include' },
    });
    expect(gone.body.code).toBe('GROUP_NOT_FOUND');
  });

  test('settings of single machines: set, taken away, back as they were', async () => {
    const own = async (number: number) => {
      const { items } = (await ask('GET', `/assets/${id(number)}/settings`)).body;
      return items.find(({ name }: { name: string }) => name === 'PROLOG_FREQ').own;
    };
    await ask('PUT', `/assets/${id(1)}/settings/PROLOG_FREQ`, { value: 5 });
    const set = await run('setting', { ids }, { name: 'PROLOG_FREQ', value: 7 });
    expect(set).toMatchObject({ changed: 5, summary: [{ subject: 'PROLOG_FREQ', before: null, after: 7 }] });
    expect([await own(1), await own(5)]).toEqual([7, 7]);
    await undo('setting', set.id);
    expect([await own(1), await own(5)]).toEqual([5, null]);
    await run('setting', { ids }, { name: 'PROLOG_FREQ', value: null });
    expect(await own(1)).toBeNull();
    const bad = (parameters: object) => ask('POST', '/mass-actions/setting/preview', { target: { ids }, parameters });
    expect((await bad({ name: 'PROLOG_FREQ', value: 'often' })).body.code).toBe('SETTING_INVALID');
    expect((await bad({ name: 'NO_SUCH', value: 1 })).body.code).toBe('SETTING_UNKNOWN');
  });

  test('archived and restored; an undo gives back the moment of the archiving', async () => {
    await ask('POST', `/assets/${id(1)}/archive`);
    const archivedAt = async () => (await ask('GET', `/assets/${id(1)}`)).body.archivedAt;
    const before = await archivedAt();
    now += 60_000;
    const restored = await run('restore', { selection: { archived: 'only' } });
    expect(restored).toMatchObject({ total: 1, changed: 1 });
    expect(await archivedAt()).toBeNull();
    await undo('restore', restored.id);
    expect(await archivedAt()).toBe(before);
    const archived = await run('archive', { ids });
    expect(archived).toMatchObject({ changed: 4, unchanged: 1 });
  });

  test('deletion asks how many, cannot be undone, and names each in the audit trail', async () => {
    const order = { target: { ids: [id(1), id(2)] }, parameters: {} };
    expect((await ask('POST', '/mass-actions/delete', order)).body.code).toBe('CONFIRMATION_NEEDED');
    expect((await ask('POST', '/mass-actions/delete', { ...order, confirm: 3 })).body.code).toBe('CONFIRMATION_NEEDED');
    const done = await run('delete', { ids: [id(1), id(2)] }, {}, { confirm: 2 });
    expect(done).toMatchObject({ changed: 2, undoable: false });
    expect((await ask('GET', '/assets')).body.total).toBe(3);
    const named = (await ask('GET', `/mass-actions/${done.id}/targets`)).body.items;
    expect(named.map(({ name, state }: Record<string, string>) => [name, state])).toEqual([
      ['pc-1', 'changed'],
      ['pc-2', 'changed'],
    ]);
    expect((await ask('POST', `/mass-actions/delete/${done.id}/undo`)).body.code).toBe('MASS_ACTION_NOT_UNDOABLE');
    const trail = (await ask('GET', '/audit')).body.items;
    expect(trail.filter(({ action }: { action: string }) => action === 'asset.delete')).toHaveLength(2);
    expect(trail.filter(({ target }: { target: string }) => target === `mass action ${done.id}`)).toMatchObject([
      { action: 'massAction.end', after: { state: 'done', changed: 2 } },
      { action: 'massAction.start', after: { action: 'delete', assets: 2, assetIds: [id(1), id(2)] } },
    ]);
  });

  test('goes on after the end of its process, on the machines it was started on', async () => {
    const field = await tagField();
    // As a process leaves it that ended after one of two steps.
    const done = await run('admin-data', { ids: [id(1)] }, { values: { [field]: 'half' } });
    await sql`update mass_actions set state = 'running', finished_at = null, total = 3 where id = ${done.id}`.execute(
      db.kysely,
    );
    for (const other of [id(2), id(4)]) {
      await sql`insert into mass_action_targets (action_id, asset_id, name, state)
        values (${done.id}, ${other}, 'x', 0)`.execute(db.kysely);
    }
    await server.close();
    server = await createTestApp({ db, clock: () => now });
    await server.services.jobs.runNow('mass-actions.data');
    expect(await ended(done.id)).toMatchObject({ state: 'done', total: 3, changed: 3 });
    expect(await tags()).toEqual(['half', 'half', null, 'half', null]);
  });

  // One file has one process of ours that works on it.
  if (engine === 'postgres')
    test('two processes that both believe to hold the lease do each machine once', async () => {
      const other = await createTestApp({ db: await openDatabase(location), clock: () => now });
      const field = await tagField();
      const order = { target: { ids }, parameters: { values: { [field]: 'once' } } };
      const { body } = await ask('POST', '/mass-actions/admin-data', order);
      await sql`delete from job_leases`.execute(db.kysely);
      await Promise.all([server, other].map(({ services }) => services.jobs.runNow('mass-actions.data')));
      expect(await ended(body.id)).toMatchObject({ state: 'done', total: 5, changed: 5, unchanged: 0, refused: 0 });
      const changes = (await ask('GET', `/assets/${id(1)}/changes?section=adminData`)).body;
      expect(changes.total).toBe(1);
      await other.close();
      await other.db.close();
    });

  test('ends honestly when what it is about has gone, and when it is cancelled', async () => {
    const group = (await ask('POST', '/groups', { name: 'Lab' })).body.id;
    const done = await run('group', { ids: [id(1)] }, { groupId: group, decision: 'include' });
    await sql`insert into mass_action_targets (action_id, asset_id, name, state)
      values (${done.id}, ${id(2)}, 'x', 0)`.execute(db.kysely);
    const resume = sql`update mass_actions set state = 'running', finished_at = null, total = 2 where id = ${done.id}`;
    await resume.execute(db.kysely);
    const cancelled = await ask('POST', `/mass-actions/group/${done.id}/cancel`);
    expect(cancelled.status).toBe(200);
    expect(await ended(done.id)).toMatchObject({ state: 'cancelled', changed: 1, total: 2, undoable: true });
    await sql`delete from asset_groups`.execute(db.kysely);
    await sql`update mass_actions set is_cancelled = 0`.execute(db.kysely);
    await resume.execute(db.kysely);
    await server.services.jobs.runNow('mass-actions.data');
    expect(await ended(done.id)).toMatchObject({ state: 'failed', error: { code: 'GROUP_NOT_FOUND' } });
  });

  test('asks agents only where that is allowed, and tells who could not be asked', async () => {
    await ask('PUT', '/settings/AGENT_WAKE', { value: false });
    const order = { target: { ids: [id(1)] }, parameters: {} };
    expect((await ask('POST', '/mass-actions/wake', order)).body.code).toBe('WAKE_OFF');
    await ask('PUT', '/settings/AGENT_WAKE', { value: true });
    const done = await run('wake', { ids: [id(1), 9999] });
    expect(done).toMatchObject({ state: 'done', total: 2, changed: 0, refused: 2, undoable: false });
    expect(done.refusals).toEqual(
      expect.arrayContaining([
        { reason: 'gone', detail: null, count: 1 },
        { reason: 'notPossible', detail: expect.stringMatching(/^WAKE_/), count: 1 },
      ]),
    );
  });

  test('refuses what it cannot read, and takes hostile values as texts', async () => {
    const field = await tagField();
    const start = (target: object, parameters: object) =>
      ask('POST', '/mass-actions/admin-data', { target, parameters });
    const values = { [field]: 'x' };
    expect((await start({ ids: [] }, { values })).body.code).toBe('REQUEST_INVALID');
    expect((await start({ ids: [id(1)], selection: {} }, { values })).body.code).toBe('REQUEST_INVALID');
    expect((await start({ selection: { query: 'os:' } }, { values })).body.code).toBe('SEARCH_INVALID');
    expect((await start({ selection: { q: 'nobody has this name' } }, { values })).body.code).toBe('MASS_ACTION_EMPTY');
    expect((await start({ ids: [id(1)] }, { values: { 4711: 'x' } })).body.code).toBe('ADMIN_FIELD_NOT_FOUND');
    expect((await start({ ids: [id(1)] }, { values: { [field]: 'x\u0007' } })).body.code).toBe('ADMIN_VALUE_INVALID');
    const hostile = `'); drop table assets; -- "<b>=1+1`;
    await run('admin-data', { ids: [id(1)] }, { values: { [field]: hostile } });
    expect((await tags())[0]).toBe(hostile);
    expect((await ask('GET', '/mass-actions/999')).body.code).toBe('MASS_ACTION_NOT_FOUND');
    expect((await ask('POST', '/mass-actions/archive/1/undo')).body.code).toBe('MASS_ACTION_NOT_FOUND');
  });

  test('consoles hear of it, and results are forgotten after 30 days', async () => {
    const heard: unknown[] = [];
    server.services.events.subscribe(({ type, data }) => type === 'massAction' && heard.push(data));
    const done = await run('archive', { ids });
    await expect.poll(() => heard.at(-1), WAIT).toEqual({ id: done.id, state: 'done', done: 5, total: 5 });
    expect((await ask('GET', '/mass-actions?own=true')).body.total).toBe(1);
    now += 31 * 86_400_000;
    await server.services.jobs.runNow('mass-actions.purge');
    expect((await ask('GET', '/mass-actions')).body.total).toBe(0);
  });
});
