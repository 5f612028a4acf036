import { type Row, type Section, sections, versionKey } from '@muster/protocol';
import { isInNetwork, parseNetwork, parseQuery } from '@muster/protocol/query';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';
import { checkSearch } from './check-search.ts';
import { builtInFields, operatorsFor, type SearchField, toQueryField } from './search-fields.ts';
import { type Operator, SEARCH_LIMITS, type SearchNode } from './search-tree.ts';
import { machine, readFleet, report, type SampleAsset } from './testing/sample-fleet.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const DAY = 86_400_000;
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

  test('a stored search keeps its words', async () => {
    const { users } = server.services;
    await users.add({ userName: 'grace', password: 'a long enough password' });
    const payload = { userName: 'grace', password: 'a long enough password' };
    const signIn = await server.app.inject({ method: 'POST', url: '/api/v1/session', payload });
    const cookie = String(signIn.headers['set-cookie']).split(';')[0] ?? '';
    const query = ' os:windows   memory<8GB';
    const stored = {
      method: 'POST',
      url: '/api/v1/searches',
      headers: { cookie },
      payload: { name: 'Small', query },
    } as const;
    const made = await server.app.inject(stored);
    expect([made.statusCode, made.json()]).toMatchObject([
      201,
      { query, tree: { and: [{ field: 'asset.os' }, { value: 8192 }] } },
    ]);
    const url = `/api/v1/searches/${made.json().id}`;
    const wrong = await server.app.inject({
      method: 'PUT',
      url,
      headers: { cookie },
      payload: { name: 'Small', query: 'os:' },
    });
    expect(wrong.json()).toMatchObject({ code: 'SEARCH_INVALID', details: { start: 3 } });
    const group = {
      method: 'POST',
      url: '/api/v1/groups',
      headers: { cookie },
      payload: { name: 'Small ones', query },
    } as const;
    const grouped = (await server.app.inject(group)).json();
    expect(grouped).toMatchObject({ kind: 'dynamic', tree: made.json().tree });
    // A group may be called by its name.
    const inGroup = await post('/assets/search', { query: 'group:"small ones"' });
    expect([inGroup.json().total, inGroup.json().total]).toEqual([
      grouped.members,
      (await post('/assets/search', { query })).json().total,
    ]);
    const nobody = await post('/assets/search', { query: 'group:"Small"' });
    expect(nobody.json().details).toMatchObject({ start: 6, suggestion: '"Small ones"' });
    await server.app.inject({ method: 'DELETE', url, headers: { cookie } });
  });

  test('a search nested without end is refused before anything walks it', async () => {
    const levels = 20_000;
    const payload = `{"tree":${'{"not":'.repeat(levels)}{"field":"asset.name","operator":"empty"}${'}'.repeat(levels)}}`;
    const headers = { authorization: server.authorization, 'content-type': 'application/json' };
    const reply = await server.app.inject({ method: 'POST', url: '/api/v1/assets/search', payload, headers });
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'SEARCH_INVALID']);
  });

  test('stored searches belong to their owner, and may be shared', async () => {
    const { users } = server.services;
    await users.add({ userName: 'ada', password: 'a long enough password' });
    const other = { authorization: server.authorization };
    const signIn = await server.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { userName: 'ada', password: 'a long enough password' },
    });
    const cookie = String(signIn.headers['set-cookie']).split(';')[0] ?? '';
    const asAda = { cookie };
    const tree = criterion('asset.os', 'contains', 'windows');
    const url = '/api/v1/searches';
    const made = await server.app.inject({ method: 'POST', url, headers: asAda, payload: { name: 'Windows', tree } });
    expect([made.statusCode, made.json()]).toMatchObject([201, { owner: 'ada', own: true, shared: false, tree }]);
    const own = `${url}/${made.json().id}`;
    expect((await server.app.inject({ url: own, headers: other })).json().code).toBe('SEARCH_NOT_FOUND');
    const twice = await server.app.inject({
      method: 'POST',
      url,
      headers: asAda,
      payload: { name: ' windows ', tree },
    });
    expect([twice.statusCode, twice.json().code]).toEqual([409, 'SEARCH_NAME_TAKEN']);
    const payload = { name: 'Windows', description: 'all of them', shared: true, tree: { not: tree } };
    const changed = await server.app.inject({ method: 'PUT', url: own, headers: asAda, payload });
    expect(changed.json()).toMatchObject({ shared: true, tree: { not: tree }, description: 'all of them' });
    const list = (await server.app.inject({ url, headers: other })).json();
    expect(list).toMatchObject({ total: 1, items: [{ own: false, name: 'Windows' }] });
    const stolen = await server.app.inject({ method: 'DELETE', url: own, headers: other });
    expect([stolen.statusCode, stolen.json().code]).toEqual([403, 'SEARCH_NOT_YOURS']);
    const broken = await server.app.inject({
      method: 'PUT',
      url: own,
      headers: asAda,
      payload: { ...payload, tree: { or: [] } },
    });
    expect(broken.json().code).toBe('SEARCH_INVALID');
    expect((await server.app.inject({ method: 'DELETE', url: own, headers: asAda })).statusCode).toBe(204);
    expect((await server.app.inject({ url, headers: asAda })).json().total).toBe(0);
  });
});

