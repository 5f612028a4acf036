import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';

describe.each(enginesUnderTest())('$name', ({ create }) => {
  let server: TestApp;
  let other: string;
  beforeAll(async () => {
    server = await createTestApp({ create });
    other = `Bearer ${await server.services.users.createToken('somebody else')}`;
  });
  afterAll(() => server.close());

  type Call = { readonly payload?: object; readonly as?: string };
  async function call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, { payload, as }: Call = {}) {
    const headers = { authorization: as ?? server.authorization };
    const reply = await server.app.inject({
      method,
      url: `/api/v1/views${path}`,
      headers,
      ...(payload && { payload }),
    });
    return { status: reply.statusCode, body: reply.payload === '' ? null : reply.json() };
  }
  const state = { columns: ['name', 'bios.systemSerial'], sort: '-name', query: 'os:debian', filter: 'memory<8GB' };
  const named = (name: string, shared = false) => ({ table: 'computers', name, shared, state });
  const namesFor = async (as: string) =>
    (await call('GET', '?table=computers', { as })).body.items.map(({ name }: { name: string }) => name);

  test('a view is its owner’s until it is shared, and changed by its owner alone', async () => {
    const made = await call('POST', '', { payload: named('Old machines') });
    expect([made.status, made.body]).toMatchObject([201, { name: 'Old machines', own: true, shared: false, state }]);
    const path = `/${made.body.id}`;
    expect(await namesFor(other)).toEqual([]);
    expect((await call('PUT', path, { payload: named('x'), as: other })).body.code).toBe('VIEW_NOT_FOUND');
    expect((await call('PUT', path, { payload: named('Old machines', true) })).status).toBe(200);
    expect(await namesFor(other)).toEqual(['Old machines']);
    expect((await call('DELETE', path, { as: other })).body.code).toBe('VIEW_NOT_YOURS');
    expect((await call('POST', '', { payload: named(' OLD machines ') })).body.code).toBe('VIEW_NAME_TAKEN');
    expect((await call('POST', '', { payload: named('Old machines'), as: other })).status).toBe(201);
    const second = await call('POST', '', { payload: named('Second') });
    expect((await call('PUT', `/${second.body.id}`, { payload: named('OLD MACHINES') })).body.code).toBe(
      'VIEW_NAME_TAKEN',
    );
    expect((await call('DELETE', path)).status).toBe(204);
    expect(await namesFor(server.authorization)).toEqual(['Second']);
    const { items } = await server.services.audit.list({ limit: 50, offset: 0 });
    expect(items.map(({ action }) => action).filter((action) => action.startsWith('view.'))).toEqual([
      'view.delete',
      'view.create',
      'view.create',
      'view.update',
      'view.create',
    ]);
  });

  test('a view of any list keeps what the address of that list says', async () => {
    const params = { publisher: 'Microsoft*', versionsFrom: '2' };
    const payload = { table: 'software', name: 'Many versions', state: { sort: '-machines', q: 'office', params } };
    const made = await call('POST', '', { payload });
    expect(made).toMatchObject({ status: 201, body: { state: { sort: '-machines', q: 'office', params } } });
    expect((await call('GET', '?table=software')).body.items).toEqual([made.body]);
    expect((await call('DELETE', `/${made.body.id}`)).status).toBe(204);
  });

  test('a view is not changed by who saw an earlier one', async () => {
    const { body: made } = await call('POST', '', { payload: named('Twice open') });
    const path = `/${made.id}`;
    const change = (sort: string, updatedAt: string) =>
      call('PUT', path, { payload: { ...named('Twice open'), state: { ...state, sort }, updatedAt } });
    const first = await change('name', made.updatedAt);
    expect([first.status, first.body.updatedAt > made.updatedAt]).toEqual([200, true]);
    expect(await change('-os', made.updatedAt)).toMatchObject({ status: 409, body: { code: 'VIEW_CHANGED' } });
    const both = await Promise.all(['a', 'b'].map((sort) => change(sort, first.body.updatedAt)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await call('PUT', path, { payload: named('Twice open') })).status).toBe(200);
    expect((await call('DELETE', path)).status).toBe(204);
  });

  test.each([
    { ...named('x'), table: '../x' },
    { ...named('') },
    { ...named('x'), state: { columns: Array.from({ length: 61 }, () => 'name') } },
    { ...named('x'), state: { more: 1 } },
    { ...named('x'), state: { params: { 'a b': 'x' } } },
    { ...named('x'), state: { params: Object.fromEntries(Array.from({ length: 41 }, (_, i) => [`p${i}`, 'x'])) } },
  ])('%o is refused', async (payload) => {
    expect(await call('POST', '', { payload })).toMatchObject({ status: 400, body: { code: 'REQUEST_INVALID' } });
  });
});
