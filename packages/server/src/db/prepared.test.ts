import { expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { prepared } from './prepared.ts';

test('prepared() puts a statement together once, and runs it with the values given', async () => {
  const db = await openDatabase(':memory:');
  let made = 0;
  const add = prepared<{ name: string; publisher: string }, { id: number }>((param) => {
    made += 1;
    return db.kysely
      .insertInto('software_titles')
      .values({ name: param('name'), publisher: param('publisher'), fingerprint: param('name') })
      .returning('id')
      .compile();
  });
  expect((await add(db.kysely, { name: 'a', publisher: 'x' })).rows).toEqual([{ id: 1 }]);
  await db.kysely.transaction().execute((trx) => add(trx, { name: 'b', publisher: "o'y" }));
  expect(await db.kysely.selectFrom('software_titles').selectAll().execute()).toEqual([
    { id: 1, name: 'a', publisher: 'x', fingerprint: 'a' },
    { id: 2, name: 'b', publisher: "o'y", fingerprint: 'b' },
  ]);
  expect(made).toBe(1);
  await db.close();
});
