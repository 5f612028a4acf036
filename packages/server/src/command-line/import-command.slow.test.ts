import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { deflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Db, openDatabase } from '../db/database.ts';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp } from '../http/testing/test-app.ts';
import { ocsInventory } from '../import/testing/inventories.ts';
import { runCommandLine } from './run-command-line.ts';

const MAIN = join(import.meta.dirname, '../main.ts');

let dir: string;
let files: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'muster-import-'));
  files = join(dir, 'files');
  mkdirSync(files);
});
afterEach(() => rmSync(dir, { recursive: true }));

async function run(args: readonly string[], { watched = false } = {}) {
  const printed: string[] = [];
  const errors: string[] = [];
  const progress: string[] = [];
  const code = await runCommandLine(['import', ...args], {
    environment: { MUSTER_DATA: join(dir, 'data') },
    stop: AbortSignal.timeout(60_000),
    notify: () => undefined,
    terminal: {
      print: (text) => printed.push(text),
      printError: (text) => errors.push(text),
      readSecret: async () => '',
      ...(watched ? { showProgress: (line: string) => void progress.push(line) } : {}),
    },
  });
  return { code, printed: printed.join('\n'), errors: errors.join('\n'), progress };
}

describe('muster-server import', () => {
  test('imports folders and files, and says how many', async () => {
    writeFileSync(join(files, 'a.ocs'), deflateSync(ocsInventory('pc-a')));
    writeFileSync(join(files, 'b.xml'), ocsInventory('pc-b'));
    expect(await run([files, join(files, 'a.ocs')])).toEqual({
      code: 0,
      printed: 'Imported 3, failed 0 (new machines: 2)',
      errors: '',
      progress: [],
    });
    expect((await run([files])).printed).toBe('Imported 2, failed 0');
  });

  test('goes on after a bad file, names it with its reason, and ends with 1', async () => {
    writeFileSync(join(files, 'a.xml'), '<REQUEST><QUERY>');
    writeFileSync(join(files, 'b.xml'), ocsInventory('pc-b'));
    const { code, printed, errors } = await run([files, join(dir, 'nowhere')]);
    expect([code, printed]).toEqual([1, 'Imported 1, failed 2 (new machines: 1)']);
    expect(errors).toContain(`${join(files, 'a.xml')}: Cannot read the message`);
    expect(errors).toContain('(XML_NOT_WELL_FORMED)');
    expect(errors).toContain(`${join(dir, 'nowhere')}: Cannot read the file: ENOENT (FILE_UNREADABLE)`);
  });

  test('with --dry-run stores nothing, and lists by the dates of the inventories', async () => {
    writeFileSync(join(files, 'a.xml'), ocsInventory('pc-later')); // the date follows the length of the name
    writeFileSync(join(files, 'b.xml'), ocsInventory('pc'));
    const { code, printed } = await run([files, '--dry-run']);
    expect(code).toBe(0);
    expect(printed.split('\n').map((line) => line.replace(/ {2,}.*/, ''))).toEqual([
      'MADE',
      '2026-11-03 08:00:00',
      '2026-11-09 08:00:00',
      'Could import 2, failed 0. Nothing was stored.',
    ]);
    expect((await run([files])).printed).toContain('new machines: 2');
  });

  test('draws a bar on a terminal, and lets no file name steer it', async () => {
    writeFileSync(join(files, 'a.xml'), ocsInventory('pc-a'));
    writeFileSync(join(files, 'b\u001b[2J.xml'), 'x');
    const { progress, errors } = await run([files], { watched: true });
    expect(progress[0]).toBe(`[${'.'.repeat(30)}] 0 of 2 files, 0 imported, 0 failed`);
    expect(progress[1]).toBe(`[${'#'.repeat(15)}${'.'.repeat(15)}] 1 of 2 files, 1 imported, 0 failed`);
    expect(progress.at(-1)).toBe('');
    expect(errors).toContain('b\ufffd[2J.xml');
    expect(errors).not.toContain('\u001b');
  });

  test('works beside a server that is receiving', async () => {
    for (let i = 0; i < 40; i += 1) writeFileSync(join(files, `${i}.xml`), ocsInventory(`file-${i}`));
    mkdirSync(join(dir, 'data'));
    const db = await openDatabase(join(dir, 'data/muster.db'));
    const server = await createTestApp({ db });
    try {
      const receiving = (async () => {
        for (let i = 0; i < 40; i += 1) {
          const payload = ocsInventory(`agent-${i}`);
          const reply = await server.app.inject({ method: 'POST', url: '/ocsinventory', payload });
          expect(reply.statusCode).toBe(200);
        }
      })();
      const [{ printed }] = await Promise.all([run([files]), receiving]);
      expect(printed).toBe('Imported 40, failed 0 (new machines: 40)');
      const headers = { authorization: server.authorization };
      expect((await server.app.inject({ url: '/api/v1/assets', headers })).json().total).toBe(80);
      const audit = (await server.app.inject({ url: '/api/v1/audit?action=asset.import', headers })).json();
      expect(audit.items).toMatchObject([{ actor: 'command line', after: { imported: 40, created: 40, failed: 0 } }]);
    } finally {
      await server.close();
      await db.close();
    }
  });

  test('without files says how it is used', async () => {
    expect(await run([])).toMatchObject({ code: 2, errors: 'Use: muster-server import FILE|DIR… [--dry-run]' });
  });
});