describe('a search that makes no sense', () => {
  const deep = (levels: number): unknown =>
    levels === 0 ? criterion('asset.name', 'notEmpty') : { not: deep(levels - 1) };
  const many = Array.from({ length: SEARCH_LIMITS.criteria }, () => criterion('asset.name', 'notEmpty'));

  test.each([
    [null, 'the whole', 'object'],
    [[], 'the whole', 'object'],
    [{}, 'the whole', 'none of'],
    [{ and: [] }, 'and', 'at least one'],
    [{ or: 'x' }, 'or', 'list'],
    [{ and: [criterion('asset.name', 'notEmpty'), { not: 1 }] }, 'and.1.not', 'object'],
    [{ and: [criterion('asset.name', 'notEmpty')], or: [] }, 'the whole', '"or"'],
    [{ or: [{ not: criterion('asset.nmae', 'notEmpty') }] }, 'or.0.not.field', 'asset.nmae'],
    [criterion('asset.name', 'less', 'x'), 'operator', 'contains'],
    [criterion('software.version', 'less', '…'), 'value', 'version'],
    [criterion('asset.memoryMiB', 'contains', 1), 'operator', 'between'],
    [criterion('asset.memoryMiB', 'equal', '1'), 'value', 'number'],
    [criterion('asset.memoryMiB', 'equal', 1.5), 'value', 'whole'],
    [criterion('asset.memoryMiB', 'between', [1]), 'value', 'two'],
    [criterion('asset.memoryMiB', 'between', 1), 'value', 'list'],
    [criterion('asset.memoryMiB', 'oneOf', []), 'value', 'empty'],
    [criterion('asset.name', 'equal'), 'value', 'needs a value'],
    [criterion('asset.name', 'empty', 'x'), 'value', 'no value'],
    [criterion('asset.name', 'contains', ''), 'value', 'empty'],
    [criterion('asset.name', 'equal', 'a\0b'), 'value', 'NUL'],
    [criterion('asset.name', 'equal', ['a']), 'value', 'one value'],
    [criterion('asset.name', 'matches', ''), 'value', 'empty'],
    [criterion('asset.name', 'matches', '*a'.repeat(10)), 'value', 'nine'],
    [criterion('asset.name', 'inNetwork', '10.0.0.0/8'), 'operator', 'contains'],
    [criterion('asset.ip', 'inNetwork', '10.0.0.0/33'), 'value', 'network'],
    [criterion('asset.lastContactAt', 'less', '20/11/2026'), 'value', 'date'],
    [criterion('asset.lastContactAt', 'less', '2026-02-30'), 'value', 'date'],
    [criterion('asset.lastContactAt', 'less', '2026-02-03T25:61'), 'value', 'time of day'],
    [criterion('asset.lastContactAt', 'within', -1), 'value', 'days'],
    [criterion('asset.lastContactAt', 'within', '7'), 'value', 'days'],
    [{ has: 'nothing' }, 'has', 'nothing'],
    [{ has: '__proto__' }, 'has', '__proto__'],
    [{ has: 'software', where: criterion('asset.name', 'notEmpty') }, 'where.field', 'software'],
    [{ has: 'software', where: { has: 'software' } }, 'where', 'inside'],
    [{ field: 'asset.name', operator: 'sql', value: '1=1' }, 'operator', ''],
    [{ field: 'asset.name', operator: 'equal', value: { toString: 'x' } }, 'value', ''],
    [{ field: 'asset.name', operator: 'equal', value: 'x', raw: '1=1' }, 'the whole', ''],
    [deep(SEARCH_LIMITS.depth), 'not.not.not.not.not.not.not.not', 'deep'],
    [{ or: [...many, criterion('asset.name', 'notEmpty')] }, 'or', 'more than'],
    [{ and: [{ or: many }, criterion('asset.name', 'notEmpty')] }, 'and.1', 'more than'],
  ])('%j is refused at %s', (tree, path, reason) => {
    let found: unknown;
    try {
      checkSearch(tree, fields);
    } catch (error) {
      found = error;
    }
    expect(found).toMatchObject({ code: 'SEARCH_INVALID', details: { path } });
    expect(String(found)).toContain(reason);
  });

  test('any JSON is either a search or refused with a code', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        try {
          checkSearch(value, fields);
        } catch (error) {
          expect(error).toMatchObject({ code: 'SEARCH_INVALID' });
        }
      }),
      { numRuns: 300 },
    );
  });
});

