import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAuditRepository } from '../audit/audit-repository.ts';
import { COMMAND_LINE, createAuditService } from '../audit/audit-service.ts';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';
import { createLifecycle } from './create-lifecycle.ts';

/** What work in the background knows: its next run finds them gone. */
const BACKGROUND = new Set(['group_queue', 'software_counted']);

describe.each(enginesUnderTest())('assets that leave, on $name', ({ create }) => {
  let server: TestApp;
  let now: number;
  let ids: Record<string, number>;

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 20);
    server = await createTestApp({ create, clock: () => now });
    for (const name of ['pc-1', 'pc-2', 'pc-3']) await report(name);
    ids = Object.fromEntries((await list('include')).map(({ name, id }) => [name, id]));
  });
  afterEach(() => server.close());

  const id = (name: string) => ids[name] ?? -1;

  async function report(name: string, software = 'bash') {
    const payload = `<?xml version="1.0"?><REQUEST><CONTENT><HARDWARE><NAME>${name}</NAME></HARDWARE><SOFTWARES><NAME>${software}</NAME></SOFTWARES><DRIVES><TYPE>/</TYPE><COLOUR>red</COLOUR></DRIVES></CONTENT><DEVICEID>${name}-2026-11-20-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
    const reply = await server.app.inject({ method: 'POST', url: '/ocsinventory', payload });
    expect(reply.statusCode).toBe(200);
  }

  async function ask(method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object) {
    const headers = { authorization: server.authorization };
    const url = `/api/v1${path}`;
    const reply = await server.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    return { status: reply.statusCode, body: reply.payload === '' ? null : reply.json() };
  }

  async function list(archived = ''): Promise<{ id: number; name: string; archivedAt: string | null }[]> {
    const query = archived === '' ? '' : `&archived=${archived}`;
    return (await ask('GET', `/assets?sort=name${query}`)).body.items;
  }

  const names = async (archived = '') => (await list(archived)).map(({ name }) => name);

  const lifecycle = (isTraced: boolean) =>
    createLifecycle({
      db: server.db,
      audit: createAuditService({ repository: createAuditRepository(server.db), clock: () => now }),
      events: server.services.events,
      isTraced: async () => isTraced,
      clock: () => now,
    });

  /** Rows that refer to an asset, by table, whatever rooms there are. */
  async function rowsOf(assetId: number): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const [table, columns] of Object.entries(await server.db.engine.readSchema(server.db.kysely))) {
      const column = table === 'assets' ? 'id' : 'asset_id';
      if (columns[column] === undefined || BACKGROUND.has(table)) continue;
      const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}
        where ${sql.ref(column)} = ${assetId}`.execute(server.db.kysely);
      if (Number(rows[0]?.n) > 0) counts[table] = Number(rows[0]?.n);
    }
    return counts;
  }

  describe('archived', () => {
    test('are left out of lists, unless asked for, and come back', async () => {
      const outcome = await ask('POST', '/assets/archive', { ids: [id('pc-1'), id('pc-2'), id('pc-2'), 999] });
      expect(outcome).toEqual({ status: 200, body: { changed: 2, notFound: [999] } });
      expect([await names(), await names('only'), await names('include')]).toEqual([
        ['pc-3'],
        ['pc-1', 'pc-2'],
        ['pc-1', 'pc-2', 'pc-3'],
      ]);
      expect((await ask('GET', '/assets')).body.total).toBe(1);
      expect((await ask('GET', `/assets/${id('pc-1')}`)).body.archivedAt).toBe('2026-11-20T00:00:00.000Z');
      const restored = await ask('POST', '/assets/restore', { ids: [id('pc-1'), id('pc-3')] });
      expect(restored.body).toEqual({ changed: 1, notFound: [] });
      expect(await names()).toEqual(['pc-1', 'pc-3']);
    });

    test('one by one, and a second time it changes nothing', async () => {
      expect((await ask('POST', `/assets/${id('pc-1')}/archive`)).status).toBe(204);
      now += 1000;
      expect((await ask('POST', `/assets/${id('pc-1')}/archive`)).status).toBe(204);
      expect((await list('only'))[0]?.archivedAt).toBe('2026-11-20T00:00:00.000Z');
      expect((await ask('POST', `/assets/${id('pc-1')}/restore`)).status).toBe(204);
      expect(await names()).toEqual(['pc-1', 'pc-2', 'pc-3']);
      expect(await ask('POST', '/assets/999/archive')).toMatchObject({
        status: 404,
        body: { code: 'ASSET_NOT_FOUND' },
      });
      const events = (await ask('GET', '/audit?action=asset')).body.items;
      expect(events.map((event: { action: string; target: string }) => [event.action, event.target])).toEqual([
        ['asset.restore', `asset ${id('pc-1')}`],
        ['asset.archive', `asset ${id('pc-1')}`],
      ]);
    });

    test('go on being updated when they report, and stay archived', async () => {
      await ask('POST', `/assets/${id('pc-1')}/archive`);
      now += 86_400_000;
      await report('pc-1', 'zsh');
      expect(await names()).toEqual(['pc-2', 'pc-3']);
      expect(await list('only')).toMatchObject([
        { id: id('pc-1'), archivedAt: '2026-11-20T00:00:00.000Z', lastInventoryAt: '2026-11-21T00:00:00.000Z' },
      ]);
      const software = (await ask('GET', `/assets/${id('pc-1')}/sections/software`)).body;
      expect(software.items).toMatchObject([{ name: 'zsh' }]);
    });
  });

  describe('deleted', () => {
    test('leave no row in any table, and others untouched', async () => {
      const before = await rowsOf(id('pc-1'));
      expect(before).toMatchObject({ assets: 1, section_software: 1, section_drives: 1, history: 1, other_values: 1 });
      const others = await rowsOf(id('pc-2'));
      const outcome = await ask('POST', '/assets/delete', { ids: [id('pc-1'), id('pc-3'), 999], confirm: 3 });
      expect(outcome).toEqual({ status: 200, body: { deleted: 2, notFound: [999] } });
      expect([await rowsOf(id('pc-1')), await rowsOf(id('pc-3'))]).toEqual([{}, {}]);
      expect(await rowsOf(id('pc-2'))).toEqual(others);
      expect(await names('include')).toEqual(['pc-2']);
      const events = (await ask('GET', '/audit?action=asset.delete')).body.items;
      expect(events).toMatchObject([
        { target: `asset ${id('pc-3')}`, before: { name: 'pc-3' } },
        { target: `asset ${id('pc-1')}`, actor: 'token:test', before: { deviceId: 'pc-1-2026-11-20-08-00-00' } },
      ]);
    });

    test('only when it is confirmed', async () => {
      const refused = { status: 400, body: { code: 'CONFIRMATION_NEEDED' } };
      const two = [id('pc-1'), id('pc-2')];
      expect(await ask('POST', '/assets/delete', { ids: two })).toMatchObject(refused);
      expect(await ask('POST', '/assets/delete', { ids: two, confirm: 1 })).toMatchObject(refused);
      expect(await ask('DELETE', `/assets/${id('pc-1')}`)).toMatchObject(refused);
      expect(await ask('DELETE', `/assets/${id('pc-1')}?confirm=1000`)).toMatchObject(refused);
      expect(await names()).toEqual(['pc-1', 'pc-2', 'pc-3']);
      expect((await ask('DELETE', `/assets/${id('pc-1')}?confirm=${id('pc-1')}`)).status).toBe(204);
      expect(await names()).toEqual(['pc-2', 'pc-3']);
      expect((await ask('DELETE', `/assets/${id('pc-1')}?confirm=${id('pc-1')}`)).status).toBe(404);
    });

    test('and then heard of again are new ones', async () => {
      await lifecycle(false).deletion.removeOne(id('pc-1'), id('pc-1'), COMMAND_LINE);
      await report('pc-1');
      const [again] = await list();
      expect(again).toMatchObject({ name: 'pc-1', archivedAt: null });
      expect(again?.id).toBeGreaterThan(id('pc-3'));
      expect((await ask('GET', `/assets/${again?.id}/changes`)).body.total).toBe(1);
    });

    test('all of them, or after an error none', async () => {
      await sql`create table hinders (asset_id ${sql.raw(server.db.engine.types.reference)} references assets (id))`.execute(
        server.db.kysely,
      );
      await sql`insert into hinders values (${id('pc-2')})`.execute(server.db.kysely);
      const outcome = await ask('POST', '/assets/delete', { ids: [id('pc-1'), id('pc-2')], confirm: 2 });
      expect(outcome).toMatchObject({ status: 500, body: { code: 'INTERNAL' } });
      expect(await names()).toEqual(['pc-1', 'pc-2', 'pc-3']);
      expect(await rowsOf(id('pc-1'))).toMatchObject({ section_software: 1, history: 1 });
      expect((await ask('GET', '/audit?action=asset.delete')).body.total).toBe(0);
    });

    test('tell open consoles', async () => {
      const heard: unknown[] = [];
      server.services.events.subscribe(({ data }) => heard.push(data));
      await ask('POST', '/assets/delete', { ids: [id('pc-2')], confirm: 1 });
      expect(heard).toEqual([{ id: id('pc-2'), kind: 'deleted' }]);
    });
  });

  describe('leave a trace', () => {
    test('only while TRACE_DELETED is on, oldest first, until it is read and cleared', async () => {
      await lifecycle(false).deletion.removeOne(id('pc-1'), id('pc-1'), COMMAND_LINE);
      const { deletion, deletionTrace } = lifecycle(true);
      await deletion.removeOne(id('pc-3'), id('pc-3'), COMMAND_LINE);
      now += 1000;
      await deletion.removeMany([id('pc-2')], 1, COMMAND_LINE);
      const traces = (await ask('GET', '/deletions')).body;
      expect(traces).toMatchObject({
        total: 2,
        items: [
          {
            at: '2026-11-20T00:00:00.000Z',
            deleted: id('pc-3'),
            deletedDeviceId: 'pc-3-2026-11-20-08-00-00',
            equivalent: null,
          },
          { at: '2026-11-20T00:00:01.000Z', deleted: id('pc-2') },
        ],
      });
      expect((await ask('DELETE', '/deletions?count=1')).body).toEqual({ cleared: 1 });
      expect((await ask('GET', '/deletions')).body.items).toMatchObject([{ deleted: id('pc-2') }]);
      expect(await deletionTrace.clear(10, COMMAND_LINE)).toBe(1);
      expect((await ask('GET', '/deletions')).body.total).toBe(0);
    });

    test('of a merge too, naming the asset that they became, until it is undone', async () => {
      const headers = { authorization: server.authorization };
      const on = { method: 'PUT', url: '/api/v1/settings/TRACE_DELETED', headers, payload: { value: true } } as const;
      expect((await server.app.inject(on)).statusCode).toBe(200);
      const merge = {
        survivorId: id('pc-2'),
        mergedIds: [id('pc-1'), id('pc-3')],
        doer: COMMAND_LINE,
        reason: 'test',
      };
      const [first = -1, second = -1] = await server.services.identity.merges.merge(merge);
      const trace = { deleted: id('pc-1'), deletedDeviceId: 'pc-1-2026-11-20-08-00-00', equivalent: id('pc-2') };
      expect((await ask('GET', '/deletions')).body.items).toMatchObject([trace, { deleted: id('pc-3') }]);
      await server.services.identity.merges.undo(second, COMMAND_LINE);
      expect((await ask('GET', '/deletions')).body.items).toMatchObject([trace]);
      expect(first).not.toBe(second);

      // Who was merged away is gone with the survivor.
      expect((await ask('DELETE', `/assets/${id('pc-2')}?confirm=${id('pc-2')}`)).status).toBe(204);
      expect([await rowsOf(id('pc-1')), await rowsOf(id('pc-2'))]).toEqual([{}, {}]);
      expect(await names('include')).toEqual(['pc-3']);
    });
  });

  test('is for who is signed in', async () => {
    for (const [method, path] of [
      ['POST', '/assets/archive'],
      ['POST', '/assets/delete'],
      ['DELETE', `/assets/${id('pc-1')}?confirm=${id('pc-1')}`],
      ['DELETE', '/deletions?count=1'],
    ] as const) {
      const reply = await server.app.inject({ method, url: `/api/v1${path}` });
      expect([path, reply.statusCode]).toEqual([path, 401]);
    }
  });
});
