import type { Column, ColumnType } from '@muster/protocol';
import type { Dialect, Kysely, RawBuilder } from 'kysely';
import type { Presence } from './presence.ts';
import type { Signals } from './signals.ts';

/** How one kind of value is stored; the same names in every engine's `types`. */
export type StoredType = ColumnType | 'id' | 'reference' | 'time' | 'autoId' | 'bytes';

/**
 * One kind of database. What differs between them is named here and decided in `engines/`, nowhere else.
 */
export type Engine = {
  readonly name: 'sqlite' | 'postgres';
  /** SQL type of each kind of value. */
  readonly types: Readonly<Record<StoredType, string>>;
  /** Ends a `create table` whose rows shall be stored in the order of their primary key. */
  readonly clustered: string;
  /** `select … for update` exists; where it does not, there is one writer at a time anyway. */
  readonly rowLocks: boolean;
  /** Waits until no other transaction holds one of the keys; held until this one ends. */
  // biome-ignore lint/suspicious/noExplicitAny: it touches no table
  lockKeys(trx: Kysely<any>, keys: readonly string[]): Promise<void>;
  /** The operator which compares texts without regard to case. */
  readonly caseless: 'like' | 'ilike';
  /** The text by which a version sorts among versions, compared byte by byte; null where there is none. */
  versionKey(version: RawBuilder<unknown>): RawBuilder<unknown>;
  /** Whether a text is an IP address of a network, given as `192.0.2.0/24`: the protocol's `isInNetwork`. Never null for a text. */
  inNetwork(address: RawBuilder<unknown>, network: string): RawBuilder<boolean>;
  /**
   * Numbers of the assets, as a subquery, of which one of the texts that the quick search looks in contains a text, regardless of case.
   * An index finds three characters and more.
   */
  assetsWithText(text: string): RawBuilder<unknown>;
  /** Whether a value is among those of a subquery, which is found first, once. */
  amongFound(value: RawBuilder<unknown>, subquery: RawBuilder<unknown>): RawBuilder<boolean>;
  /** Ends a subquery that is found as it stands: conditions on what it finds are looked at afterwards. Empty where they are not moved. */
  readonly apart: RawBuilder<unknown>;
  /** A text that is compared byte by byte, in whatever language the database is. */
  byBytes(text: RawBuilder<unknown>): RawBuilder<unknown>;
  /** Whether this engine understands a `--database` location. */
  accepts(location: string): boolean;
  dialect(location: string, opening: DialectOptions): Dialect;
  /** How processes that share a database tell one another something; null where they cannot. */
  // biome-ignore lint/suspicious/noExplicitAny: it touches no table
  signals(location: string, db: Kysely<any>): Signals | null;
  /** Which processes that share a database are running; null where one server process has it for itself. */
  presence(location: string): Presence | null;
  /** Whether an error of the driver says that there is no room left on the disk. */
  isFull(error: Error): boolean;
  /** Whether it says that the database server cannot be reached, or ended the connection. */
  isGone(error: Error): boolean;
  /**
   * A table expression over a JSON array of arrays: one row each, columns named and typed as given, so that any number
   * of rows is inserted by one statement with one parameter. A statement that is prepared for any rows takes them as text.
   */
  rowsFromJson(rows: JsonRows | string, columns: readonly JsonColumn[]): RawBuilder<unknown>;
  /** A table expression with one column `value` over a JSON array of texts. */
  textsFromJson(values: readonly string[]): RawBuilder<unknown>;
  /** A table expression with one column `value` over the texts of a stored list; it needs an alias. */
  textsOf(column: RawBuilder<unknown>): RawBuilder<unknown>;
  /** The version of the database program, and bytes that the database takes. */
  // biome-ignore lint/suspicious/noExplicitAny: it touches no table
  readFacts(db: Kysely<any>): Promise<DatabaseFacts>;
  /** Names and columns of the tables there are, for the drift test and the migration generator. */
  // biome-ignore lint/suspicious/noExplicitAny: it reads the catalogue, whatever tables the caller knows of
  readSchema(db: Kysely<any>): Promise<StoredSchema>;
};

export type DatabaseFacts = { readonly version: string; readonly bytes: number };

/** What may be changed while a database is open. */
export type DatabaseLimits = {
  /** How long a transaction may stand still before it is undone; where several processes share a database. Milliseconds. */
  idleTransactionMs: number;
};

export type DialectOptions = {
  readonly limits: DatabaseLimits;
  /** Whether what is committed survives a power cut: false for databases that can be made anew. */
  readonly isDurable: boolean;
  /** What a SQLite database in memory begins as. */
  readonly image?: Uint8Array | undefined;
};

export type JsonRows = readonly (readonly unknown[])[];

export type JsonColumn = { readonly name: string; readonly type: StoredType };

/** Tables → columns → SQL type in lower case. */
export type StoredSchema = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The stored form of a cell: flags are 0 or 1, lists are JSON texts. */
export function toStored(column: Column, value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (column.type === 'flag') return value === true ? 1 : 0;
  if (column.type === 'texts') return JSON.stringify(value);
  return value as string | number; // safe: the decoder made it of the column's type
}

/** The cell that `toStored` stored. */
export function fromStored(column: Column, value: unknown): string | number | boolean | readonly string[] | null {
  if (value === null || value === undefined) return null;
  if (column.type === 'flag') return value === 1;
  if (column.type === 'texts') return JSON.parse(String(value)) as string[];
  return value as string | number; // safe: the engine returns what the column's SQL type holds
}
