// biome-ignore lint/correctness/noUnresolvedImports: built into Node since 22; the linter does not know it yet
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';

/**
 * Tables whose rows belong to one asset each. What is left out is of no asset, or is made anew (members of groups).
 *
 * `id`: they have a number of their own, which the database gives.
 */
const OWN_NUMBER: ReadonlySet<string> = new Set(['history', 'other_values']);
const OF_ASSETS =
  /^(section_\w+|asset_sections|history|other_values|device_ids|identity_evidence|admin_values|admin_states)$/;

/** Columns that must differ from copy to copy; the copy's number is put behind the text. */
const DISTINCT: Readonly<Record<string, readonly string[]>> = {
  assets: ['name', 'device_id', 'serial', 'user_name'],
  device_ids: ['device_id'],
  identity_evidence: ['value'],
};

/** A database as far as this needs it. */
type Engine = {
  columns(table: string): Promise<string[]>;
  tables(): Promise<string[]>;
  run(statement: string): Promise<void>;
  scalar(statement: string): Promise<number>;
  /** Numbers of new machines go on behind the copies; statistics are those of all rows. */
  settle(): Promise<void>;
  end(): Promise<void>;
};

/**
 * Makes `times` machines of each that is there, by SQL: letting 100,000 report takes an hour, copying them minutes.
 *
 * Copies have names, serial numbers and users of their own and all rows of their original, also its history. They cannot report.
 */
export async function multiply(location: string, times: number): Promise<void> {
  if (times <= 1) return;
  const db = /^postgres/.test(location) ? await postgres(location) : sqlite(location);
  try {
    const tables = (await db.tables()).filter((table) => OF_ASSETS.test(table));
    const span = await db.scalar('select max(id) from assets');
    for (let copy = 1; copy < times; copy += 1) {
      await db.run('begin');
      await copyRows(db, 'assets', 'id', copy * span, span, copy);
      for (const table of tables) await copyRows(db, table, 'asset_id', copy * span, span, copy);
      await db.run('commit');
    }
    await db.settle();
  } finally {
    await db.end();
  }
}

async function copyRows(db: Engine, table: string, key: string, by: number, span: number, copy: number): Promise<void> {
  const columns = (await db.columns(table)).filter(
    (column) => column === key || !(column === 'id' && OWN_NUMBER.has(table)),
  );
  const cells = columns.map((column) => {
    if (column === key) return `${column} + ${by}`;
    return DISTINCT[table]?.includes(column) ? `${column} || '-${copy}'` : column;
  });
  const names = columns.map((column) => `"${column}"`).join(', ');
  const values = cells.map((cell) => cell.replace(/^\w+/, (column) => `"${column}"`)).join(', ');
  await db.run(`insert into ${table} (${names}) select ${values} from ${table} where ${key} <= ${span}`);
}

function sqlite(location: string): Engine {
  const db = new DatabaseSync(location);
  db.exec('pragma synchronous = off; pragma cache_size = -500000; pragma foreign_keys = off');
  const all = (statement: string) => db.prepare(statement).all();
  return {
    tables: async () => all("select name from sqlite_master where type = 'table'").map(({ name }) => String(name)),
    columns: async (table) => all(`select name from pragma_table_info('${table}')`).map(({ name }) => String(name)),
    run: async (statement) => db.exec(statement),
    scalar: async (statement) => Number(Object.values(db.prepare(statement).get() ?? {})[0] ?? 0),
    settle: async () => db.exec('analyze'),
    end: async () => db.close(),
  };
}

async function postgres(location: string): Promise<Engine> {
  const client = new pg.Client({ connectionString: location });
  await client.connect();
  const texts = async (statement: string) =>
    (await client.query<{ name: string }>(statement)).rows.map(({ name }) => name);
  return {
    tables: () => texts('select tablename as name from pg_tables where schemaname = current_schema()'),
    columns: (table) =>
      texts(`select column_name as name from information_schema.columns where table_schema = current_schema()
        and table_name = '${table}' and is_generated = 'NEVER' order by ordinal_position`),
    async run(statement) {
      await client.query(statement);
    },
    scalar: async (statement) => Number(Object.values((await client.query(statement)).rows[0] ?? {})[0] ?? 0),
    async settle() {
      await client.query("select setval(pg_get_serial_sequence('assets', 'id'), (select max(id) from assets))");
      await client.query('vacuum analyze');
    },
    end: () => client.end(),
  };
}
