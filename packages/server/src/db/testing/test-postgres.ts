import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** Where tests may create databases of their own; they name them `muster_test_…` and remove them. */
const POSTGRES = process.env.MUSTER_TEST_POSTGRES ?? 'postgres://root@127.0.0.1:5432/postgres';

/** A new database, empty or as its template is. */
export async function createPostgresDatabase({ template }: { readonly template?: string } = {}) {
  const name = `muster_test_${randomBytes(6).toString('hex')}`;
  await administrate(`create database ${name}${template === undefined ? '' : ` template ${template}`}`);
  return {
    name,
    location: Object.assign(new URL(POSTGRES), { pathname: `/${name}` }).href,
    drop: () => administrate(`drop database ${name} with (force)`),
  };
}

async function administrate(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: POSTGRES });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Whether TEST_ENGINES names PostgreSQL, as CI does. */
export function isPostgresTested(): boolean {
  return (process.env.TEST_ENGINES ?? 'sqlite').split(',').includes('postgres');
}
