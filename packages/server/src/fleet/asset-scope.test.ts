import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scope } from '../access/viewer.ts';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';
import { report } from '../search/testing/sample-fleet.ts';

const content = (name: string, tag: string, memory: number) =>
  `<HARDWARE><NAME>${name}</NAME><MEMORY>${memory}</MEMORY><USERID>ada</USERID></HARDWARE><BIOS><SSN>SN-${name}</SSN></BIOS><NETWORKS><MACADDR>00:1b:21:33:44:55</MACADDR><DESCRIPTION>dock</DESCRIPTION></NETWORKS><SOFTWARES><NAME>vim</NAME><VERSION>9.1</VERSION></SOFTWARES><ACCOUNTINFO><KEYNAME>TAG</KEYNAME><KEYVALUE>${tag}</KEYVALUE></ACCOUNTINFO>`;

describe.each(enginesUnderTest())('what somebody may not see, on $name', (engine) => {
  let server: TestApp;
  let dispose: () => Promise<void>;
  let scope: Scope = 'everything';
  let at = 1000;
  beforeAll(async () => {
    const made = await engine.create();
    dispose = made.dispose;
    server = await createTestApp({ db: made.db, clock: () => at });
    const { findByToken } = server.services.sessions;
    server.services.sessions.findByToken = async (token) => {
      const identity = await findByToken(token);
      return identity && { ...identity, scope };
    };
    for (const [name, tag, memory] of [
      ['lyon-1', 'LYO', 1024],
      ['paris-1', 'PAR', 1024],
      ['paris-1', 'PAR', 2048],
    ] as const) {
      at += 60_000;
      await report(server, { name, content: content(name, tag, memory) });
    }
  });
  afterAll(async () => {
    await server.close();
    await dispose();
  });

  const ask = async (path: string, payload?: object) => {
    const headers = { authorization: server.authorization };
    const method = payload === undefined ? 'GET' : 'POST';
    return await server.app.inject({ method, url: `/api/v1${path}`, headers, ...(payload && { payload }) });
  };
  const names = async (path: string, payload?: object) =>
    (await ask(path, payload))
      .json()
      .items.map((item: { name: string }) => item.name)
      .sort();
  const search = { tree: { field: 'asset.name', operator: 'notEmpty' } };

  test('is in no list, search, export and change, and its page is not there', async () => {
    scope = 'everything';
    const { items } = (await ask('/assets?sort=name')).json();
    const [lyon, paris] = items.map(({ id }: { id: number }) => id);
    expect(items.map(({ name }: { name: string }) => name)).toEqual(['lyon-1', 'paris-1']);
    const seen = async () => ({
      list: await names('/assets'),
      total: (await ask('/assets?limit=1')).json().total,
      quick: await names('/assets?q=-1'),
      query: await names('/assets?query=name:*-1'),
      search: await names('/assets/search', search),
      export: (await ask('/assets/export?format=csv&columns=name')).body.match(/\w+-1(?=\r?\n|,|"|;)/g) ?? [],
      changes: (await ask('/changes')).json().items.map(({ asset }: { asset: { name: string } }) => asset.name),
      pages: [
        (await ask(`/assets/${lyon}`)).statusCode,
        (await ask(`/assets/${paris}`)).statusCode,
        (await ask(`/assets/${paris}/sections/hardware`)).statusCode,
        (await ask(`/assets/${paris}/changes`)).statusCode,
        (await ask(`/assets/${paris}/inventory?format=xml`)).statusCode,
        (await ask(`/assets/${paris}/explain-search`, search)).statusCode,
      ],
    });
    const all = await seen();
    expect(all).toMatchObject({ list: ['lyon-1', 'paris-1'], total: 2, pages: [200, 200, 200, 200, 200, 200] });
    expect(all.export).toContain('paris-1');
    expect(all.changes).toContain('paris-1');

    scope = { tags: ['LYO'] };
    const some = await seen();
    expect(some).toMatchObject({
      list: ['lyon-1'],
      total: 1,
      quick: ['lyon-1'],
      query: ['lyon-1'],
      search: ['lyon-1'],
    });
    expect(some.export).toContain('lyon-1');
    expect(some.export).not.toContain('paris-1');
    expect(some.changes).not.toContain('paris-1');
    expect(some.pages).toEqual([200, 404, 404, 404, 404, 404]);

    scope = { tags: [] };
    expect(await seen()).toMatchObject({ list: [], total: 0, search: [], export: [], changes: [] });
  });

  test('is in no number that is counted at once, no pair and no action', async () => {
    scope = 'everything';
    const { items } = (await ask('/assets?sort=name')).json();
    const [lyon, paris] = items.map(({ id }: { id: number }) => id);
    expect((await ask('/software/refresh', {})).statusCode).toBe(204);
    const titleId = (await ask('/software?q=vim')).json().items[0].id;
    const labels = async (figure: string) =>
      (await ask(`/dashboard/figures/${figure}`)).json().items.map(({ label }: { label: string }) => label);
    const seen = async () => {
      const action = { target: { ids: [lyon, paris] }, parameters: {} };
      return {
        total: (await ask('/dashboard/figures/presence')).json().total,
        tags: (await labels('tags')).sort(),
        changed: (await ask('/dashboard/figures/changes')).json().total > 0,
        title: (await ask(`/software/titles/${titleId}`)).json().machines,
        tagsOfTitle: (await ask(`/software/titles/${titleId}/spread?by=tag`)).json().items.length,
        users: (await ask('/quick-search?q=ada')).json().users[0]?.count ?? 0,
        macs: (await ask('/duplicates')).json().items.find(({ method }: { method: string }) => method === 'mac')
          .records,
        preview: (await ask('/mass-actions/archive/preview', action)).json().total,
      };
    };
    const all = await seen();
    scope = { tags: ['LYO'] };
    const some = await seen();
    scope = 'everything';
    expect([all, some]).toEqual([
      { total: 2, tags: ['LYO', 'PAR'], changed: true, title: 2, tagsOfTitle: 2, users: 2, macs: 2, preview: 2 },
      { total: 1, tags: ['LYO'], changed: false, title: 1, tagsOfTitle: 1, users: 1, macs: 0, preview: 1 },
    ]);
  });

  test('does not keep agents from reporting, nor groups from being computed', async () => {
    scope = { tags: [] };
    at += 60_000;
    await report(server, { name: 'paris-1', content: content('paris-1', 'PAR', 4096) });
    const group = (await ask('/groups', { name: 'all', tree: search.tree })).json();
    expect(group.members).toBe(0);
    scope = 'everything';
    expect((await ask(`/groups/${group.id}`)).json().members).toBe(2);
    expect(await names('/assets')).toEqual(['lyon-1', 'paris-1']);
  });
});
