import { describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createAdminApp } from './testing/admin-app.ts';

const FLOOR = {
  name: 'Floor',
  type: 'checkbox',
  label: { en: 'Floors', fr: 'Étages' },
  tab: 'Place',
  choices: [{ label: { en: 'Ground' } }, { label: { en: 'Roof', fr: 'Toit' } }],
};

describe.each(enginesUnderTest())('administrative data on $name', ({ create }) => {
  async function server(machines = 0) {
    const { db, dispose } = await create();
    const app = await createAdminApp(db);
    const ids: number[] = [];
    for (let i = 1; i <= machines; i++) {
      const { asset } = await app.report(`pc-${i}-2026-11-20-08-00-0${i}`);
      ids.push(asset.id);
    }
    const end = async () => {
      await app.close();
      await dispose();
    };
    return { ...app, db, ids, end };
  }

  test('TAG is there from the beginning: it can be relabelled, and not deleted', async () => {
    const { api, end } = await server();
    const { body } = await api('GET', '/admin-fields');
    expect(body.items).toEqual([
      {
        id: 1,
        name: 'TAG',
        type: 'text',
        label: { en: 'Tag', fr: 'TAG' },
        tab: '',
        choices: [],
        default: null,
        builtIn: true,
        onForms: true,
        updatedAt: expect.any(String),
      },
    ]);
    const relabelled = await api('PATCH', '/admin-fields/1', { label: { en: 'Department', fr: null } });
    expect(relabelled.body).toMatchObject({ name: 'TAG', label: { en: 'Department', fr: null } });
    expect(await api('DELETE', '/admin-fields/1?confirm=true')).toMatchObject({
      status: 409,
      body: { code: 'ADMIN_FIELD_BUILT_IN' },
    });
    await end();
  });

  test('fields are made, ordered, changed and deleted; ids of choices are never used twice', async () => {
    const { api, field, ids, services, end } = await server(1);
    const floor = await field(FLOOR);
    const room = await field({ name: 'Room', type: 'text', label: { en: 'Room' }, default: 'none' });
    const [pc] = ids;
    expect((await api('POST', '/admin-fields', { ...FLOOR, name: 'FLOOR' })).body.code).toBe('ADMIN_FIELD_NAME_TAKEN');
    expect((await api('PUT', '/admin-fields/order', { ids: [room, floor] })).body.code).toBe(
      'ADMIN_FIELD_ORDER_INVALID',
    );
    const ordered = await api('PUT', '/admin-fields/order', { ids: [1, room, floor] });
    expect(ordered.body.items.map((item: { name: string }) => item.name)).toEqual(['TAG', 'Room', 'Floor']);

    await api('PATCH', `/assets/${pc}/admin-data`, { version: 1, values: { [floor]: [1, 2] } });
    const without2 = { choices: [{ id: 1, label: { en: 'Ground' } }, { label: { en: 'Cellar' } }] };
    expect(await api('PATCH', `/admin-fields/${floor}`, without2)).toMatchObject({
      status: 409,
      body: { code: 'ADMIN_FIELD_HAS_DATA' },
    });
    const changed = await api('PATCH', `/admin-fields/${floor}?confirm=true`, without2);
    expect(changed.body.choices.map((choice: { id: number }) => choice.id)).toEqual([1, 3]);
    const { body } = await api('GET', `/assets/${pc}/admin-data`);
    expect(body.values).toContainEqual({
      fieldId: floor,
      name: 'Floor',
      type: 'checkbox',
      value: [1],
      shown: 'Ground',
    });

    expect((await api('DELETE', `/admin-fields/${floor}`)).body).toMatchObject({ code: 'ADMIN_FIELD_HAS_DATA' });
    expect((await api('DELETE', `/admin-fields/${floor}?confirm=true`)).status).toBe(204);
    expect((await api('DELETE', `/admin-fields/${floor}`)).body.code).toBe('ADMIN_FIELD_NOT_FOUND');
    const trail = await services.audit.list({ action: 'adminField', limit: 10, offset: 0 });
    expect(trail.items[0]).toMatchObject({
      actor: 'token:test',
      action: 'adminField.delete',
      target: 'field Floor',
      before: { name: 'Floor', machinesWithValue: 1 },
    });
    await end();
  });

  test('a field that makes no sense is refused', async () => {
    const { api, end } = await server();
    const refused: [object, string][] = [
      [{ name: '1st', type: 'text', label: { en: 'x' } }, 'REQUEST_INVALID'],
      [{ name: 'Bad name', type: 'text', label: { en: 'x' } }, 'REQUEST_INVALID'],
      [{ name: 'A', type: 'colour', label: { en: 'x' } }, 'REQUEST_INVALID'],
      [{ name: 'A', type: 'text', label: { en: ' ' } }, 'REQUEST_INVALID'],
      [{ name: 'tag', type: 'text', label: { en: 'x' } }, 'ADMIN_FIELD_NAME_TAKEN'],
      [{ name: 'A', type: 'select', label: { en: 'x' } }, 'ADMIN_FIELD_INVALID'],
      [{ name: 'A', type: 'text', label: { en: 'x' }, choices: [{ label: { en: 'y' } }] }, 'ADMIN_FIELD_INVALID'],
      [
        { name: 'A', type: 'radio', label: { en: 'x' }, choices: [{ id: 7, label: { en: 'y' } }] },
        'ADMIN_FIELD_INVALID',
      ],
      [
        { name: 'A', type: 'radio', label: { en: 'x' }, choices: [{ label: { en: 'y' } }, { label: { en: 'Y' } }] },
        'ADMIN_FIELD_INVALID',
      ],
      [{ name: 'A', type: 'integer', label: { en: 'x' }, default: 'many' }, 'ADMIN_VALUE_INVALID'],
    ];
    for (const [given, code] of refused) {
      expect((await api('POST', '/admin-fields', given)).body.code, JSON.stringify(given)).toBe(code);
    }
    expect((await api('GET', '/admin-fields')).body.items).toHaveLength(1);
    await end();
  });

  test('who was slower is told so, and nothing is lost', async () => {
    const { api, field, ids, values, end } = await server(1);
    const room = await field({ name: 'Room', type: 'text', label: { en: 'Room' } });
    const [pc = 0] = ids;
    const path = `/assets/${pc}/admin-data`;
    const { body: read } = await api('GET', path);
    const edits = [
      api('PATCH', path, { version: read.version, values: { [room]: 'A' } }),
      api('PATCH', path, { version: read.version, values: { [room]: 'B', 1: 'lyon' } }),
    ];
    const replies = await Promise.all(edits);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(replies.find(({ status }) => status === 409)?.body.code).toBe('ADMIN_DATA_CHANGED');
    const won = replies.find(({ status }) => status === 200)?.body;
    expect(won.version).toBe(read.version + 1);
    expect((await api('GET', path)).body).toEqual(won);
    // What is so already is no change: the version stays.
    const same = await api('PATCH', path, { version: won.version, values: { [room]: (await values(pc)).Room } });
    expect(same.body.version).toBe(won.version);
    // All of a change, or none of it.
    const bad = await api('PATCH', path, { version: won.version, values: { 1: 'nice', [room]: 'x'.repeat(300) } });
    expect(bad).toMatchObject({ status: 400, body: { code: 'ADMIN_VALUE_INVALID' } });
    expect((await api('GET', path)).body).toEqual(won);
    expect((await api('PATCH', path, { version: won.version, values: { 99: 'x' } })).body.code).toBe(
      'ADMIN_FIELD_NOT_FOUND',
    );
    expect((await api('PATCH', '/assets/9999/admin-data', { version: 0, values: {} })).body.code).toBe(
      'ASSET_NOT_FOUND',
    );
    expect((await api('GET', '/assets/9999/admin-data')).status).toBe(404);
    await end();
  });

  test('many machines at once: all or none', async () => {
    const { api, ids, services, end } = await server(3);
    const edit = (assetIds: number[], tag: unknown) =>
      api('POST', '/admin-data/mass-edit', { assetIds, values: { 1: tag } });
    expect((await edit(ids.slice(0, 1), 'paris')).body).toEqual({ updated: 1, unchanged: 0 });
    expect((await edit([...ids, 9999], 'lyon')).body.code).toBe('ASSET_NOT_FOUND');
    expect((await edit(ids, 'paris')).body).toEqual({ updated: 2, unchanged: 1 });
    const { body } = await api('GET', '/assets?sort=id');
    expect(body.items.map((item: { tag: string }) => item.tag)).toEqual(['paris', 'paris', 'paris']);
    expect((await edit(ids, 12)).body.code).toBe('ADMIN_VALUE_INVALID');
    expect((await api('POST', '/admin-data/mass-edit', { values: { 1: 'x' } })).body.code).toBe('REQUEST_INVALID');
    const trail = await services.audit.list({ action: 'adminData', limit: 10, offset: 0 });
    expect(trail.items).toHaveLength(2);
    expect(trail.items[0]).toMatchObject({ target: '3 assets', after: { values: { TAG: 'paris' }, updated: 2 } });
    await end();
  });

  test('the members of a group at once', async () => {
    const { api, ids, values, services, end } = await server(3);
    const [one = 0, two = 0, three = 0] = ids;
    const group = (await api('POST', '/groups', { name: 'Stock' })).body.id;
    await api('POST', `/groups/${group}/members`, { action: 'include', assetIds: [one, three] });
    const edit = (groupId: number) => api('POST', '/admin-data/mass-edit', { groupId, values: { 1: 'stock' } });
    expect((await edit(group)).body).toEqual({ updated: 2, unchanged: 0 });
    expect([await values(one), await values(two), await values(three)]).toEqual([
      { TAG: 'stock' },
      {},
      { TAG: 'stock' },
    ]);
    expect((await edit(group + 1)).body.code).toBe('GROUP_NOT_FOUND');
    const trail = await services.audit.list({ action: 'adminData', limit: 10, offset: 0 });
    expect(trail.items).toMatchObject([{ target: `group ${group}`, after: { updated: 2, assetIds: [one, three] } }]);
    await end();
  });

  describe('import from CSV', () => {
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    async function fleet() {
      const made = await server(3);
      const room = await made.field({ name: 'Room', type: 'text', label: { en: 'Office', fr: 'Bureau' } });
      const floors = await made.field(FLOOR);
      const bought = await made.field({ name: 'Bought', type: 'date', label: { en: 'Bought' } });
      const run = (text: string, more: object = {}) =>
        made.api('POST', '/admin-data/import', { content: base64(text), dryRun: false, ...more });
      return { ...made, room, floors, bought, run };
    }

    test('a preview tells line by line what would be, and changes nothing', async () => {
      const { run, values, ids, room, end } = await fleet();
      const text = 'Name;Bureau;Whatever\nPC-1;A 1;x\npc-2;;x\nghost;A 3;x\n;A 4;x\npc-1;A 5;x\npc-3;A;x;x\n';
      const { status, body } = await run(text, { dryRun: true });
      expect(status, JSON.stringify(body)).toBe(200);
      expect(body).toMatchObject({
        separator: ';',
        match: { column: 'Name', by: 'name' },
        columns: { Bureau: room, Whatever: null },
        applied: false,
        updated: 1,
        unchanged: 1,
        failed: 4,
      });
      expect(body.lines).toMatchObject([
        { line: 2, status: 'updated', assetId: ids[0], assetName: 'pc-1', reason: null },
        { line: 3, status: 'unchanged', assetId: ids[1], assetName: 'pc-2', reason: null },
        { line: 4, status: 'failed', assetId: null, assetName: null, reason: 'there is no machine "ghost"' },
        {
          line: 5,
          status: 'failed',
          assetId: null,
          assetName: null,
          reason: 'the cell that names the machine is empty',
        },
        { line: 6, status: 'failed', assetId: ids[0], assetName: 'pc-1', reason: 'the machine is on line 2 too' },
        { line: 7, status: 'failed', assetId: ids[2], assetName: 'pc-3', reason: 'it has 4 cells, the header 3' },
      ]);
      expect(await values(ids[0] ?? 0)).toEqual({});
      await end();
    });

    test('a bad line stops all of it, unless it shall be skipped', async () => {
      const { run, values, ids, services, end } = await fleet();
      const text =
        'serial,Room,Floors,Bought\nser-pc-1,=cmd|x,Roof;Ground,03/11/2026\nSER-pc-2,B,Moon,\nSER-pc-3,C,,31/02/2026\n';
      const stopped = await run(text, { dates: 'DD/MM/YYYY' });
      expect(stopped.body).toMatchObject({ applied: false, updated: 1, failed: 2 });
      expect(stopped.body.lines.map((line: { reason: string }) => line.reason)).toEqual([
        null,
        'Floor: "Moon" is none of its choices',
        'Bought: it must be a day written DD/MM/YYYY',
      ]);
      expect(await values(ids[0] ?? 0)).toEqual({});
      const skipped = await run(text, { dates: 'DD/MM/YYYY', badLines: 'skip' });
      expect(skipped.body).toMatchObject({ applied: true, updated: 1, unchanged: 0, failed: 2 });
      expect(await values(ids[0] ?? 0)).toEqual({ Room: '=cmd|x', Floor: [1, 2], Bought: '2026-11-03' });
      expect(await values(ids[1] ?? 0)).toEqual({});
      const trail = await services.audit.list({ action: 'adminData.import', limit: 10, offset: 0 });
      expect(trail.items).toMatchObject([{ target: '3 lines', after: { updated: 1, failed: 2 } }]);
      await end();
    });

    test('columns are mapped as told, empty cells clear when told, any id finds the machine', async () => {
      const { run, values, ids, room, end } = await fleet();
      const [one = 0, two = 0] = ids;
      await run(`machine\tplace\n${one}\tA\n${two}\tB\n`, {
        match: { column: 'machine', by: 'id' },
        columns: { place: room },
      });
      expect([await values(one), await values(two)]).toEqual([{ Room: 'A' }, { Room: 'B' }]);
      const device = 'pc-2-2026-11-20-08-00-02';
      await run(`machine,place\n${device},\n`, {
        match: { column: 'machine', by: 'deviceId' },
        columns: { place: room },
      });
      expect(await values(two)).toEqual({ Room: 'B' });
      await run(`deviceid,place\n${device},\n`, { columns: { place: room }, emptyCells: 'clear' });
      expect(await values(two)).toEqual({});
      await end();
    });

    test('two machines of one name are not guessed between', async () => {
      const { run, db, end } = await fleet();
      await db.kysely.updateTable('assets').set({ name: 'twin' }).execute();
      const { body } = await run('name,Room\nTwin,A\n', { badLines: 'skip' });
      expect(body.lines).toMatchObject([{ status: 'failed', assetId: null, reason: '3 machines are "Twin"' }]);
      // Archived ones are out of sight, and no reason to doubt.
      await db.kysely.updateTable('assets').set({ archived_at: 1 }).where('id', '>', 1).execute();
      expect((await run('name,Room\nTwin,A\n')).body).toMatchObject({ applied: true, updated: 1 });
      await end();
    });

    test('wrong columns are told, and nothing happens', async () => {
      const { run, values, ids, end } = await fleet();
      const refused: [string, object, string][] = [
        ['Room\nA\n', {}, 'no column names the machine'],
        ['name,x\npc-1,A\n', {}, 'none of its columns is an administrative field; it has "name", "x"'],
        [
          'name,Room\npc-1,A\n',
          { match: { column: 'pc', by: 'name' } },
          'it has no column "pc"; it has "name", "Room"',
        ],
        ['name,Room\npc-1,A\n', { columns: { Raum: 1 } }, 'it has no column "Raum"'],
        ['name,Room\npc-1,A\n', { columns: { Room: 99 } }, 'there is no field 99'],
        ['name,Room,Office\npc-1,A,B\n', {}, 'two of its columns are the same field'],
      ];
      for (const [text, more, reason] of refused) {
        const { status, body } = await run(text, more);
        expect(status, text).toBe(400);
        expect(body).toMatchObject({ code: 'CSV_COLUMNS_WRONG', message: expect.stringContaining(reason) });
      }
      expect(await values(ids[0] ?? 0)).toEqual({});
      await end();
    });

    test('what is no CSV is told', async () => {
      const { run, api, end } = await fleet();
      expect((await run('name,Room\npc-1,"A\n')).body).toMatchObject({ code: 'CSV_UNREADABLE' });
      expect((await api('POST', '/admin-data/import', { content: '###' })).body.code).toBe('REQUEST_INVALID');
      await end();
    });
  });
});
