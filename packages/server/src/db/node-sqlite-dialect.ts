// biome-ignore lint/correctness/noUnresolvedImports: built into Node since 22; the linter does not know it yet
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
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
import { GroupCommit, type Member } from './group-commit.ts';
import { StatementCache } from './sqlite-statements.ts';

type Options = {
  /** A file, or `:memory:`. */
  readonly location: string;
  /** What a database in memory begins as, in place of an empty one. */
  readonly image?: Uint8Array;
  /** Run on each new connection. */
  readonly pragmas: readonly string[];
  /** By the name under which statements call them; the same values give the same result. */
  readonly functions: Readonly<Record<string, (value: SQLOutputValue) => SQLInputValue>>;
};

/**
 * Kysely over Node's own SQLite.
 *
 * One connection writes, another reads, so that a page of the console does not wait for an inventory that is being written:
 * with WAL a reader sees the last committed state. Transactions, and single statements that write, queue for the writer: see
 * `group-commit.ts`.
 */
export class NodeSqliteDialect implements Dialect {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  createAdapter(): DialectAdapter {
    return new ManyConnectionsAdapter();
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

/** Kysely's own would let one statement in at a time, whichever connection it is for. */
class ManyConnectionsAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class NodeSqliteDriver implements Driver {
  readonly #options: Options;
  #statements: StatementCache | undefined;
  #writer: GroupCommit | undefined;
  #reader: StatementCache | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  async init(): Promise<void> {
    this.#statements = this.#open();
    this.#statements.database.exec('PRAGMA busy_timeout = 0'); // who writes waits without stopping the program: group-commit.ts
    this.#writer = new GroupCommit(this.#statements);
    // Each connection to ":memory:" would be a database of its own.
    this.#reader = this.#options.location === ':memory:' ? undefined : this.#open();
  }

  #open(): StatementCache {
    const database = new DatabaseSync(this.#options.location);
    if (this.#options.image !== undefined) database.deserialize(this.#options.image);
    for (const pragma of this.#options.pragmas) database.exec(`PRAGMA ${pragma}`);
    for (const [name, work] of Object.entries(this.#options.functions)) {
      database.function(name, { deterministic: true }, work);
    }
    return new StatementCache(database);
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#writer === undefined) throw new Error('The database is closed');
    return new NodeSqliteConnection(this.#writer, this.#reader);
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as NodeSqliteConnection).begin();
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as NodeSqliteConnection).commit();
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    (connection as NodeSqliteConnection).rollback();
  }

  async releaseConnection(): Promise<void> {
    // Connections hold nothing between statements.
  }

  async destroy(): Promise<void> {
    await this.#writer?.end(); // the transactions under way end first
    this.#reader?.close();
    this.#statements?.close();
    this.#writer = undefined;
    this.#statements = undefined;
    this.#reader = undefined;
  }
}

class NodeSqliteConnection implements DatabaseConnection {
  readonly #writer: GroupCommit;
  readonly #reader: StatementCache | undefined;
  #member: Member | undefined;

  constructor(writer: GroupCommit, reader: StatementCache | undefined) {
    this.#writer = writer;
    this.#reader = reader;
  }

  async begin(): Promise<void> {
    this.#member = await this.#writer.begin();
  }

  async commit(): Promise<void> {
    await this.#member?.commit();
  }

  rollback(): void {
    this.#member?.rollback();
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const work = (statements: StatementCache) => statements.run<R>(query);
    if (this.#member !== undefined) return this.#member.run(work);
    if (onlyReads(query)) return this.#reader === undefined ? await this.#writer.alone(work) : work(this.#reader);
    return writes(query) ? await this.#writer.once(work) : await this.#writer.alone(work);
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    // A cursor would keep the statement busy between turns of the event loop; pages of the caller keep memory flat instead.
    yield await this.executeQuery<R>(query);
  }
}

/** Values are parameters, so that no word of a text is taken for one of SQL. */
function onlyReads(query: CompiledQuery): boolean {
  if (query.query.kind === 'SelectQueryNode' || /^\s*select\b/i.test(query.sql)) return true;
  return /^\s*with\b/i.test(query.sql) && !/\b(insert|replace)\s+into\b|\bdelete\s+from\b|\bupdate\b/i.test(query.sql);
}

/** All that SQLite does inside a transaction as well as outside. */
function writes(query: CompiledQuery): boolean {
  return /^\s*(insert|update|delete|replace|with|create|alter|drop)\b/i.test(query.sql);
}
