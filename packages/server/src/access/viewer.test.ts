import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTwoSites, MARKS, type TwoSites } from './testing/two-sites.ts';

const WAIT_MS = 300_000;
/** A number of nothing. */
const NOTHING = 987_654;

type Parameter = {
  readonly in: 'path' | 'query';
  readonly name: string;
  readonly required?: boolean;
  readonly schema: { readonly enum?: readonly string[]; readonly type?: string };
};
type Operation = { readonly operationId: string; readonly parameters?: readonly Parameter[] };

/** Streams that do not end, and what tells of no machine at all. */
const LEFT_OUT = new Set(['eventStream']);

/** Values for parameters that have no list of their own. A route with another one says here what to ask it for. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  q: ['MACHINE', 'shared'],
  limit: ['50'],
  at: ['2026-11-20T00:30:00Z'],
  query: ['', 'name:MACHINE'],
  value: ['', 'shared'],
  section: ['', 'software', 'adminData'],
  from: ['2026-01-01T00:00:00Z'],
  name: ['', 'MACHINE'],
  target: ['', 'asset'],
  days: ['30'],
  headings: [],
};

describe.each(enginesUnderTest())('who may see the machines of one TAG, on $name', ({ create }) => {
  let sites: TwoSites;
  let disposeDatabase: () => Promise<void>;
  /** Texts that may be searched, and be columns. */
  let fields: string[];
  let operations: { readonly path: string; readonly operation: Operation }[];

  beforeAll(async () => {
    const { db, dispose } = await create();
    disposeDatabase = dispose;
    sites = await createTwoSites(db);
    const { items } = (await sites.all('GET', '/search/fields')).body;
    const isText = ({ type }: { type: string }) => type === 'text' || type === 'version';
    fields = items.filter(isText).map(({ name }: { name: string }) => name);
    const document = (await sites.app.inject({ url: '/api/v1/openapi.json' })).json();
    operations = Object.entries<Record<string, Operation>>(document.paths).flatMap(([path, { get }]) =>
      get === undefined || LEFT_OUT.has(get.operationId) ? [] : [{ path, operation: get }],
    );
  }, WAIT_MS);
  afterAll(async () => {
    await sites?.close();
    await disposeDatabase?.();
  });

  async function read(url: string, authorization = `Bearer ${sites.narrowToken}`) {
    const headers = { authorization };
    const { statusCode, rawPayload } = await sites.app.inject({ url, headers });
    return { status: statusCode, text: rawPayload.toString('utf8') };
  }

  /** What a number in a path may be: of something of each site. */
  function inPath(name: string, { schema }: Parameter): readonly (string | number)[] {
    if (schema.enum !== undefined) return schema.enum;
    const key = name.replace(/Id$/, '');
    const values = [sites.known.A[key], sites.known.B[key]].filter((one) => one !== undefined);
    expect(values, `testing/two-sites.ts makes something for {${name}}`).not.toEqual([]);
    return values;
  }

  /** Addresses by which a route is asked. */
  function addresses({ path, operation }: (typeof operations)[number]): string[] {
    const { parameters = [] } = operation;
    let paths = [path];
    for (const one of parameters.filter((parameter) => parameter.in === 'path')) {
      paths = paths.flatMap((url) => inPath(one.name, one).map((value) => url.replace(`{${one.name}}`, String(value))));
    }
    const asked = parameters.filter((parameter) => parameter.in === 'query');
    const ids = `${sites.ids.A.plain},${sites.ids.B.plain}`;
    const valuesOf = ({ name, schema, required }: Parameter): readonly string[] => {
      if (name === 'ids') return [ids];
      if (name === 'field') return fields;
      if (name === 'columns')
        return Array.from({ length: 20 }, (_, i) => fields.filter((__, j) => j % 20 === i).join());
      if (name === 'with') return [String(sites.ids.B.plain)];
      if (schema.enum !== undefined) return schema.enum;
      if (required === true) expect(ASKED[name], `ASKED says what "${name}" may be`).toBeDefined();
      return (ASKED[name] ?? []).filter((value) => required !== true || value !== '');
    };
    // Each parameter in turn, beside those that must be there.
    const always = asked.filter(({ required, name }) => required === true || name === 'limit');
    const base = new Map(always.map((one) => [one.name, valuesOf(one)[0] ?? '']));
    const queries = [base];
    for (const one of asked) for (const value of valuesOf(one)) queries.push(new Map([...base, [one.name, value]]));
    return paths.flatMap((url) => [...new Set(queries.map((query) => `${url}?${new URLSearchParams([...query])}`))]);
  }

  test('nothing that any route tells is of other machines', { timeout: WAIT_MS }, async () => {
    const told: string[] = [];
    const kinds = { own: new Set<string>(), others: new Set<string>() };
    for (const one of operations) {
      for (const url of addresses(one)) {
        const { status, text } = await read(url);
        expect(status, `${url} ${text}`).toBeLessThan(500);
        if (/AMACHINE/.test(text)) kinds.own.add(one.path);
        if (MARKS.test((await read(url, sites.authorization)).text)) kinds.others.add(one.path);
        const mark = MARKS.exec(text);
        if (mark !== null) told.push(`${url}: …${text.slice(Math.max(0, mark.index - 100), mark.index + 60)}…`);
        told.push(...numbersTold(url, text));
      }
    }
    expect(told).toEqual([]);
    // Who sees everything is told of both, and they of what is theirs by as many routes.
    expect([...kinds.others].filter((path) => !kinds.own.has(path))).toEqual([]);
    expect(kinds.own.size).toBeGreaterThan(40);
  });

  test('a machine of others is a number of nothing', { timeout: WAIT_MS }, async () => {
    const { plain } = sites.ids.B;
    const about = operations.filter(({ path }) => path.includes('{assetId}'));
    expect(about.length).toBeGreaterThan(10);
    for (const one of about) {
      for (const url of addresses(one).filter((address) => address.includes(`/assets/${plain}`))) {
        const theirs = await read(url);
        const nothing = await read(url.replace(`/assets/${plain}`, `/assets/${NOTHING}`));
        const numbers = new RegExp(`\\b(${plain}|${NOTHING})\\b`, 'g');
        const told = ({ text }: typeof theirs) => text.replace(/"requestId":"[^"]*"/, '').replace(numbers, '#');
        expect(told(theirs), url).toBe(told(nothing));
        expect(theirs.status, url).toBe(nothing.status);
      }
    }
  });

  test('numbers are of what they see', async () => {
    const { narrow, all, known, ids } = sites;
    const own = 6; // eight, without the one that was merged and the one that was deleted
    expect((await narrow('GET', '/assets?archived=include&limit=100')).body.total).toBe(own);
    expect((await narrow('GET', `/groups/${known.B.group}`)).body.members).toBe(0);
    expect((await narrow('GET', `/groups/${known.A.group}`)).body.members).toBe(2);
    const titleOf = async (ask: typeof all) => (await ask('GET', '/software?q=shared')).body.items[0];
    expect(await titleOf(narrow)).toMatchObject({ name: 'shared tool', machines: own - 1, versions: 1 });
    expect(await titleOf(all)).toMatchObject({ name: 'shared tool', machines: 2 * (own - 1), versions: 2 });
    expect((await narrow('GET', '/software?installed=all&limit=100')).body.total).toBe(3);
    expect((await narrow('GET', '/blacklists/serial/effect?value=TWIN-SERIAL')).body.assets).toBe(1);
    expect((await all('GET', '/blacklists/serial/effect?value=TWIN-SERIAL')).body.assets).toBe(2);
    expect((await narrow('GET', '/admin-fields/usage')).body.items.at(-1).machines).toBe(1);
    expect((await narrow('GET', '/merges')).body).toMatchObject({ total: 1, items: [{ survivorId: ids.A.survivor }] });
    expect((await narrow('GET', '/deletions')).body).toMatchObject({ total: 1, items: [{ deleted: ids.A.merged }] });
    expect((await all('GET', '/deletions')).body.total).toBe(4);
    expect((await narrow('GET', '/mass-actions')).body).toMatchObject({
      total: 1,
      items: [{ id: known.A.massAction }],
    });
    expect((await narrow('GET', '/suspicions?state=ignored')).body.total).toBe(1);
    expect((await narrow('GET', '/network-devices')).body.items.map(({ name }: { name: string }) => name)).toEqual([
      'AMACHINE-printer',
    ]);
  });

  test('the audit trail tells of their machines alone', async () => {
    const { items } = (await sites.narrow('GET', '/audit?limit=500')).body;
    const targets = new Set(items.map(({ target }: { target: string }) => target));
    expect(targets).toEqual(new Set([sites.ids.A.plain, sites.ids.A.archived].map((id) => `asset ${id}`)));
    const { actions } = (await sites.narrow('GET', '/audit/names')).body;
    expect(actions).toContain('note.add');
    expect(actions).not.toContain('setting.set');
  });

  test('events tell of their machines alone', async () => {
    const { app, ids, known, narrowToken, services } = sites;
    const headers = { authorization: `Bearer ${narrowToken}` };
    const answer = await app.inject({ url: '/api/v1/events', headers, payloadAsStream: true });
    const told = (id: number, type = 'asset') => services.events.publish({ type, data: { id, kind: 'updated' } });
    for (const id of Object.values(ids.B)) told(id);
    told(known.B.massAction ?? 0, 'massAction');
    told(known.A.massAction ?? 0, 'massAction');
    told(ids.A.archived);
    const reader = answer.stream().setEncoding('utf8');
    let text = '';
    for await (const chunk of reader) {
      text += String(chunk);
      if (text.includes(`"id":${ids.A.archived},`)) break;
    }
    const numbers = [...text.matchAll(/"id":(\d+)/g)].map(([, id]) => Number(id));
    expect(numbers).toEqual([known.A.massAction, ids.A.archived]);
  });

  test('the interfaces of OCS Inventory end there too', async () => {
    const { ids } = sites;
    const own = Object.values(ids.A).filter((id) => id !== ids.A.merged && id !== ids.A.deleted);
    const listed = JSON.parse((await read('/ocsapi/v1/computers/listID')).text);
    expect(listed.map(({ ID }: { ID: number }) => ID)).toEqual(own.sort((a, b) => a - b));
    const urls = [
      ...['/computers?limit=100', '/computers/lastupdate/86400', '/computers/search?limit=100', '/softwares?limit=100'],
      ...['/computers/search?TAG=B', '/ipdiscover', '/ipdiscover/tag/B', '/ipdiscover/network/198.51.100.0'],
      ...[`/computer/${ids.B.plain}`, `/computer/${ids.B.plain}/hardware`, `/computer/${ids.A.plain}`],
    ];
    for (const url of urls) {
      const { status, text } = await read(`/ocsapi/v1${url}`);
      expect(status, url).toBe(url.startsWith(`/computer/${ids.B.plain}`) ? 404 : 200);
      expect(text.replaceAll('BMACHINE-9', ''), url).not.toMatch(/BMACHINE|BBBBBBBB-|02:bb:/i);
      expect(numbersTold(url, text)).toEqual([]);
    }
  });

  /** Places in an answer where a machine of B has its number. */
  function numbersTold(url: string, text: string): string[] {
    if (!text.startsWith('{') && !text.startsWith('[')) return [];
    const theirs = new Set(Object.values(sites.ids.B));
    const found: string[] = [];
    JSON.parse(text, function (this: { deviceId?: unknown }, key, value) {
      const isNumber = NUMBERS.has(key) || (key === 'id' && this.deviceId !== undefined);
      const isTold = theirs.has(value) && isNumber;
      const asked = url.includes(`/${value}/`) || url.includes(`/${value}?`) || url.includes(`=${value}`);
      if (isTold && !asked) found.push(`${url}: ${key} ${value}`);
      if (key === 'assetIds' && Array.isArray(value) && value.some((id) => theirs.has(id)))
        found.push(`${url}: ${key}`);
      return value;
    });
    return found;
  }
});

const NUMBERS = new Set(['assetId', 'survivorId', 'mergedId', 'deleted', 'equivalent', 'ID', 'mergedInto']);
