import { inject } from 'vitest';
import { type Db, openDatabase } from '../database.ts';
import { migratedImage } from './migrated-image.ts';
import { createPostgresDatabase, isPostgresTested } from './test-postgres.ts';

type Made = { readonly db: Db; readonly location: string; dispose(): Promise<void> };

type EngineUnderTest = {
  readonly name: 'sqlite' | 'postgres';
  /** A new database without rows; `dispose` closes and removes it. */
  create(): Promise<Made>;
  /** The same, migrated here and not copied from one that was. */
  createEmpty(): Promise<Made>;
};

const sqliteInMemory: EngineUnderTest = {
  name: 'sqlite',
  create: async () => inMemory(await openDatabase(':memory:', { image: await migratedImage() })),
  createEmpty: async () => inMemory(await openDatabase(':memory:')),
};

const inMemory = (db: Db): Made => ({ db, location: ':memory:', dispose: () => db.close() });

const postgresDatabase: EngineUnderTest = {
  name: 'postgres',
  create: () => inPostgres({ template: inject('postgresTemplate') }),
  createEmpty: () => inPostgres(),
};

async function inPostgres(like?: { readonly template: string }): Promise<Made> {
  const { location, drop } = await createPostgresDatabase(like);
  const db = await openDatabase(location);
  return {
    db,
    location,
    async dispose() {
      await db.close();
      await drop();
    },
  };
}

/** SQLite always; PostgreSQL when TEST_ENGINES names it, as CI does. For `describe.each(enginesUnderTest())('$name', …)`. */
export function enginesUnderTest(): readonly EngineUnderTest[] {
  return isPostgresTested() ? [sqliteInMemory, postgresDatabase] : [sqliteInMemory];
}
