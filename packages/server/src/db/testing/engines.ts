import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type Db, openDatabase } from '../database.ts';

type EngineUnderTest = {
  readonly name: 'sqlite' | 'postgres';
  /** A new, empty database; `dispose` closes and removes it. */
  create(): Promise<{ db: Db; location: string; dispose(): Promise<void> }>;
};

/** Where tests may create databases of their own; they name them `muster_test_…` and remove them. */
const POSTGRES = process.env.MUSTER_TEST_POSTGRES ?? 'postgres://root@127.0.0.1:5432/postgres';

const sqliteInMemory: EngineUnderTest = {
  name: 'sqlite',
  async create() {
    const db = await openDatabase(':memory:');
    return { db, location: ':memory:', dispose: () => db.close() };
  },
};

const postgresDatabase: EngineUnderTest = {
  name: 'postgres',
  async create() {
    const name = `muster_test_${randomBytes(6).toString('hex')}`;
    await administrate(`create database ${name}`);
    const location = Object.assign(new URL(POSTGRES), { pathname: `/${name}` }).href;
    const db = await openDatabase(location);
    return {
      db,
      location,
      async dispose() {
        await db.close();
        await administrate(`drop database ${name} with (force)`);
      },
    };
  },
};

async function administrate(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: POSTGRES });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** SQLite always; PostgreSQL when TEST_ENGINES names it, as CI does. For `describe.each(enginesUnderTest())('$name', …)`. */
export function enginesUnderTest(): readonly EngineUnderTest[] {
  const wanted = (process.env.TEST_ENGINES ?? 'sqlite').split(',');
  return wanted.includes('postgres') ? [sqliteInMemory, postgresDatabase] : [sqliteInMemory];
}
