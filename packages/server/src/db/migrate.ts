import { AppError } from '@muster/protocol';
import { type Kysely, sql } from 'kysely';
import type { Db } from './database.ts';
import type { Engine } from './engine.ts';
import { migrations } from './migrations/index.ts';
import type { Tables } from './tables.ts';

/** One step of the schema. Frozen once released: a later change is a later migration. */
export type Migration = {
  /** `NNNN-what`, in ascending order. */
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: a migration sees the schema of its own time, which no type describes
  up(db: Kysely<any>, engine: Engine): Promise<void>;
};

export type MigrationTables = { migrations: { name: string; applied_at: number } };

/** Any number, the same in every process: who migrates a PostgreSQL database first keeps the others waiting. */
const LOCK = 7_231_401;

/**
 * Applies what is missing, all of it or nothing.
 *
 * @throws {AppError} `DATABASE_NEWER` when the database has a migration that this version does not know.
 */
export async function migrate({ kysely, engine }: Pick<Db, 'kysely' | 'engine'>): Promise<void> {
  await kysely.transaction().execute(async (trx) => {
    if (engine.rowLocks) await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(trx);
    await trx.schema
      .createTable('migrations')
      .ifNotExists()
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('applied_at', sql.raw(engine.types.time), (c) => c.notNull())
      .execute();
    const rows = await trx.selectFrom('migrations').select('name').orderBy('name').execute();
    const applied = rows.map((row) => row.name);
    const unknown = applied.find((name) => !migrations.some((migration) => migration.name === name));
    if (unknown !== undefined) {
      throw new AppError('DATABASE_NEWER', { found: unknown, known: migrations.at(-1)?.name ?? 'none' });
    }
    for (const migration of migrations.filter(({ name }) => !applied.includes(name))) {
      await migration.up(trx as unknown as Kysely<Tables>, engine);
      await trx.insertInto('migrations').values({ name: migration.name, applied_at: Date.now() }).execute();
    }
  });
}
