// Which databases the tests use, told to them in two variables: TEST_ENGINES and MUSTER_TEST_POSTGRES.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { problem, root } from './toolchain.mjs';

/** Where a PostgreSQL for tests is looked for. The user must be allowed to create databases; tests use none that exists. */
const usualPlaces = [
  'postgres://postgres@127.0.0.1:5432/postgres',
  'postgres://root@127.0.0.1:5432/postgres',
  'postgres:///postgres?host=/var/run/postgresql&user=root',
];

/**
 * Finds out which engines can be tested.
 *
 * @param wanted `sqlite`, `sqlite,postgres`, or undefined: PostgreSQL if one answers.
 * @returns Variables for the tests, and a notice for people when PostgreSQL is left out.
 */
export async function testEngines({ wanted = process.env.TEST_ENGINES } = {}) {
  if (wanted !== undefined && !wanted.split(',').includes('postgres'))
    return { env: { TEST_ENGINES: wanted }, notice: null };
  const given = process.env.MUSTER_TEST_POSTGRES;
  const places = given === undefined ? usualPlaces : [given];
  for (const url of places) {
    if (await answers(url))
      return { env: { TEST_ENGINES: 'sqlite,postgres', MUSTER_TEST_POSTGRES: url }, notice: null };
  }
  const notice = `no PostgreSQL for tests answers (${places.join(', ')}); set MUSTER_TEST_POSTGRES to name one`;
  if (wanted !== undefined) throw problem(`Cannot test on PostgreSQL: ${notice}`);
  return { env: { TEST_ENGINES: 'sqlite' }, notice: `PostgreSQL is skipped: ${notice}` };
}

async function answers(connectionString) {
  const { Client } = createRequire(join(root, 'packages', 'server', 'package.json'))('pg');
  const client = new Client({ connectionString, connectionTimeoutMillis: 20_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query(
      'SELECT rolcreatedb OR rolsuper AS may FROM pg_roles WHERE rolname = current_user',
    );
    return rows[0]?.may === true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
