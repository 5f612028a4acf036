import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sections } from '@muster/protocol';
import { afterAll, describe, expect, test } from 'vitest';
import { type Db, openDatabase } from '../db/database.ts';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createAssetListRepository } from './asset-list-repository.ts';
import { createAssetRepository } from './asset-repository.ts';
import { createSectionRepository } from './section-repository.ts';
import { digestOf } from './section-writer.ts';
import { createSoftwareRepository } from './software-repository.ts';
import { allComputers } from './testing/all-computers.ts';

const PROGRAM = join(import.meta.dirname, 'testing', 'report-often.ts');
const PROCESSES = 3;
const TIMES = 30;
const run = promisify(execFile);

describe.each(enginesUnderTest())('several server processes on one $name', ({ name, create }) => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-processes-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A database that other processes can open too. */
  async function shared(): Promise<{ db: Db; location: string; dispose: () => Promise<void> }> {
    if (name === 'postgres') return await create();
    const location = join(folder, `${Math.random()}.db`);
    const db = await openDatabase(location);
    return { db, location, dispose: () => db.close() };
  }

  test('receive the same machines at once: one record each, rows and fingerprints in step', async () => {
    const { db, location, dispose } = await shared();
    const outcomes = await Promise.all(
      Array.from({ length: PROCESSES }, (_, seed) =>
        run(process.execPath, [PROGRAM, location, String(seed), String(TIMES)]),
      ),
    );
    expect(outcomes.map(({ stdout }) => stdout.trim())).toEqual(Array.from({ length: PROCESSES }, () => String(TIMES)));
    await expectWhole(db);
    await dispose();
  });

  test('a lock ends with the process that held it', async () => {
    const { db, location, dispose } = await shared();
    await run(process.execPath, [PROGRAM, location, '0', '3']);
    const holder = holdLock(location);
    await holder.holds;
    holder.process.kill('SIGKILL');
    // It would wait for ever, or give up, if the lock were still there.
    const { stdout } = await run(process.execPath, [PROGRAM, location, '1', '3']);
    expect(stdout.trim()).toBe('3');
    await expectWhole(db);
    await dispose();
  });
});

/** Each machine is there once, and what is stored about its drives is what its rows are. */
async function expectWhole(db: Db): Promise<void> {
  const assets = createAssetRepository(db);
  const rows = createSectionRepository(db, createSoftwareRepository(db));
  const ids = await createAssetListRepository(db).ids(db.kysely, allComputers);
  expect(ids).toHaveLength(3);
  for (const id of ids) {
    const stored = await rows.list(db.kysely, sections.drives, id);
    expect(stored).toHaveLength(5);
    const digest = digestOf(
      sections.drives,
      stored.map(({ row }) => row),
    );
    const state = (await assets.sectionStates(db.kysely, id)).get('drives');
    expect(state).toMatchObject({ fingerprint: digest.fingerprint, rowCount: 5 });
  }
}

/** A process that locks a machine and then does nothing any more. */
function holdLock(location: string) {
  const script = `
    const { openDatabase } = await import(${JSON.stringify(join(import.meta.dirname, '..', 'db', 'database.ts'))});
    const db = await openDatabase(${JSON.stringify(location)});
    await db.kysely.transaction().execute(async (trx) => {
      let query = trx.selectFrom('assets').selectAll();
      await (db.engine.rowLocks ? query.forUpdate() : query).execute();
      await trx.updateTable('assets').set({ name: 'half-done' }).execute();
      console.log('holds');
      await new Promise((resolve) => setTimeout(resolve, 600000));
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const holds = new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
  return { process: child, holds };
}
