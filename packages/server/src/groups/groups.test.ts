import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Db } from '../db/database.ts';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { callApi } from '../http/testing/call-api.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';
import { machine, report } from '../search/testing/sample-fleet.ts';
import { createGroupDecisionRepository } from './group-decision-repository.ts';
import { createGroupMover } from './group-mover.ts';
import { createGroupQueueRepository } from './group-queue-repository.ts';
import { eventually, windows, withWindows } from './testing/sample-groups.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const DAY = 86_400_000;
const firefox = { has: 'software', where: { field: 'software.name', operator: 'equal', value: 'Firefox' } };

describe.each(enginesUnderTest())('groups on $name', ({ create }) => {
  let db: Db;
  let dispose: () => Promise<void>;
  let server: TestApp;
  let call: ReturnType<typeof callApi>;
  let now: number;

  beforeEach(async () => {
    now = NOW;
    ({ db, dispose } = await create());
    server = await createTestApp({ db, clock: () => now });
    call = callApi(server);
    for (let i = 0; i < 6; i += 1) await report(server, machine(i));
  });
  afterEach(async () => {
    await server.close();
    await dispose();
  });

  async function members(id: unknown, query = ''): Promise<string[]> {
    const { body } = await call('GET', `/groups/${id}/members?sort=id${query}`);
    return (body.items as { name: string; how: string }[]).map(({ name, how }) =>
      how === 'computed' ? name : `${name} ${how}`,
    );
  }

  const make = async (body: object) => (await call('POST', '/groups', body)).body;

  test('a dynamic group has what its search finds, with inclusions and without exclusions', async () => {
    const group = await make({ name: 'Windows', description: 'All of them', tree: windows });
    expect(group).toMatchObject({ kind: 'dynamic', members: 2, current: true, createdBy: 'token:test' });
    expect(await members(group.id)).toEqual(['pc-1', 'pc-4']);
    const change = (body: object) => call('POST', `/groups/${group.id}/members`, body);
    expect((await change({ action: 'include', assetIds: [1, 3, 999] })).body).toEqual({ assets: 2 });
    await change({ action: 'exclude', assetIds: [2, 3] });
    expect(await members(group.id)).toEqual(['pc-0 included', 'pc-4']);
    expect(await members(group.id, '&how=excluded')).toEqual(['pc-1 excluded', 'pc-2 excluded']);
    expect((await call('GET', `/groups/${group.id}`)).body.members).toBe(2);
    expect((await call('GET', '/assets/1/groups')).body).toEqual({ groupIds: [group.id] });
    expect((await call('GET', '/assets/2/groups')).body).toEqual({ groupIds: [] });
    // An exclusion stands whatever the search finds later.
    expect((await call('POST', `/groups/${group.id}/recalculate`)).body.members).toBe(2);
    await change({ action: 'reset', tree: { field: 'asset.name', operator: 'notEmpty' } });
    expect(await members(group.id)).toEqual(['pc-1', 'pc-4']);
    expect((await db.kysely.selectFrom('group_members').selectAll().execute()).length).toBe(2);
  });

  test('a static group has what people put there, also the result of a search', async () => {
    const group = await make({ name: 'Chosen' });
    expect(group).toMatchObject({ kind: 'static', tree: null, members: 0, evaluatedAt: null });
    const answer = await call('POST', `/groups/${group.id}/members`, { action: 'include', tree: windows });
    expect(answer.body).toEqual({ assets: 2 });
    await report(server, withWindows(2));
    await server.services.groupWorker.catchUp();
    expect(await members(group.id)).toEqual(['pc-1 included', 'pc-4 included']);
  });

  test('names are unique, whatever their case; the list is searched and paged', async () => {
    const first = await make({ name: 'Paris' });
    await make({ name: 'Lyon', tree: windows });
    expect(await call('POST', '/groups', { name: ' PARIS ' })).toMatchObject({
      status: 409,
      body: { code: 'GROUP_NAME_TAKEN' },
    });
    expect(await call('PUT', `/groups/${first.id}`, { name: 'lyon' })).toMatchObject({ status: 409 });
    expect((await call('PUT', `/groups/${first.id}`, { name: 'PARIS', description: '100%' })).status).toBe(200);
    const list = async (query: string) => {
      const { body } = await call('GET', `/groups?${query}`);
      return [body.total, ...(body.items as { name: string }[]).map(({ name }) => name)];
    };
    expect(await list('')).toEqual([2, 'Lyon', 'PARIS']);
    expect(await list('limit=1&offset=1')).toEqual([2, 'PARIS']);
    expect(await list('kind=static')).toEqual([1, 'PARIS']);
    expect(await list('q=0%25')).toEqual([1, 'PARIS']);
    expect(await list('q=_')).toEqual([0]);
  });

  test('a changed definition is computed anew, and a group that is deleted is gone', async () => {
    const group = await make({ name: 'g', tree: windows });
    await call('POST', `/groups/${group.id}/members`, { action: 'include', assetIds: [1] });
    const changed = await call('PUT', `/groups/${group.id}`, { name: 'g', tree: { not: windows } });
    expect(changed.body).toMatchObject({ members: 4, current: true });
    expect(await members(group.id)).toEqual(['pc-0 included', 'pc-2', 'pc-3', 'pc-5']);
    await call('PUT', `/groups/${group.id}`, { name: 'g' });
    expect(await members(group.id)).toEqual(['pc-0 included']);
    expect((await call('DELETE', `/groups/${group.id}`)).status).toBe(204);
    expect(await call('GET', `/groups/${group.id}`)).toMatchObject({ status: 404, body: { code: 'GROUP_NOT_FOUND' } });
    expect(await db.kysely.selectFrom('group_members').selectAll().execute()).toEqual([]);
    const events = await db.kysely.selectFrom('audit_events').select(['action', 'target']).orderBy('id').execute();
    expect(events.filter(({ target }) => target === `group ${group.id}`).map(({ action }) => action)).toEqual([
      'group.create',
      'group.include',
      'group.update',
      'group.update',
      'group.delete',
    ]);
  });

  test('what makes no sense is refused with a code', async () => {
    const requests = [
      [
        'POST',
        '/groups',
        { name: 'x', tree: { field: 'asset.group', operator: 'equal', value: 1 } },
        400,
        'SEARCH_INVALID',
      ],
      ['POST', '/groups', { name: 'x', tree: { field: 'nope', operator: 'equal', value: 1 } }, 400, 'SEARCH_INVALID'],
      ['POST', '/groups', { name: '  ' }, 400, 'REQUEST_INVALID'],
      ['POST', '/groups', { name: 'x', sql: 'select 1' }, 400, 'REQUEST_INVALID'],
      ['GET', '/groups/999', undefined, 404, 'GROUP_NOT_FOUND'],
      ['GET', '/groups/999/members', undefined, 404, 'GROUP_NOT_FOUND'],
      ['GET', '/groups/x', undefined, 400, 'REQUEST_INVALID'],
      ['POST', '/groups/999/recalculate', undefined, 404, 'GROUP_NOT_FOUND'],
      ['POST', '/groups/999/members', { action: 'include', assetIds: [1] }, 404, 'GROUP_NOT_FOUND'],
      ['POST', '/groups/999/members', { action: 'include' }, 400, 'REQUEST_INVALID'],
      ['POST', '/groups/999/members', { action: 'include', assetIds: [1], tree: {} }, 400, 'SEARCH_INVALID'],
      ['POST', '/groups/999/members', { action: 'drop', assetIds: [1] }, 400, 'REQUEST_INVALID'],
      ['DELETE', '/groups/999', undefined, 404, 'GROUP_NOT_FOUND'],
    ] as const;
    for (const [method, path, body, status, code] of requests) {
      const reply = await call(method, path, body);
      expect([method, path, reply.status, reply.body.code]).toEqual([method, path, status, code]);
    }
  });

  test('an inventory moves the machine within seconds, and never waits for it', async () => {
    const group = await make({ name: 'Windows', tree: windows });
    const other = await make({ name: 'Firefox', tree: firefox });
    expect(await members(group.id)).toEqual(['pc-1', 'pc-4']);
    const before = await members(other.id);
    await report(server, withWindows(0));
    // Nothing was computed while the agent waited.
    expect(await members(group.id)).toEqual(['pc-1', 'pc-4']);
    await eventually(async () => (await members(group.id)).length === 3);
    await report(server, machine(0));
    await eventually(async () => (await members(group.id)).length === 2);
    expect(await members(other.id)).toEqual(before);
  });

  test('time alone moves machines', async () => {
    const silent = { field: 'asset.lastContactAt', operator: 'olderThan', value: 30 };
    const group = await make({ name: 'Silent', tree: silent });
    await make({ name: 'Windows', tree: windows });
    expect(group.members).toBe(0);
    now += 31 * DAY;
    await report(server, machine(5));
    await server.services.groupWorker.catchUp();
    expect(await members(group.id)).toEqual(['pc-0', 'pc-1', 'pc-2', 'pc-3', 'pc-4']);
  });

  test('all of a group is looked for anew as often as is set, each group a little later by a share of its own', async () => {
    const { settings } = server.services;
    await settings.set('GROUPS_CACHE_REVALIDATE', 3600);
    await settings.set('GROUPS_CACHE_OFFSET', 0);
    const group = await make({ name: 'Windows', tree: windows });
    const found = await members(group.id);
    await server.services.groupWorker.catchUp(); // what was received before
    const lose = () => db.kysely.deleteFrom('group_members').execute();
    await lose();
    now += 3500_000;
    await server.services.groupWorker.catchUp();
    expect(await members(group.id)).toEqual([]);
    now += 101_000;
    await server.services.groupWorker.catchUp();
    expect(await members(group.id)).toEqual(found);

    await settings.set('GROUPS_CACHE_OFFSET', 36_000);
    await lose();
    now += 3601_000;
    await server.services.groupWorker.catchUp();
    expect(await members(group.id)).toEqual([]);
    now += 36_000_000;
    await server.services.groupWorker.catchUp();
    expect(await members(group.id)).toEqual(found);
  });

  test('groups can be searched for', async () => {
    const group = await make({ name: 'Windows', tree: windows });
    await call('POST', `/groups/${group.id}/members`, { action: 'exclude', assetIds: [2] });
    const names = async (tree: object) => {
      const { body } = await call('POST', '/assets/search', { tree, sort: 'id' });
      return (body.items as { name: string }[]).map(({ name }) => name);
    };
    const field = 'asset.group';
    expect(await names({ field, operator: 'equal', value: group.id })).toEqual(['pc-4']);
    expect(await names({ field, operator: 'different', value: group.id })).toHaveLength(5);
    expect(await names({ field, operator: 'empty' })).toHaveLength(5);
    expect(await names({ field, operator: 'oneOf', value: [group.id, 77] })).toEqual(['pc-4']);
  });

  test('what is set for a group is in force for its members, and goes with it', async () => {
    const group = await make({ name: 'Windows', tree: windows });
    const { settings } = server.services;
    await settings.setFor({ kind: 'group', id: Number(group.id) }, 'PROLOG_FREQ', 3);
    expect(await settings.effective('PROLOG_FREQ', 2)).toBe(3);
    expect(await settings.effective('PROLOG_FREQ', 1)).toBe(24);
    expect((await call('DELETE', `/groups/${group.id}`)).status).toBe(204);
    expect(await db.kysely.selectFrom('setting_overrides').selectAll().execute()).toEqual([]);
    expect(await settings.effective('PROLOG_FREQ', 2)).toBe(24);
  });

  test('administrative data moves machines, too', async () => {
    const fields = [
      { name: 'Floor', type: 'integer', label: { en: 'Floor' } },
      { name: 'Team', type: 'text', label: { en: 'Team' } },
      {
        name: 'Use',
        type: 'checkbox',
        label: { en: 'Use' },
        choices: [{ label: { en: 'lab' } }, { label: { en: 'desk' } }],
      },
    ];
    const ids: number[] = [];
    for (const field of fields) ids.push(Number((await call('POST', '/admin-fields', field)).body.id));
    now += 5000; // fields are read every two seconds
    const [floor, team, use] = ids.map((id) => `admin.${id}`);
    const high = await make({ name: 'High', tree: { field: floor, operator: 'greater', value: 9 } });
    const desks = await make({ name: 'Desks', tree: { field: use, operator: 'equal', value: 2 } });
    const teams = await make({ name: 'Teams', tree: { field: team, operator: 'begins', value: 'blue' } });
    const none = await make({ name: 'None', tree: { field: floor, operator: 'empty' } });
    expect([high.members, desks.members, teams.members, none.members]).toEqual([0, 0, 0, 6]);
    const values = (...given: unknown[]) => ({
      version: 1,
      values: Object.fromEntries(ids.map((id, i) => [id, given[i]])),
    });
    expect((await call('PATCH', '/assets/1/admin-data', values(10, 'Blue one', [1, 2]))).status).toBe(200);
    expect((await call('PATCH', '/assets/2/admin-data', values(9, 'red', [1]))).status).toBe(200);
    await eventually(async () => (await members(none.id)).length === 4);
    expect([await members(high.id), await members(desks.id), await members(teams.id)]).toEqual([
      ['pc-0'],
      ['pc-0'],
      ['pc-0'],
    ]);
    // Over the whole fleet it is the same.
    for (const { id } of [high, desks, teams]) {
      expect((await call('POST', `/groups/${id}/recalculate`)).body.members).toBe(1);
    }
    // A group whose field was deleted has no computed members, and says nothing wrong.
    expect((await call('DELETE', `/admin-fields/${ids[0]}?confirm=true`)).status).toBeLessThan(300);
    expect((await call('POST', `/groups/${high.id}/recalculate`)).body.members).toBe(0);
  });

  test('a merge keeps what was decided by hand, and its undoing restores everything', async () => {
    const dynamic = await make({ name: 'Windows', tree: windows });
    const chosen = await make({ name: 'Chosen' });
    const both = await make({ name: 'Both' });
    const decide = (id: unknown, action: string, assetIds: number[]) =>
      call('POST', `/groups/${id}/members`, { action, assetIds });
    await decide(chosen.id, 'include', [2]);
    await decide(dynamic.id, 'exclude', [2]);
    await decide(both.id, 'include', [2]);
    await decide(both.id, 'exclude', [5]);
    const rows = () =>
      db.kysely.selectFrom('group_members').selectAll().orderBy('group_id').orderBy('asset_id').execute();
    const before = await rows();
    const queue = createGroupQueueRepository(db);
    const mover = createGroupMover({ decisions: createGroupDecisionRepository(db), queue, clock: () => now });
    const moved = await db.kysely.transaction().execute((trx) => mover.move(trx, 2, 5));
    const about = (assetId: number, all: Awaited<ReturnType<typeof rows>>) =>
      all.filter((row) => row.asset_id === assetId).map((row) => [row.group_id, row.manual]);
    expect(about(2, await rows())).toEqual([]);
    // 5 was found by the search of the first group; what was decided about 5 itself stays.
    expect(about(5, await rows())).toEqual([
      [dynamic.id, 2],
      [chosen.id, 1],
      [both.id, 2],
    ]);
    await db.kysely.transaction().execute((trx) => mover.restore(trx, 2, 5, JSON.parse(JSON.stringify(moved))));
    expect(await rows()).toEqual(before);
    expect(await queue.isQueued()).toBe(true);
  });

  test('an archived machine stays a member and is not shown', async () => {
    const group = await make({ name: 'Windows', tree: windows });
    await db.kysely.updateTable('assets').set({ archived_at: now }).where('id', '=', 2).execute();
    expect(await members(group.id)).toEqual(['pc-4']);
    expect((await call('GET', `/groups/${group.id}`)).body.members).toBe(1);
    expect((await call('GET', '/assets/2/groups')).body).toEqual({ groupIds: [group.id] });
  });
});
