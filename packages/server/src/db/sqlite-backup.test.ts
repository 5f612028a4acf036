import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Db, openDatabase } from './database.ts';
import { backUpSqlite } from './sqlite-backup.ts';

let folder: string;
let db: Db;
const at = (name: string) => join(folder, name);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'muster-backup-'));
  db = await openDatabase(at('muster.db'));
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true });
});

const addUser = (name: string, executor: Pick<Db['kysely'], 'insertInto'> = db.kysely) =>
  executor.insertInto('users').values({ name, name_key: name, password_hash: null, created_at: 1 }).execute();

test('a backup beside a running server is its state of one moment, and the server knows of it', async () => {
  await addUser('ada');
  const made = await db.kysely.transaction().execute(async (trx) => {
    await addUser('not yet', trx);
    return await backUpSqlite(at('muster.db'), at('copy.db'), { busyMs: 0 });
  });
  expect(made).toMatchObject({ file: at('copy.db'), isNoted: false }); // a writer that does not end keeps the note out, not the copy
  const { bytes, file, isNoted } = await backUpSqlite(at('muster.db'), at('later.db'), { clock: () => 2000 });
  expect(isNoted).toBe(true);
  expect(await db.kysely.selectFrom('backups').selectAll().execute()).toEqual([
    { id: 1, at: 2000, file, bytes, duration_ms: 0 },
  ]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const copy = await openDatabase(at('copy.db'));
  expect(await copy.kysely.selectFrom('users').select('name').execute()).toEqual([{ name: 'ada' }]);
  await copy.close();
});

test('nothing is overwritten, and what failed leaves nothing behind', async () => {
  writeFileSync(at('mine'), 'precious');
  await expect(backUpSqlite(at('muster.db'), at('mine'))).rejects.toMatchObject({ code: 'BACKUP_FAILED' });
  await expect(backUpSqlite(at('none.db'), at('copy'))).rejects.toMatchObject({ code: 'BACKUP_FAILED' });
  await expect(backUpSqlite(at('muster.db'), at('no/folder'))).rejects.toMatchObject({
    code: 'BACKUP_FAILED',
  });
  writeFileSync(at('broken.db'), Buffer.alloc(100_000, 7));
  await expect(backUpSqlite(at('broken.db'), at('copy'))).rejects.toMatchObject({ code: 'BACKUP_FAILED' });
  expect(existsSync(at('copy')) || existsSync(at('copy.unfinished')) || existsSync(at('none.db'))).toBe(false);
  expect(statSync(at('mine')).size).toBe(8);
});