test('no product key can be searched for', () => {
  const secret = Object.values(sections).flatMap((section) =>
    Object.entries(section.columns)
      .filter(([, column]) => 'secret' in column && column.secret === true)
      .map(([name]) => `${section.name}.${name}`),
  );
  expect(secret.length).toBeGreaterThan(0);
  expect(secret.filter((name) => fields.has(name))).toEqual([]);
});

test('every other column of every section can be searched', () => {
  const open = Object.values(sections).flatMap((section) =>
    Object.entries(section.columns as Section['columns'])
      .filter(([, column]) => column.secret !== true)
      .map(([name]) => `${section.name}.${name}`),
  );
  // What people decide of software has the name of the column.
  expect(open.filter((name) => !fields.has(name))).toEqual(['software.category']);
  expect(fields.get('software.systemCategory')?.source).toMatchObject({ column: 'category' });
});

// A naive evaluation over what the API shows, written without a look at the SQL.

function holds(node: SearchNode, asset: SampleAsset, row?: Row): boolean {
  if ('and' in node) return node.and.every((one) => holds(one, asset, row));
  if ('or' in node) return node.or.some((one) => holds(one, asset, row));
  if ('not' in node) return !holds(node.not, asset, row);
  if ('has' in node) {
    const { where } = node;
    return (asset.sections[node.has] ?? [])
      .map(withShare)
      .some((one) => where === undefined || holds(where, asset, one));
  }
  const [section = '', column = ''] = node.field.split('.');
  const type = fields.get(node.field)?.type ?? 'text';
  const compare = (cell: unknown) => compareCell(cell, type, node.operator, node.value);
  if (row !== undefined) return compare(row[column] ?? null);
  if (section === 'asset') return compare(column === 'group' ? null : asset.summary[column]);
  const cells = (asset.sections[section] ?? []).map((one) => withShare(one)[column] ?? null);
  return node.operator === 'empty' ? cells.every(compare) : cells.some(compare);
}

