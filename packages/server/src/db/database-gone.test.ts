import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { databaseGone } from './database-gone.ts';
import { enginesUnderTest } from './testing/engines.ts';

const failure = (about: object, message = 'no') => Object.assign(new Error(message), about);
const UNREACHABLE = { code: 'DATABASE_UNREACHABLE', status: 503, details: { reason: 'it does not answer' } };

test.each([
  failure({ code: '57P03', severity: 'FATAL' }, 'the database system is starting up'),
  failure({ code: '08006', severity: 'FATAL' }),
  failure({}, 'Connection terminated unexpectedly'),
  new Error('a job failed', { cause: failure({ code: '57P01', severity: 'FATAL' }) }),
])('databaseGone() knows that the server went away: %s', (error) => {
  expect(databaseGone(error)).toMatchObject(UNREACHABLE);
});

test.each([
  failure({ code: 'ECONNREFUSED' }), // of a connection to somebody else
  failure({ code: '23505', severity: 'ERROR' }),
  failure({ code: 'ERR_SQLITE_ERROR', errcode: 5 }),
  null,
])('databaseGone() takes nothing else for it: %s', (error) => {
  expect(databaseGone(error)).toBeNull();
});

test('who starts the server is told why PostgreSQL cannot be reached', async () => {
  await expect(openDatabase('postgres://nobody@127.0.0.1:1/none')).rejects.toMatchObject({
    code: 'DATABASE_UNREACHABLE',
    details: { reason: expect.stringContaining('ECONNREFUSED') },
  });
});

test.runIf(enginesUnderTest().some(({ name }) => name === 'postgres'))(
  'a connection that PostgreSQL ends',
  async () => {
    const engine = enginesUnderTest().find(({ name }) => name === 'postgres');
    const { db, dispose } = (await engine?.create()) ?? {};
    if (db === undefined) throw new Error('there is no PostgreSQL');
    try {
      const ended = await sql`select pg_terminate_backend(pg_backend_pid())`.execute(db.kysely).catch((error) => error);
      expect(databaseGone(ended)).toMatchObject(UNREACHABLE);
      // The next statement may still be given the connection, which learns of its end a moment later.
      const one = () => sql`select 1 as one`.execute(db.kysely).then(({ rows }) => rows, databaseGone);
      await expect.poll(one, { timeout: 30_000 }).toEqual([{ one: 1 }]);
    } finally {
      await dispose?.();
    }
  },
);