/** Time until a killed import has stored some of its files. */
const WAIT_MS = 150_000;

describe.each(enginesUnderTest())('an import on $name that is killed half-way', ({ name, create }) => {
  test('leaves whole inventories only, and the next one completes it', { timeout: WAIT_MS * 4 }, async () => {
    const created = name === 'sqlite' ? null : await create();
    const location = created?.location ?? join(dir, 'import.db');
    const db: Db = created?.db ?? (await openDatabase(location));
    const software = 200;
    const machines = 400;
    for (let i = 0; i < machines; i += 1) {
      writeFileSync(join(files, `${i}.ocs`), deflateSync(ocsInventory(`pc-${i}`, { software })));
    }
    const start = () =>
      spawn(process.execPath, [MAIN, 'import', files, '--data', join(dir, 'data'), '--database', location], {
        stdio: 'ignore',
      });
    const count = async () =>
      Number(
        (
          await db.kysely
            .selectFrom('assets')
            .select((eb) => eb.fn.countAll().as('n'))
            .executeTakeFirst()
        )?.n,
      );
    try {
      const killed = start();
      const ended = once(killed, 'exit');
      const deadline = Date.now() + WAIT_MS;
      while ((await count()) < 20 && Date.now() < deadline) await sleep(10);
      killed.kill('SIGKILL');
      await ended;
      const stored = await count();
      expect(stored).toBeGreaterThanOrEqual(20);
      expect(stored).toBeLessThanOrEqual(machines); // all, if it was quicker than we looked
      expect(await incomplete(db, software)).toEqual([]);

      expect(await once(start(), 'exit')).toEqual([0, null]);
      expect(await count()).toBe(machines);
      expect(await incomplete(db, software)).toEqual([]);
    } finally {
      if (created === null) await db.close();
      else await created.dispose();
    }
  });
});

/** Assets that lack a part of what was imported. */
async function incomplete(db: Db, software: number): Promise<unknown[]> {
  const rows = await db.kysely
    .selectFrom('assets')
    .select(['name', 'software_count'])
    .select((eb) => [
      eb
        .selectFrom('asset_sections')
        .select((of) => of.fn.countAll<number>().as('n'))
        .whereRef('asset_id', '=', 'assets.id')
        .as('sections'),
      eb
        .selectFrom('history')
        .select((of) => of.fn.countAll<number>().as('n'))
        .whereRef('asset_id', '=', 'assets.id')
        .as('entries'),
      // biome-ignore lint/suspicious/noExplicitAny: tables of sections are not among Kysely's types
      (eb as any)
        .selectFrom('section_software')
        .select((of: typeof eb) => of.fn.countAll<number>().as('n'))
        .whereRef('asset_id', '=', 'assets.id')
        .as('rows'),
    ])
    .execute();
  return rows.filter(
    (row) => row.software_count !== software || row.sections !== 2 || row.entries !== 1 || row.rows !== software,
  );
}
