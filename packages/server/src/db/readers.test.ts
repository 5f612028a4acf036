import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Db, openDatabase } from './database.ts';

let folder: string;
let db: Db;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'muster-readers-'));
  db = await openDatabase(join(folder, 'x.sqlite'));
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true });
});

const title = { name: 'bash', publisher: '', fingerprint: 'x' };
const questions = {
  select: sql<{ n: number }>`select count(*) as n from software_titles`,
  with: sql<{ n: number }>`with found as materialized (select 1 from software_titles) select count(*) as n from found`,
};

test.each(Object.keys(questions) as (keyof typeof questions)[])('"%s" waits for nobody who writes', async (kind) => {
  const ask = async () => (await questions[kind].execute(db.kysely)).rows[0]?.n;
  await db.kysely.transaction().execute(async (trx) => {
    await trx.insertInto('software_titles').values(title).execute();
    // It would wait for ever for the end of the transaction that waits for it.
    expect(await ask()).toBe(0);
  });
  expect(await ask()).toBe(1);
});

test('"with" that writes is stored', async () => {
  await sql`with given(name) as (select 'zsh') insert into software_titles (name, publisher, fingerprint)
    select name, '', name from given`.execute(db.kysely);
  expect(await db.kysely.selectFrom('software_titles').select('name').execute()).toEqual([{ name: 'zsh' }]);
});
