import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Db } from '../db/database.ts';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';
import { machine, report } from '../search/testing/sample-fleet.ts';
import { figureNames } from './figures.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const DAY = 86_400_000;

type Item = { key: string; label: string | null; detail?: string; count: number; query: string | null; kinds?: object };
type Figure = { total: number; at: string; isPartial: boolean; items: Item[] };

describe.each(enginesUnderTest())('dashboard on $name', ({ create }) => {
  let db: Db;
  let dispose: () => Promise<void>;
  let server: TestApp;
  let now: number;

  beforeEach(async () => {
    now = NOW - 40 * DAY;
    ({ db, dispose } = await create());
    server = await createTestApp({ db, clock: () => now });
    for (let i = 0; i < 3; i += 1) await report(server, machine(i));
    now = NOW;
    for (let i = 3; i < 9; i += 1) await report(server, machine(i));
  });
  afterEach(async () => {
    await server.close();
    await dispose();
  });

  const get = async (path: string) => {
    const { app, authorization } = server;
    return (await app.inject({ url: `/api/v1${path}`, headers: { authorization } })).json();
  };
  const figure = (name: string): Promise<Figure> => get(`/dashboard/figures/${name}`);
  const found = async (query: string): Promise<number> => {
    const { app, authorization } = server;
    const payload = { query, kind: 'computer', archived: 'exclude', limit: 1 };
    const reply = await app.inject({
      method: 'POST',
      url: '/api/v1/assets/search',
      headers: { authorization },
      payload,
    });
    expect(reply.statusCode, `${query}: ${reply.payload}`).toBe(200);
    return reply.json().total;
  };
  const counts = ({ items }: Figure) => Object.fromEntries(items.map(({ key, count }) => [key, count]));

  test('every number is what its search finds', async () => {
    let asked = 0;
    for (const name of figureNames) {
      if (name === 'softwareMovers') continue; // counts changes, not computers
      for (const { query, count, key } of (await figure(name)).items) {
        if (query === null) continue;
        expect(await found(query), `${name} ${key}: ${query}`).toBe(count);
        asked += 1;
      }
    }
    expect(asked).toBeGreaterThan(30);
  });

  test('computers are counted by when they were seen, and by what they are', async () => {
    expect(counts(await figure('presence'))).toEqual({
      seen1d: 6,
      seen7d: 6,
      seen30d: 6,
      notSeen30d: 3,
      new7d: 6,
      neverInventoried: 0,
    });
    expect(counts(await figure('manufacturers'))).toEqual({ 'Dell Inc.': 5, LENOVO: 4 });
    const systems = await figure('systemVersions');
    expect(systems.total).toBe(9);
    expect(systems.items[0]).toMatchObject({ label: 'Debian GNU/Linux 12', detail: '12', count: 3 });
    expect((await figure('newComputers')).items.at(-1)).toMatchObject({ key: '2026-11-20', count: 6 });
    expect((await figure('newComputers')).items).toHaveLength(14);
    const [unknown] = (await figure('tags')).items;
    expect(unknown).toMatchObject({ label: null, count: 9, query: 'tag:empty' });
  });

  test('what changed is told by section, and software by name; a first inventory is no change', async () => {
    expect((await figure('changes')).items).toEqual([]);
    const { name, content } = machine(5);
    now += 3_600_000;
    const other = content.replace('<NAME>bash</NAME>', '<NAME>zsh, "the" shell</NAME>');
    expect(other).not.toBe(content);
    await report(server, { name, content: other });
    await expect.poll(async () => (await figure('changes')).total, { timeout: 60_000 }).toBe(2);
    expect((await figure('changes')).items).toMatchObject([
      { key: 'software', kinds: { added: 1, changed: 0, removed: 1 } },
    ]);
    await expect.poll(async () => (await figure('softwareMovers')).items.length, { timeout: 60_000 }).toBe(2);
    const movers = await figure('softwareMovers');
    expect(movers.items.map(({ label }) => label)).toEqual(['bash', 'zsh, "the" shell']);
    expect(movers.isPartial).toBe(false);
    const [, zsh] = movers.items;
    expect(await found(zsh?.query ?? '')).toBe(1);
  });

  test('an archived computer is no longer counted, but as archived', async () => {
    const { app, authorization } = server;
    expect((await figure('presence')).total).toBe(9);
    const reply = await app.inject({ method: 'POST', url: '/api/v1/assets/1/archive', headers: { authorization } });
    expect(reply.statusCode, reply.payload).toBeLessThan(300);
    await expect.poll(async () => (await figure('presence')).total, { timeout: 60_000 }).toBe(8);
    await expect.poll(async () => counts(await figure('attention')).archived, { timeout: 60_000 }).toBe(1);
  });

  test('a stored search tells how many it finds, to those who may see it', async () => {
    const { app, authorization } = server;
    const reply = await app.inject({
      method: 'POST',
      url: '/api/v1/searches',
      headers: { authorization },
      payload: { name: 'Dells', query: 'manufacturer:dell' },
    });
    expect(reply.statusCode, reply.payload).toBe(201);
    const { id } = reply.json();
    expect(await get(`/dashboard/searches/${id}`)).toMatchObject({
      name: 'Dells',
      count: 5,
      query: 'manufacturer:dell',
    });
    expect(await get('/dashboard/searches/999')).toMatchObject({ code: 'SEARCH_NOT_FOUND' });
  });
});
