import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { enginesUnderTest } from './testing/engines.ts';

describe.each(enginesUnderTest())('openDatabase() on $name', ({ create, createEmpty }) => {
  test('migrates an empty database and keeps numbers numbers', async () => {
    const { db, dispose } = await createEmpty();
    const { rows } = await sql<{ n: number }>`select count(*) as n from assets`.execute(db.kysely);
    expect(rows).toEqual([{ n: 0 }]);
    await dispose();
  });

  test('a transaction that fails leaves nothing', async () => {
    const { db, dispose } = await create();
    const failing = db.kysely.transaction().execute(async (trx) => {
      await trx.insertInto('software_titles').values({ name: 'x', publisher: '', fingerprint: 'x' }).execute();
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await db.kysely.selectFrom('software_titles').selectAll().execute()).toEqual([]);
    await dispose();
  });

  test('rowsFromJson() gives typed rows', async () => {
    const { db, dispose } = await create();
    const rows = db.engine.rowsFromJson(
      [
        [1, 'a', null, 2.5],
        [2, 'é"\'', 'x', null],
      ],
      [
        { name: 'n', type: 'integer' },
        { name: 'order', type: 'text' },
        { name: 'c', type: 'text' },
        { name: 'd', type: 'real' },
      ],
    );
    const found = await sql`select * from ${rows}`.execute(db.kysely);
    expect(found.rows).toEqual([
      { n: 1, order: 'a', c: null, d: 2.5 },
      { n: 2, order: 'é"\'', c: 'x', d: null },
    ]);
    await dispose();
  });
});
