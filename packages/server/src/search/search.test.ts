import { type Row, versionKey } from '@muster/protocol';
import { parseQuery } from '@muster/protocol/query';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';
import { checkSearch } from './check-search.ts';
import { builtInFields, operatorsFor, toQueryField } from './search-fields.ts';
import type { Operator, SearchNode } from './search-tree.ts';
import { criterion, sampleValue, treeOf, valuesByField } from './testing/any-search.ts';
import { DAY, holds, NOW } from './testing/naive-search.ts';
import { machine, readFleet, report, type SampleAsset } from './testing/sample-fleet.ts';

const fields = new Map(builtInFields.map((field) => [field.name, field]));
const queryFields = builtInFields.map(toQueryField);

describe.each(enginesUnderTest())('searches on $name', ({ create }) => {
  let server: TestApp;
  let fleet: SampleAsset[];
  let dispose: () => Promise<void>;
  let now = NOW;

  beforeAll(async () => {
    const made = await create();
    dispose = made.dispose;
    server = await createTestApp({ db: made.db, clock: () => now });
    for (let i = 0; i < 12; i += 1) {
      now = NOW - i * 5 * DAY;
      await report(server, machine(i));
    }
    now = NOW;
    fleet = await readFleet(server);
  });
  afterAll(async () => {
    await server.close();
    await dispose();
  });

  const post = (path: string, payload: object) =>
    server.app.inject({
      method: 'POST',
      url: `/api/v1${path}`,
      payload,
      headers: { authorization: server.authorization },
    });

  async function names(tree: SearchNode): Promise<string[]> {
    const reply = await post('/assets/search', { tree, sort: 'id', limit: 500 });
    expect([reply.statusCode, reply.statusCode === 200 ? '' : reply.payload]).toEqual([200, '']);
    return reply.json().items.map(({ name }: { name: string }) => name);
  }

  const expected = (keep: (asset: SampleAsset) => boolean) =>
    fleet
      .filter(keep)
      .map(({ summary }) => summary.name)
      .sort(byNumber);

  test('one row such that, versus rows that differ', async () => {
    const row = {
      and: [criterion('software.name', 'equal', 'firefox'), criterion('software.version', 'equal', '1.0')],
    };
    const oneRow = (asset: SampleAsset) =>
      (asset.sections.software ?? []).some((one) => one.name === 'Firefox' && one.version === '1.0');
    const anyRows = (asset: SampleAsset) =>
      (asset.sections.software ?? []).some((one) => one.name === 'Firefox') &&
      (asset.sections.software ?? []).some((one) => one.version === '1.0');
    expect(await names({ has: 'software', where: row })).toEqual(expected(oneRow));
    expect(await names(row)).toEqual(expected(anyRows));
    // The two are different questions, and the sample shows it.
    expect(expected(oneRow)).not.toEqual(expected(anyRows));
    expect(await names({ not: { has: 'drives' } })).toEqual(
      expected(({ sections: { drives } }) => (drives ?? []).length === 0),
    );
  });

  test('versions compare as versions', async () => {
    const versions = fleet.flatMap(({ sections: { software } }) => (software ?? []).map(({ version }) => version));
    expect(versions).toEqual(expect.arrayContaining(['1.0', '2.10', '115.2']));
    const having = (...wanted: string[]) =>
      expected(({ sections: { software } }) => (software ?? []).some((one) => wanted.includes(String(one.version))));
    const where = (operator: Operator, value: string | string[]) => ({
      has: 'software',
      where: criterion('software.version', operator, value),
    });
    expect(await names(where('less', '2.9'))).toEqual(having('1.0'));
    expect(await names(where('greater', '2.9'))).toEqual(having('2.10', '115.2'));
    expect(await names(where('between', ['2.10.0', '115.10']))).toEqual(having('2.10', '115.2'));
    expect(await names(where('outside', ['2.9', '115.10']))).toEqual(having('1.0'));
    expect(await names(criterion('asset.osVersion', 'greater', '9'))).toHaveLength(12);
    expect(await names(criterion('hardware.osVersion', 'less', '10.0.22631.1'))).toEqual(
      expected(({ summary }) => summary.osVersion === '10.0.22631'),
    );
    const sorted = async (sort: string) => {
      const tree = criterion('asset.kind', 'equal', 'computer');
      const { items } = (await post('/assets/search', { tree, sort, limit: 500 })).json();
      return [...new Set(items.map(({ osVersion }: { osVersion: string }) => osVersion))];
    };
    expect(await sorted('osVersion')).toEqual(['10.0.22631', '12', '24.04']);
    const { id } = fleet.find(({ sections: { software } }) => (software ?? []).length > 2) ?? { id: 0 };
    const headers = { authorization: server.authorization };
    const url = `/api/v1/assets/${id}/sections/software?sort=version`;
    const shown = (await server.app.inject({ url, headers }))
      .json()
      .items.map((row: Row) => versionKey(String(row.version)));
    expect(shown).toEqual(shown.toSorted());
  });

  test('what people type is taken literally', async () => {
    expect(await names(criterion('asset.user', 'contains', '%'))).toEqual(
      expected(({ summary }) => String(summary.user).includes('%')),
    );
    expect(await names(criterion('asset.user', 'contains', '_\\'))).toEqual(
      expected(({ summary }) => String(summary.user).includes('_\\')),
    );
    expect(await names(criterion('asset.user', 'ends', '"x"'))).toEqual(
      expected(({ summary }) => summary.user === 'o\'hara "x"'),
    );
  });

  test.each(["' or 1=1 --", '1; drop table assets', "') or 1=1 or ('", '$1', '?', '\\', "\\' or 1=1 --"])(
    'injection through a value: %s',
    async (text) => {
      for (const operator of ['equal', 'contains', 'begins', 'ends'] as const) {
        const found = expected(({ summary }) => {
          const user = String(summary.user).toLowerCase();
          return operator === 'contains' ? user.includes(text) : operator === 'ends' && user.endsWith(text);
        });
        expect(await names(criterion('asset.user', operator, text))).toEqual(found);
      }
      expect(await names({ has: 'software', where: criterion('software.name', 'oneOf', [text, text]) })).toEqual([]);
    },
  );

  test.each([
    'asset.id; drop table assets',
    'asset.password',
    'a.id',
    'software.name" or 1=1',
    '__proto__',
    'asset.toString',
    'users.name',
  ])('injection through a field: %s', async (field) => {
    const reply = await post('/assets/search', { tree: { field, operator: 'notEmpty' } });
    if (fields.has(field)) return;
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'SEARCH_INVALID']);
  });

  test("days count from the server's clock", async () => {
    expect(await names(criterion('asset.lastContactAt', 'within', 7))).toEqual(['pc-0', 'pc-1']);
    expect(await names(criterion('asset.lastContactAt', 'olderThan', 50))).toEqual(['pc-11']);
    expect(await names(criterion('asset.lastContactAt', 'equal', '2026-11-15'))).toEqual(['pc-1']);
    expect(await names({ not: criterion('asset.lastContactAt', 'olderThan', 7) })).toEqual(['pc-0', 'pc-1']);
  });

  test('pages, and sorts with unknown values last', async () => {
    const tree = criterion('asset.kind', 'equal', 'computer');
    const page = (await post('/assets/search', { tree, sort: '-memoryMiB,name', limit: 3, offset: 1 })).json();
    const all = (await post('/assets/search', { tree, sort: '-memoryMiB,name', limit: 500 })).json();
    expect(page.total).toBe(12);
    expect(page.items).toEqual(all.items.slice(1, 4));
    const wrong = await post('/assets/search', { tree, sort: 'memoryMiB desc; drop table assets' });
    expect([wrong.statusCode, wrong.json().code]).toEqual([400, 'REQUEST_INVALID']);
  });

  test('any search finds what a naive evaluation finds', async () => {
    const pool = valuesByField(fleet);
    await fc.assert(
      fc.asyncProperty(treeOf(pool), async (tree) => {
        expect(await names(tree)).toEqual(expected((asset) => holds(tree, asset)));
      }),
      { numRuns: 250, seed: 20_261_120 },
    );
  });

  test('the same asset by asset, as groups ask', async () => {
    const pool = valuesByField(fleet);
    const trees = fc.sample(treeOf(pool), { numRuns: 120, seed: 7 });
    const checked = trees.map((tree) => checkSearch(tree, fields));
    const { search } = server.services;
    const pairs = await search.matches(
      server.db.kysely,
      checked,
      fleet.map(({ id }) => id),
    );
    const found = pairs.map(({ index, assetId }) => `${index} ${assetId}`).sort();
    const wanted = trees.flatMap((tree, i) => fleet.filter((one) => holds(tree, one)).map(({ id }) => `${i} ${id}`));
    expect(found).toEqual(wanted.sort());
  });

  test('every field can be compared by every operator of its type', async () => {
    const pool = valuesByField(fleet);
    const trees = [...fields.values()].flatMap((field) =>
      operatorsFor(field).map((operator) => {
        const value = fc.sample(sampleValue(field, operator, pool), { numRuns: 1, seed: 3 })[0];
        return value === undefined ? { field: field.name, operator } : { field: field.name, operator, value };
      }),
    );
    const checked = trees.map((tree) => checkSearch(tree, fields));
    await server.services.search.matches(server.db.kysely, checked, [1, 2]);
    for (const one of checked) await server.services.search.assetIds(server.db.kysely, one);
  });

  test('a query finds what its tree finds', async () => {
    const found = async (query: string) => {
      const reply = await post('/assets/search', { query, sort: 'id', limit: 500 });
      expect([query, reply.statusCode]).toEqual([query, 200]);
      return reply.json().items.map(({ name }: { name: string }) => name);
    };
    for (const query of [
      'debian or pc-1',
      'os:debian memory<8GB',
      'software:"firefox"<2.0 not tag:lab',
      'lastseen>30d',
      'network.mac:00:16*',
      'mac~00:*:1?',
      'ip:192.0.2.0/29',
      '(user:anna or -user:empty) memory:2GB..4GB',
      'has software(name:curl version>=2.9)',
      'os!=empty',
      'freepercent<1% free>0',
      'has drive(freePercent:1%..50%)',
      'not has drive(freePercent>=1%)',
    ]) {
      const parsed = parseQuery(query, queryFields);
      if (!parsed.ok || parsed.tree === null) throw new Error(query);
      const { tree } = parsed;
      expect([query, await found(query)]).toEqual([query, expected((asset) => holds(tree, asset))]);
    }
    expect((await found('drive.freePercent<10')).length).toBeGreaterThan(0);
    expect(await found('')).toHaveLength(12);
  });

  test.each([
    ['os:debian memmory<8GB', { start: 10, end: 17, suggestion: 'memory' }],
    ['os:debian and', { start: 13, end: 13 }],
    ['tag:a lastseen<2026-02-30', { start: 6, end: 25 }],
    ['tag:a ip:10.0.0.0/99', { start: 9, end: 20 }],
    [Array.from({ length: 60 }, (_, i) => `tag:${i}`).join(' '), {}],
    ["tag:a'; drop table assets; --(", {}],
  ])('a query that is wrong is answered with the place: %s', async (query, details) => {
    const reply = await post('/assets/search', { query });
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'SEARCH_INVALID']);
    expect(reply.json().details).toMatchObject(details);
    expect(typeof reply.json().details.start).toBe('number');
  });

  test('notes that people wrote are searched', async () => {
    const [one] = fleet;
    const search = async (query: string) => {
      const found = (await post('/assets/search', { query })).json().items;
      return found.map(({ id }: { id: number }) => id);
    };
    const note = await post(`/assets/${one?.id}/notes`, { text: 'Screen broken, 100 % of it' });
    expect(note.statusCode).toBe(201);
    expect(await search('note:"BROKEN, 100 %"')).toEqual([one?.id]);
    expect(await search('note:notempty not note:broken')).toEqual([]);
    await server.services.notes.remove(Number(one?.id), note.json().id, { actor: note.json().author, address: null });
    expect(await search('note:broken')).toEqual([]);
  });

  test('either a tree or a query', async () => {
    const tree = criterion('asset.name', 'notEmpty');
    for (const payload of [{ tree, query: 'a' }, {}, { query: 5 }]) {
      expect((await post('/assets/search', payload)).statusCode).toBe(400);
    }
  });

  test('a search explains itself for one machine', async () => {
    const wanted = fleet.find(({ sections: { software } }) => (software ?? []).some((one) => one.name === 'Firefox'));
    const row = (wanted?.sections.software ?? []).find((one) => one.name === 'Firefox');
    const query = `has software(name=firefox version=${row?.version}) (user:empty or not lastseen>9000d) name:pc`;
    const reply = await post(`/assets/${wanted?.id}/explain-search`, { query });
    expect(reply.statusCode).toBe(200);
    const { found, parts } = reply.json();
    expect(found).toBe(true);
    const shown = parts.map(({ path, text, holds: held }: { path: string; text: string; holds: boolean }) => [
      path,
      text,
      held,
    ]);
    expect(shown.slice(1)).toEqual([
      ['and.0', `has software(name=firefox version=${row?.version})`, true],
      ['and.1', 'user:empty or not lastseen>9000d', true],
      ['and.1.or.0', 'user:empty', false],
      ['and.1.or.1', 'not lastseen>9000d', true],
      ['and.1.or.1.not', 'lastseen>9000d', false],
      ['and.2', 'name:pc', true],
    ]);
    expect(parts[1]).toMatchObject({
      section: 'software',
      rows: [{ values: { name: 'Firefox', version: row?.version } }],
    });
    expect(parts[6].rows).toEqual([{ values: { name: wanted?.summary.name } }]);
    const missing = await post('/assets/999999/explain-search', { query: 'a' });
    expect([missing.statusCode, missing.json().code]).toEqual([404, 'ASSET_NOT_FOUND']);
  });

  test('a search nested without end is refused before anything walks it', async () => {
    const levels = 20_000;
    const payload = `{"tree":${'{"not":'.repeat(levels)}{"field":"asset.name","operator":"empty"}${'}'.repeat(levels)}}`;
    const headers = { authorization: server.authorization, 'content-type': 'application/json' };
    const reply = await server.app.inject({ method: 'POST', url: '/api/v1/assets/search', payload, headers });
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'SEARCH_INVALID']);
  });
});

function byNumber(a: unknown, b: unknown): number {
  return Number(String(a).slice(3)) - Number(String(b).slice(3));
}