function compareCell(cell: unknown, type: string, operator: string, value: unknown): boolean {
  const isEmpty = cell === null || cell === undefined || cell === '' || (Array.isArray(cell) && cell.length === 0);
  if (operator === 'empty') return isEmpty;
  if (operator === 'notEmpty') return !isEmpty;
  if (isEmpty) return type === 'group' && operator === 'different';
  if (Array.isArray(cell)) {
    if (operator === 'different') return !cell.some((one) => compareCell(one, 'text', 'equal', value));
    return cell.some((one) => compareCell(one, 'text', operator, value));
  }
  if (type === 'version' && COMPARED.includes(operator)) {
    const key = (one: unknown) => versionKey(String(one));
    const [own, first, last] = [key(cell), ...(Array.isArray(value) ? value : [value]).map(key)];
    if (own === null || first == null) return false;
    if (operator === 'less') return own < first;
    if (operator === 'greater') return own > first;
    if (operator === 'atMost') return own <= first;
    if (operator === 'atLeast') return own >= first;
    const isBetween = own >= first && own <= (last ?? '');
    return operator === 'between' ? isBetween : own < first || own > (last ?? '');
  }
  if (type === 'text' || type === 'texts' || type === 'version') {
    const text = String(cell).toLowerCase();
    const wanted = String(value).toLowerCase();
    switch (operator) {
      case 'equal':
        return text === wanted;
      case 'different':
        return text !== wanted;
      case 'oneOf':
        return (value as string[]).some((one) => one.toLowerCase() === text);
      case 'contains':
        return text.includes(wanted);
      case 'begins':
        return text.startsWith(wanted);
      case 'matches':
        return patternOf(wanted).test(text);
      case 'inNetwork': {
        const network = parseNetwork(wanted);
        return network !== null && isInNetwork(text, network);
      }
      default:
        return text.endsWith(wanted);
    }
  }
  if (type === 'flag') return operator === 'equal' ? cell === value : cell !== value;
  const at = toNumber(cell);
  const ends = (one: unknown): [number, number] =>
    typeof one === 'string' && one.length === 10 && type !== 'date'
      ? [toNumber(one), toNumber(one) + (type === 'time' ? DAY - 1 : DAY - 1000)]
      : [toNumber(one), toNumber(one)];
  const inside = ([from, to]: [number, number]) => at >= from && at <= to;
  const list = value as unknown[];
  switch (operator) {
    case 'equal':
      return inside(ends(value));
    case 'different':
      return !inside(ends(value));
    case 'oneOf':
      return list.some((one) => inside(ends(one)));
    case 'less':
      return at < ends(value)[0];
    case 'greater':
      return at > ends(value)[1];
    case 'atMost':
      return at <= ends(value)[1];
    case 'atLeast':
      return at >= ends(value)[0];
    case 'between':
      return at >= ends(list[0])[0] && at <= ends(list[1])[1];
    case 'outside':
      return at < ends(list[0])[0] || at > ends(list[1])[1];
    default: {
      const limit = NOW - Number(value) * DAY;
      // A day is compared as a day, a machine's own clock to the second.
      const cut =
        type === 'date' ? Math.floor(limit / DAY) * DAY : type === 'datetime' ? Math.floor(limit / 1000) * 1000 : limit;
      return operator === 'within' ? at >= cut : at < cut;
    }
  }
}

const COMPARED = ['less', 'atMost', 'greater', 'atLeast', 'between', 'outside'];

function patternOf(pattern: string): RegExp {
  const source = pattern.replace(/\\(.)|./gsu, (found, escaped?: string) => {
    if (found === '*') return '.*';
    return found === '?' ? '.' : (escaped ?? found).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  });
  return new RegExp(`^${source}$`, 'su');
}

function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  const text = String(value).replace(' ', 'T');
  return Date.parse(text.length === 10 || text.endsWith('Z') ? text : `${text}Z`);
}

/** Rows as the API shows them, with what is computed of them or has another name in searches. */
const withShare = (row: Row): Row => ({
  ...row,
  freePercent: Number(row.total) > 0 && typeof row.free === 'number' ? (100 * row.free) / Number(row.total) : null,
  systemCategory: row.category ?? null,
});

// Random searches, mostly with values that the fleet has.

type Pool = ReadonlyMap<string, readonly unknown[]>;

function valuesByField(fleet: readonly SampleAsset[]): Pool {
  return new Map(
    builtInFields.map(({ name }) => {
      const [section = '', column = ''] = name.split('.');
      const cells = fleet.flatMap((asset) =>
        section === 'asset'
          ? [asset.summary[column]]
          : (asset.sections[section] ?? []).map((row) => withShare(row)[column]),
      );
      return [name, cells.flat().filter((cell) => cell !== null && cell !== undefined)];
    }),
  );
}

const ODD_TEXTS = ['', 'a', '%', '_', '\\', "'", '"', '1.0', 'é', '[]', '--', 'firefox', 'DEBIAN', ' '];

