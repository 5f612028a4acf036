import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { decodeGlpiMessage, decodeText, decodeXmlRequest } from '@muster/protocol';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';
import { findFiles, readFileDocuments } from './find-files.ts';
import type { ImportOutcome } from './import-service.ts';
import { glpiInventory, ocsInventory } from './testing/inventories.ts';
import { makeZip } from './testing/make-zip.ts';

const MIB = 1024 * 1024;
const limits = { bodyBytes: 16 * MIB, inflatedBytes: 64 * MIB, zipFiles: 1000, zipBytes: 256 * MIB };
const root = resolve(import.meta.dirname, '../../../..');
const corpus = resolve(root, process.env.MUSTER_CORPUS ?? '../shared/corpus', 'inventories');
const hasCorpus = existsSync(corpus);
if (!hasCorpus) console.warn('No recorded inventories: set MUSTER_CORPUS to test with them.');

/** Where a test has no meaning it is not there: one that is skipped is a failure in CI. */
function noTest(_name: string, _run: () => Promise<void>): void {
  // Nothing to run.
}

describe.each(enginesUnderTest())('import on $name', ({ name: engine, create }) => {
  let server: TestApp;
  let disposeDatabase: () => Promise<void>;
  let dir: string;

  beforeEach(async () => {
    const { db, dispose } = await create();
    disposeDatabase = dispose;
    server = await createTestApp({ db, maxBodyBytes: 2 * MIB, clock: () => Date.UTC(2026, 10, 20) });
    dir = mkdtempSync(join(tmpdir(), 'muster-import-'));
  });
  afterEach(async () => {
    await server.close();
    await disposeDatabase();
    rmSync(dir, { recursive: true });
  });

  async function importFolder(path: string, options = {}): Promise<ImportOutcome[]> {
    async function* documents() {
      for (const file of await findFiles([path])) {
        if ('error' in file) yield { name: file.path, error: file.error };
        else yield* readFileDocuments(file.path, limits);
      }
    }
    const outcomes: ImportOutcome[] = [];
    for await (const one of server.services.imports.importAll(documents(), options)) outcomes.push(one);
    return outcomes;
  }

  const summary = (outcomes: readonly ImportOutcome[]) =>
    outcomes.map((one) => `${one.name.slice(dir.length + 1)} ${'error' in one ? one.error.code : one.deviceId}`);

  async function get(path: string) {
    const headers = { authorization: server.authorization };
    return (await server.app.inject({ url: `/api/v1${path}`, headers })).json();
  }

  async function upload(payload: Buffer | string, { type = 'image/png', query = '', signedIn = true } = {}) {
    return await server.app.inject({
      method: 'POST',
      url: `/api/v1/imports${query}`,
      payload,
      headers: {
        ...(type === '' ? {} : { 'content-type': type }),
        ...(signedIn ? { authorization: server.authorization } : {}),
      },
    });
  }

  async function fill(): Promise<void> {
    await mkdir(join(dir, 'sub/.hidden'), { recursive: true });
    writeFileSync(join(dir, 'a.ocs'), deflateSync(ocsInventory('pc-a')));
    writeFileSync(join(dir, 'b.txt'), 'not an inventory');
    writeFileSync(
      join(dir, 'c.zip'),
      makeZip([
        { name: 'pc-c.xml', bytes: ocsInventory('pc-c') },
        { name: 'x', bytes: '{' },
      ]),
    );
    writeFileSync(join(dir, 'sub/d.json.gz'), gzipSync(glpiInventory('pc-d')));
    writeFileSync(join(dir, 'sub/.hidden/e.xml'), ocsInventory('pc-e'));
    writeFileSync(join(dir, 'sub/prolog.xml'), '<REQUEST><DEVICEID>pc-f</DEVICEID><QUERY>PROLOG</QUERY></REQUEST>');
    symlinkSync(dir, join(dir, 'sub/circle'));
    symlinkSync(join(dir, 'nowhere'), join(dir, 'sub/dangling'));
  }

  test('reads folders to their ends, takes what is good, and says what is wrong with the rest', async () => {
    await fill();
    expect(summary(await importFolder(dir))).toEqual([
      'a.ocs pc-a-2026-11-20-08-00-00',
      'b.txt BODY_NOT_DECODABLE',
      'c.zip/pc-c.xml pc-c-2026-11-20-08-00-00',
      'c.zip/x JSON_NOT_WELL_FORMED',
      'sub/d.json.gz pc-d-2026-11-20-08-00-00',
      'sub/dangling FILE_UNREADABLE',
      'sub/prolog.xml MESSAGE_NOT_INVENTORY',
    ]);
    const { items } = await get('/assets?sort=name');
    expect(items).toMatchObject([
      { name: 'pc-a', softwareCount: 3, lastInventoryAt: '2026-11-20T00:00:00.000Z', agentFamily: 'ocs' },
      { name: 'pc-c', softwareCount: 3 },
      { name: 'pc-d', softwareCount: 1, agentFamily: 'glpi' },
    ]);
  });

  test('tells the date that an inventory gives itself, and orders nothing by it', async () => {
    await fill();
    const dates = (await importFolder(dir)).map((one) => ('error' in one ? null : one.madeAt));
    expect(dates.filter((date) => date !== null)).toEqual([
      '2026-11-05 08:00:00',
      '2026-11-05 08:00:00',
      '2026-11-19 23:59:58',
    ]);
  });

  test('the same files again are the same machines, unchanged', async () => {
    await fill();
    await importFolder(dir);
    const again = await importFolder(dir);
    expect(again.filter((one) => !('error' in one)).map((one) => 'created' in one && one.created)).toEqual([
      false,
      false,
      false,
    ]);
    const { items } = await get('/assets?sort=name');
    expect((await get(`/assets/${items[0].id}/changes`)).total).toBe(1);
  });

  test('a dry run stores nothing', async () => {
    await fill();
    const outcomes = await importFolder(dir, { dryRun: true });
    expect(outcomes).toHaveLength(7);
    expect((await get('/assets')).total).toBe(0);
  });

  test.skipIf(!hasCorpus)(
    'of every recorded inventory loses none, and mixes up no two machines',
    async () => {
      const deviceIds = new Set<string>();
      let unreadable = 0;
      for (const kind of ['xml', 'json']) {
        for (const name of readdirSync(join(corpus, kind))) {
          try {
            const text = decodeText(readFileSync(join(corpus, kind, name)));
            const message = text.startsWith('{') ? decodeGlpiMessage(text) : decodeXmlRequest(text);
            const isInventory = 'action' in message ? message.action === 'inventory' : message.query === 'INVENTORY';
            if (isInventory && message.deviceId !== null) deviceIds.add(message.deviceId);
            else unreadable += 1;
          } catch {
            unreadable += 1;
          }
        }
      }
      expect(deviceIds.size).toBeGreaterThan(10);
      const outcomes = [...(await importFolder(join(corpus, 'xml'))), ...(await importFolder(join(corpus, 'json')))];
      const failed = outcomes.filter((one) => 'error' in one);
      expect(failed).toHaveLength(unreadable);
      // A machine that was installed anew has several device ids, and is still one.
      const stored = await server.db.kysely.selectFrom('device_ids').select(['device_id', 'asset_id']).execute();
      expect(stored.map(({ device_id }) => device_id).sort()).toEqual([...deviceIds].sort());
      const hosts = Map.groupBy(stored, ({ asset_id }) => asset_id);
      for (const ids of hosts.values()) {
        expect(new Set(ids.map(({ device_id }) => device_id.replace(/(-\d+)+$/, ''))).size).toBe(1);
      }
      const assets = await server.db.kysely.selectFrom('assets').select('id').execute();
      expect(assets.map(({ id }) => id).sort()).toEqual([...hosts.keys()].sort());
    },
    120_000,
  );

  // SQLite says how large it may get; another engine's disk is not ours to fill.
  const onSqlite = engine === 'sqlite' ? test : noTest;
  onSqlite('when the disk is full stores no half of anything, and says so', async () => {
    for (let i = 0; i < 60; i += 1)
      writeFileSync(join(dir, `${100 + i}.xml`), ocsInventory(`pc-${i}`, { software: 500 }));
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(server.db.kysely);
    await sql`pragma max_page_count = ${sql.lit((rows[0]?.page_count ?? 0) + 150)}`.execute(server.db.kysely);
    const outcomes = await importFolder(dir);
    const failed = outcomes.filter((one) => 'error' in one);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThan(60);
    for (const one of failed)
      expect(one.error).toMatchObject({ code: 'DISK_FULL', message: expect.stringContaining('full') });
    const { items, total } = await get('/assets?limit=100');
    expect(total).toBe(60 - failed.length);
    for (const { id, softwareCount } of items) {
      expect(softwareCount).toBe(500);
      expect((await get(`/assets/${id}/sections/software?limit=1`)).total).toBe(500);
    }
    await sql`pragma max_page_count = 1000000`.execute(server.db.kysely);
    expect((await importFolder(dir)).filter((one) => 'error' in one)).toEqual([]);
    expect((await get('/assets')).total).toBe(60);
  });

  describe('by API', () => {
    test.each([
      { name: 'an .ocs file', payload: deflateSync(ocsInventory('pc-1')), type: 'application/octet-stream' },
      { name: 'XML called a form', payload: ocsInventory('pc-1'), type: 'application/x-www-form-urlencoded' },
      { name: 'XML called JSON', payload: ocsInventory('pc-1'), type: 'application/json' },
      { name: 'XML with a type that is none', payload: ocsInventory('pc-1'), type: ';;=' },
      { name: 'JSON without a type', payload: glpiInventory('pc-1'), type: '' },
      { name: 'a zip', payload: makeZip([{ name: 'a', bytes: ocsInventory('pc-1') }]), type: 'application/zip' },
    ])('takes $name', async ({ payload, type }) => {
      const reply = await upload(payload, { type });
      expect([reply.statusCode, reply.json()]).toMatchObject([
        200,
        { imported: 1, created: 1, machines: [{ assetId: expect.any(Number), created: true }], failed: [] },
      ]);
      expect((await get('/assets')).items).toMatchObject([{ name: 'pc-1' }]);
    });

    test('says which files of an archive failed, and why', async () => {
      const zip = makeZip([
        { name: 'a.xml', bytes: ocsInventory('pc-1') },
        { name: 'b.xml', bytes: '<html></html>' },
        { name: 'c.ocs', bytes: deflateSync(ocsInventory('pc-2')) },
      ]);
      expect((await upload(zip, { query: '?name=fleet.zip' })).json()).toEqual({
        imported: 2,
        created: 2,
        machines: [
          { name: 'fleet.zip/a.xml', assetId: expect.any(Number), created: true },
          { name: 'fleet.zip/c.ocs', assetId: expect.any(Number), created: true },
        ],
        failed: [
          {
            name: 'fleet.zip/b.xml',
            code: 'MESSAGE_SHAPE_WRONG',
            message: expect.stringContaining('REQUEST'),
            hint: expect.any(String),
          },
        ],
      });
      const { items } = await get('/audit?action=asset.import');
      expect(items).toMatchObject([{ actor: 'token:test', after: { name: 'fleet.zip', imported: 2, failed: 1 } }]);
    });

    test.each([
      { name: 'an empty body', payload: '', status: 400, code: 'BODY_EMPTY' },
      {
        name: 'more than a message may be',
        payload: Buffer.alloc(2 * MIB + 1, 60),
        status: 413,
        code: 'BODY_TOO_LARGE',
      },
    ])('refuses $name', async ({ payload, status, code }) => {
      const reply = await upload(payload);
      expect([reply.statusCode, reply.json().code]).toEqual([status, code]);
    });

    test('reports a file that is none, and stores nothing', async () => {
      const { failed } = (await upload(gzipSync(Buffer.alloc(100 * MIB)))).json();
      expect(failed).toMatchObject([{ name: 'file', code: 'BODY_INFLATED_TOO_LARGE' }]);
      expect((await get('/assets')).total).toBe(0);
    });

    test('is for who is signed in', async () => {
      expect((await upload(ocsInventory('pc-1'), { signedIn: false })).statusCode).toBe(401);
      expect((await get('/assets')).total).toBe(0);
    });
  });
});
