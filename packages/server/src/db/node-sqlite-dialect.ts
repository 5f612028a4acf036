// biome-ignore lint/correctness/noUnresolvedImports: built into Node since 22; the linter does not know it yet
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

/** Statements kept compiled for each connection; the program has some 300 in all. */
const CACHED_STATEMENTS = 500;

type Options = {
  /** A file, or `:memory:`. */
  readonly location: string;
  /** Run on each new connection. */
  readonly pragmas: readonly string[];
};

/**
 * Kysely over Node's own SQLite.
 *
 * One connection writes, another reads, so that a page of the console does not wait for an inventory that is being written:
 * with WAL a reader sees the last committed state. Transactions, and single statements that write, queue for the writer.
 */
export class NodeSqliteDialect implements Dialect {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  createAdapter(): DialectAdapter {
    return new SqliteAdapter();
  }

  createDriver(): Driver {
    return new NodeSqliteDriver(this.#options);
  }

  // biome-ignore lint/suspicious/noExplicitAny: the signature is Kysely's
  createIntrospector(db: Kysely<any>): DatabaseIntrospector {
    return new SqliteIntrospector(db);
  }

  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler();
  }
}

class NodeSqliteDriver implements Driver {
  readonly #options: Options;
  #writer: StatementCache | undefined;
  #reader: StatementCache | undefined;
  readonly #turns = new Turns();

  constructor(options: Options) {
    this.#options = options;
  }

  async init(): Promise<void> {
    this.#writer = this.#open();
    // Each connection to ":memory:" would be a database of its own.
    this.#reader = this.#options.location === ':memory:' ? undefined : this.#open();
  }

  #open(): StatementCache {
    const database = new DatabaseSync(this.#options.location);
    for (const pragma of this.#options.pragmas) database.exec(`PRAGMA ${pragma}`);
    return new StatementCache(database);
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#writer === undefined) throw new Error('The database is closed');
    return new NodeSqliteConnection(this.#writer, this.#reader, this.#turns);
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as NodeSqliteConnection).begin();
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    (connection as NodeSqliteConnection).end('COMMIT');
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    (connection as NodeSqliteConnection).end('ROLLBACK');
  }

  async releaseConnection(): Promise<void> {
    // Connections hold nothing between statements.
  }

  async destroy(): Promise<void> {
    await this.#turns.take(); // the transaction under way ends first
    this.#reader?.close();
    this.#writer?.close();
    this.#writer = undefined;
    this.#reader = undefined;
  }
}

class NodeSqliteConnection implements DatabaseConnection {
  readonly #writer: StatementCache;
  readonly #reader: StatementCache | undefined;
  readonly #turns: Turns;
  #giveBack: (() => void) | undefined;

  constructor(writer: StatementCache, reader: StatementCache | undefined, turns: Turns) {
    this.#writer = writer;
    this.#reader = reader;
    this.#turns = turns;
  }

  async begin(): Promise<void> {
    this.#giveBack = await this.#turns.take();
    try {
      this.#writer.database.exec('BEGIN IMMEDIATE');
    } catch (error) {
      this.#free();
      throw error;
    }
  }

  end(command: 'COMMIT' | 'ROLLBACK'): void {
    try {
      // SQLite itself rolls back on some errors (disk full); a second ROLLBACK would hide the first error.
      if (this.#writer.database.isTransaction) this.#writer.database.exec(command);
      else if (command === 'COMMIT') throw new Error('The transaction had been rolled back by SQLite');
      this.#free();
    } catch (error) {
      if (command === 'ROLLBACK') this.#free();
      throw error; // after a failed COMMIT Kysely rolls back, which frees the writer
    }
  }

  #free(): void {
    this.#giveBack?.();
    this.#giveBack = undefined;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#giveBack !== undefined) return this.#writer.run<R>(query);
    if (this.#reader !== undefined && onlyReads(query)) return this.#reader.run<R>(query);
    const giveBack = await this.#turns.take();
    try {
      return this.#writer.run<R>(query);
    } finally {
      giveBack();
    }
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    // A cursor would keep the statement busy between turns of the event loop; pages of the caller keep memory flat instead.
    yield await this.executeQuery<R>(query);
  }
}

function onlyReads(query: CompiledQuery): boolean {
  return query.query.kind === 'SelectQueryNode' || /^\s*select\b/i.test(query.sql);
}

/** A database connection with its statements compiled once. */
class StatementCache {
  readonly database: DatabaseSync;
  readonly #statements = new Map<string, { statement: StatementSync; returnsRows: boolean }>();

  constructor(database: DatabaseSync) {
    this.database = database;
  }

  run<R>(query: CompiledQuery): QueryResult<R> {
    const { statement, returnsRows } = this.#prepare(query.sql);
    const parameters = query.parameters.map(toInputValue);
    if (returnsRows) return { rows: statement.all(...parameters) as R[] }; // safe: R is what Kysely's types promise
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  #prepare(sql: string): { statement: StatementSync; returnsRows: boolean } {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.database.prepare(sql);
    const entry = { statement, returnsRows: statement.columns().length > 0 };
    if (this.#statements.size >= CACHED_STATEMENTS) {
      const [oldest] = this.#statements.keys();
      if (oldest !== undefined) this.#statements.delete(oldest);
    }
    this.#statements.set(sql, entry);
    return entry;
  }

  close(): void {
    this.#statements.clear();
    this.database.close();
  }
}

function toInputValue(value: unknown): SQLInputValue {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value as SQLInputValue; // safe: node:sqlite itself refuses any other type, with its name
}

/** Who may write, one after another. */
class Turns {
  #last: Promise<void> = Promise.resolve();

  /** Waits for one's turn. @returns Ends the turn. */
  async take(): Promise<() => void> {
    const before = this.#last;
    let giveBack: () => void = noTurn;
    this.#last = new Promise((resolve) => {
      giveBack = resolve;
    });
    await before;
    return giveBack;
  }
}

function noTurn(): void {
  throw new Error('A turn was given back before it was taken');
}