function sampleValue({ name, type }: SearchField, operator: string, pool: Pool): fc.Arbitrary<SearchValue | undefined> {
  if (operator === 'empty' || operator === 'notEmpty') return fc.constant(undefined);
  if (operator === 'within' || operator === 'olderThan') return fc.integer({ min: 0, max: 1000 });
  if (operator === 'inNetwork') {
    return fc.constantFrom('192.0.2.0/30', '192.0.2.8/29', '192.0.2.5/32', '0.0.0.0/0', '2001:db8::/32', '::/0');
  }
  const known = pool.get(name) ?? [];
  if (operator === 'matches') {
    const some = fc.constantFrom(
      '*',
      '?',
      '*a*',
      '%',
      '_*',
      '\\\\*',
      '\\*',
      'x\\',
      '?e*',
      '*.*.*',
      '*12',
      '192.?.2.*',
      '[^]*',
    );
    const changed =
      known.length === 0 ? [] : [fc.constantFrom(...known).map((text) => String(text).replace(/[a-e0-2]/g, '?'))];
    return fc.oneof(some, ...changed, fc.string({ minLength: 1, maxLength: 4 }));
  }
  const one = () => {
    if (type === 'flag') return fc.boolean();
    if (type === 'group') return fc.integer({ min: 1, max: 5 });
    const some = known.length === 0 ? [] : [fc.constantFrom(...known)];
    if (type === 'integer') return fc.oneof(...some, fc.integer({ min: -5, max: 10_000 }));
    if (type === 'real') return fc.oneof(...some, fc.double({ min: -10, max: 10_000, noNaN: true }));
    if (type === 'version' && COMPARED.includes(operator)) {
      const digits = some.map((given) => given.filter((text) => versionKey(String(text)) !== null));
      return fc.oneof(...digits, fc.constantFrom('1.0.0', '1.9', '2.9', '10.0.19045', '115.10', '24.04~rc1', '2:1'));
    }
    if (type === 'text' || type === 'texts' || type === 'version') {
      const part = known.length === 0 ? [] : [fc.constantFrom(...known).map((text) => String(text).slice(1, 4))];
      const text = fc.oneof(...some, ...part, fc.constantFrom(...ODD_TEXTS), fc.string({ maxLength: 5 }));
      return text.map((given) => (given === '' && /contains|begins|ends|matches/.test(operator) ? 'x' : given));
    }
    const days = fc.constantFrom('2023-05-01', '2025-01-15', '2026-11-01', '2026-11-15', '1999-12-31');
    if (type === 'date') return fc.oneof(...some, days);
    return fc.oneof(...some, days, fc.constant('2026-10-06T12:00:00Z'));
  };
  const made = one() as fc.Arbitrary<string | number>;
  if (operator === 'oneOf') return fc.array(made, { minLength: 1, maxLength: 4 });
  if (operator === 'between' || operator === 'outside') return fc.tuple(made, made);
  return made;
}

type SearchValue = string | number | boolean | readonly (string | number)[];

function criterionOf(names: readonly string[], pool: Pool): fc.Arbitrary<SearchNode> {
  return fc.constantFrom(...names).chain((name) => {
    const field = fields.get(name);
    if (field === undefined) throw new Error(`There is no field ${name}`);
    return fc
      .constantFrom(...operatorsFor(field))
      .chain((operator) =>
        sampleValue(field, operator, pool).map((value) =>
          value === undefined ? { field: name, operator } : { field: name, operator, value },
        ),
      );
  });
}

function combined(leaf: fc.Arbitrary<SearchNode>): fc.Arbitrary<SearchNode> {
  const { node } = fc.letrec<{ node: SearchNode }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      leaf,
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((and) => ({ and })),
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((or) => ({ or })),
      tie('node').map((not) => ({ not })),
    ),
  }));
  return node;
}

function treeOf(pool: Pool): fc.Arbitrary<SearchNode> {
  const all = builtInFields.map(({ name }) => name);
  // Fields that the sample fills come up more often than the many others.
  const filled = all.filter((name) => (pool.get(name) ?? []).length > 0);
  const ofSection = (section: string) => all.filter((name) => name.startsWith(`${section}.`));
  const has = fc.constantFrom('software', 'drives', 'networks', 'bios').chain((section) =>
    fc.oneof(
      fc.constant({ has: section }),
      combined(criterionOf(ofSection(section), pool)).map((where) => ({ has: section, where })),
    ),
  );
  return combined(
    fc.oneof(
      { weight: 5, arbitrary: criterionOf(filled, pool) },
      { weight: 1, arbitrary: criterionOf(all, pool) },
      { weight: 3, arbitrary: has },
    ),
  );
}

function criterion(field: string, operator: string, value?: SearchValue): SearchNode {
  return (value === undefined ? { field, operator } : { field, operator, value }) as SearchNode; // also wrong ones, on purpose
}

function byNumber(a: unknown, b: unknown): number {
  return Number(String(a).slice(3)) - Number(String(b).slice(3));
}
