import { versionKey } from '@muster/protocol';
import { addressKey, networkKeys, networkTexts, parseNetwork } from '@muster/protocol/query';
import { sql } from 'kysely';
import { INDEXED_LENGTH } from '../asset-texts.ts';
import type { Engine, StoredSchema } from '../engine.ts';
import { containing } from '../like.ts';
import { NodeSqliteDialect } from '../node-sqlite-dialect.ts';

/** Characters of a long text that the index is asked for. */
const PHRASE = 12;

/** SQLite: one file, one writer. The embedded default, also for tests and the demo. */
export const sqlite: Engine = {
  name: 'sqlite',
  types: {
    text: 'text',
    integer: 'integer',
    real: 'real',
    flag: 'integer',
    date: 'text',
    datetime: 'text',
    texts: 'text',
    id: 'integer primary key',
    autoId: 'integer primary key autoincrement',
    reference: 'integer',
    time: 'integer',
    bytes: 'blob',
  },
  clustered: 'without rowid',
  rowLocks: false,
  async lockKeys() {
    // There is one writer at a time, in all processes: BEGIN IMMEDIATE.
  },
  caseless: 'like', // SQLite's LIKE ignores the case of ASCII letters only
  versionKey: (version) => sql`version_key(${version})`,
  inNetwork(address, network) {
    const parsed = parseNetwork(network);
    if (parsed === null) return sql<boolean>`(1 = 0)`;
    const { first, last } = networkKeys(parsed);
    const texts = networkTexts(parsed);
    const near = texts === null ? sql`` : sql`${address} >= ${texts.from} and ${address} < ${texts.before} and `;
    return sql<boolean>`(${near}coalesce(address_key(${address}), '') between ${first} and ${last})`;
  },
  assetsWithText(text) {
    const characters = [...text];
    const like = sql`text like ${containing(text)} escape '\\'`;
    if (characters.length < INDEXED_LENGTH) return sql`(select rowid from asset_texts where ${like})`;
    // A phrase of the index is any run of characters; within it nothing but the quotation mark means anything. Of a long text the
    // end tells most, and the index is asked for each three characters of it.
    const phrase = `"${characters.slice(-PHRASE).join('').replace(/"/g, '""')}"`;
    const rest = characters.length > PHRASE ? sql` and ${like}` : sql``;
    return sql`(select rowid from asset_texts where asset_texts match ${phrase}${rest})`;
  },
  amongFound: (value, subquery) => sql<boolean>`${value} in (${subquery})`,
  apart: sql``, // comparing is quick: values that do not match need not be told from one another
  byBytes: (text) => text,
  accepts: (location) => !/^[a-z]+:\/\//i.test(location),
  dialect: (location, { image, isDurable }) =>
    new NodeSqliteDialect({
      location,
      ...(image && { image }),
      functions: {
        version_key: (version) => (typeof version === 'string' ? versionKey(version) : null),
        address_key: (address) => (typeof address === 'string' ? addressKey(address) : null),
      },
      pragmas: [
        'journal_mode = WAL', // readers must not wait for an inventory being written
        `synchronous = ${isDurable ? 'FULL' : 'OFF'}`, // FULL: what was answered with success survives a power cut; costs 0.2 ms a commit
        'foreign_keys = ON', // a promise of ours, not of the driver's default
        'wal_autocheckpoint = 8000', // pages of 4 KiB; pages written by many inventories in a row are then copied once
        'busy_timeout = 10000', // ms; the command line may write beside the server
        'cache_size = -65536', // 64 MiB
        'temp_store = MEMORY',
      ],
    }),
  // SQLITE_FULL, and SQLITE_IOERR_SHMSIZE where the memory that processes share lies on the full disk. Source: SQLite result codes.
  isGone: () => false, // a file
  isFull: (error) => 'errcode' in error && (error.errcode === 13 || error.errcode === 4874),
  signals: () => null, // one server process; the command line may work beside it
  presence: () => null,
  rowsFromJson(rows, columns) {
    const json = Array.isArray(rows) ? JSON.stringify(rows) : rows;
    const values = columns.map((column, i) => sql`value ->> ${sql.lit(i)} as ${sql.ref(column.name)}`);
    return sql`(select ${sql.join(values)} from json_each(${json}))`;
  },
  textsFromJson: (values) => sql`(select value from json_each(${JSON.stringify(values)}))`,
  textsOf: (column) => sql`json_each(${column})`,
  async readFacts(db) {
    const { rows } = await sql<{ version: string; bytes: number }>`
      select sqlite_version() as version, c.page_count * s.page_size as bytes
      from pragma_page_count() c, pragma_page_size() s`.execute(db);
    return rows[0] ?? { version: '', bytes: 0 };
  },
  async readSchema(db) {
    const found = await sql<{ table_name: string; column_name: string; data_type: string }>`
      select m.name as table_name, c.name as column_name, lower(c.type) as data_type
      from sqlite_master m join pragma_table_info(m.name) c
      where m.type = 'table' and m.name not like 'sqlite_%' order by m.name, c.cid`.execute(db);
    const schema: Record<string, Record<string, string>> = {};
    for (const row of found.rows) {
      const table = schema[row.table_name] ?? {};
      table[row.column_name] = row.data_type;
      schema[row.table_name] = table;
    }
    return schema satisfies StoredSchema;
  },
};
