import { sql } from 'kysely';
import { describe, expect, test, vi } from 'vitest';
import { openDatabase } from './database.ts';
import { enginesUnderTest } from './testing/engines.ts';

const shared = enginesUnderTest().filter(({ name }) => name === 'postgres'); // the engine for several processes

describe.each(shared)('connections to $name', ({ create }) => {
  const title = { name: 'x', publisher: '', fingerprint: 'x' };

  test('who hangs in a transaction loses its locks, and what it was writing is undone', async () => {
    const { db, location, dispose } = await create();
    await db.kysely.insertInto('software_titles').values(title).execute();
    const hanging = await openDatabase(location);
    hanging.limits.idleTransactionMs = 500;
    const hung = hanging.kysely.transaction().execute(async (trx) => {
      await trx.updateTable('software_titles').set({ name: 'half' }).execute();
      // It does nothing more until another one has had the row.
      await db.kysely.updateTable('software_titles').set({ publisher: 'other' }).execute();
      await trx.updateTable('software_titles').set({ name: 'whole' }).execute();
    });
    await expect(hung).rejects.toThrow();
    expect(await db.kysely.selectFrom('software_titles').select(['name', 'publisher']).execute()).toEqual([
      { name: 'x', publisher: 'other' },
    ]);
    await hanging.close();
    await dispose();
  });

  test('that the database ends are made anew; only the statement that needed one fails', async () => {
    const { db, location, dispose } = await create();
    const other = await openDatabase(location);
    const end = () =>
      sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'muster'
        and datname = current_database() and pid <> pg_backend_pid()`.execute(other.kysely);
    const count = () => sql`select 1 from assets`.execute(db.kysely);
    await count();
    await end(); // idle ones
    await vi.waitFor(count, { timeout: 150_000 });
    const failing = db.kysely.transaction().execute(async (trx) => {
      await sql`select 1`.execute(trx);
      await end();
      await vi.waitFor(
        () =>
          sql`select 1`.execute(trx).then(
            () => expect.fail('still there'),
            () => undefined,
          ),
        { timeout: 150_000 },
      );
      await sql`select 1`.execute(trx);
    });
    await expect(failing).rejects.toThrow();
    await vi.waitFor(count, { timeout: 150_000 });
    await other.close();
    await dispose();
  });
});

test.each(enginesUnderTest())('a database on $name has limits that may be changed', async ({ create }) => {
  const { db, dispose } = await create();
  expect(db.limits.idleTransactionMs).toBeGreaterThan(0);
  await dispose();
});
