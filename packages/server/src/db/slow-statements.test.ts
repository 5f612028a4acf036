import { expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { createSlowStatements } from './slow-statements.ts';

const options = { thresholdMs: 100, most: 2, clock: () => 5 };

test('slow statements are counted by their text; lists of any length are one', () => {
  const slow = createSlowStatements(options);
  slow.note('select 1', 99.9);
  slow.note('select *\n  from a where id in ($1, $2, $3, $4)', 100);
  slow.note('select * from a where id in (?, ?, ?, ?, ?)', 300);
  expect(slow.list()).toEqual([
    { sql: 'select * from a where id in (?, …)', count: 2, slowestMs: 300, totalMs: 400, lastAt: 5 },
  ]);
});

test('the slowest stay when there are too many', () => {
  const slow = createSlowStatements(options);
  for (const [text, ms] of [
    ['a', 300],
    ['b', 200],
    ['c', 400],
  ] as const) {
    slow.note(text, ms);
  }
  expect(slow.list().map(({ sql }) => sql)).toEqual(['c', 'a']);
});

test('a database notes its statements without their values', async () => {
  const db = await openDatabase(':memory:', {
    slow: createSlowStatements({ ...options, thresholdMs: 0, most: 1000 }),
  });
  await db.kysely.selectFrom('users').selectAll().where('name', '=', 'a secret').execute();
  const told = JSON.stringify(db.slow.list());
  expect(told).toContain('from \\"users\\" where \\"name\\" = ?');
  expect(told).not.toContain('a secret');
  await db.close();
});
