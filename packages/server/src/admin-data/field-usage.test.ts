import { describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createAdminApp } from './testing/admin-app.ts';

const ROOM = { name: 'Room', type: 'text', label: { en: 'Room' } };
const FLOOR = {
  name: 'Floor',
  type: 'checkbox',
  label: { en: 'Floor' },
  choices: [{ label: { en: 'Ground' } }, { label: { en: 'Roof' } }],
};

describe.each(enginesUnderTest())('fields of the administrative data on $name', ({ create }) => {
  async function server(machines: number) {
    const { db, dispose } = await create();
    const app = await createAdminApp(db);
    const ids: number[] = [];
    for (let i = 1; i <= machines; i++) ids.push((await app.report(`pc-${i}-2026-11-20-08-00-0${i}`)).asset.id);
    return { ...app, ids, end: () => app.close().then(dispose) };
  }

  test('tell how many machines use them, and each choice', async () => {
    const { api, field, ids, end } = await server(3);
    const [room, floor] = [await field(ROOM), await field(FLOOR)];
    const [a, b] = ids;
    await api('PATCH', `/assets/${a}/admin-data`, { version: 1, values: { [floor]: [1, 2], [room]: '12' } });
    await api('PATCH', `/assets/${b}/admin-data`, { version: 1, values: { [floor]: [2] } });
    const { items } = (await api('GET', '/admin-fields/usage')).body;
    expect(items.find(({ fieldId }: { fieldId: number }) => fieldId === room)).toEqual({
      fieldId: room,
      machines: 1,
      choices: [],
    });
    const used = items.find(({ fieldId }: { fieldId: number }) => fieldId === floor);
    expect(used.machines).toBe(2);
    expect(used.choices).toHaveLength(2);
    expect(used.choices).toEqual(
      expect.arrayContaining([
        { id: 1, machines: 1 },
        { id: 2, machines: 2 },
      ]),
    );
    await end();
  });

  test('who saw an older state of a field changes nothing; forms may leave a field out', async () => {
    const { api, field, end } = await server(0);
    const id = await field(ROOM);
    const seen = (await api('GET', '/admin-fields')).body.items.at(-1);
    expect(seen).toMatchObject({ id, onForms: true });
    const first = await api('PATCH', `/admin-fields/${id}`, { onForms: false, updatedAt: seen.updatedAt });
    expect(first.body).toMatchObject({ onForms: false, label: { en: 'Room' } });
    const earlier = new Date(Date.parse(seen.updatedAt) - 1000).toISOString();
    const late = await api('PATCH', `/admin-fields/${id}`, { tab: 'Place', updatedAt: earlier });
    expect(late).toMatchObject({ status: 409, body: { code: 'ADMIN_FIELD_CHANGED' } });
    expect((await api('GET', '/admin-fields')).body.items.at(-1)).toMatchObject({ tab: '', onForms: false });
    await end();
  });

  test('a look at a file says how it is written, and which column may be what', async () => {
    const { api, field, end } = await server(0);
    const room = await field(ROOM);
    const content = Buffer.from('Name;room;Other\npc;Étage;1\nb;2;3\n', 'latin1').toString('base64');
    const look = await api('POST', '/admin-data/import/look', { content });
    expect(look.body).toEqual({
      separator: ';',
      encoding: 'windows-1252',
      headers: ['Name', 'room', 'Other'],
      sample: [
        ['pc', 'Étage', '1'],
        ['b', '2', '3'],
      ],
      lines: 2,
      match: { column: 'Name', by: 'name' },
      columns: { room, Other: null },
    });
    const forced = await api('POST', '/admin-data/import/look', { content, separator: ',', encoding: 'utf-8' });
    expect(forced.body).toMatchObject({
      headers: ['Name;room;Other'],
      match: null,
      columns: { 'Name;room;Other': null },
    });
    await end();
  });

  test('a dry run tells of each line what it changes, or what is wrong with it', async () => {
    const { api, field, ids, end } = await server(2);
    const room = await field(ROOM);
    const floor = await field(FLOOR);
    await api('PATCH', `/assets/${ids[0]}/admin-data`, { version: 1, values: { [room]: 'old' } });
    const [one, two] = ['pc-1-2026-11-20-08-00-01', 'pc-2-2026-11-20-08-00-02'];
    const csv = `deviceid,Room,Floor\n${one},new,Roof\n${two},,\nnobody,x,\n${two},9,\n,1,\n${one},1,Moon,more\n`;
    const content = Buffer.from(csv).toString('base64');
    const { body } = await api('POST', '/admin-data/import', { content, badLines: 'skip' });
    expect(body).toMatchObject({ applied: false, encoding: 'utf-8', updated: 1, unchanged: 1, failed: 4 });
    expect(body.lines.map(({ problem }: { problem: string }) => problem)).toEqual([
      null,
      null,
      'unknown',
      'twice',
      'keyMissing',
      'cells',
    ]);
    expect(body.lines[0]).toMatchObject({
      key: one,
      changes: [
        { fieldId: room, before: 'old', after: 'new' },
        { fieldId: floor, before: null, after: 'Roof' },
      ],
    });
    const bad = Buffer.from(`deviceid,Floor\n${two},Moon\n`).toString('base64');
    const wrong = await api('POST', '/admin-data/import', { content: bad });
    expect(wrong.body.lines).toMatchObject([
      { problem: 'value', reason: expect.stringContaining('Moon'), changes: [] },
    ]);
    await end();
  });
});
