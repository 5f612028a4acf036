import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { onTestFinished } from 'vitest';

/** A folder of this test, gone after it. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-e2e-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const ADMINISTRATION = process.env.MUSTER_TEST_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** A new database of this test on the PostgreSQL for tests, dropped after it. Returns its address. */
export async function temporaryPostgres(): Promise<string> {
  const name = `muster_test_${randomBytes(6).toString('hex')}`;
  await administrate(`CREATE DATABASE ${name}`);
  onTestFinished(() => administrate(`DROP DATABASE ${name} WITH (FORCE)`));
  return Object.assign(new URL(ADMINISTRATION), { pathname: `/${name}` }).href;
}

async function administrate(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: ADMINISTRATION });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
