import { AppError } from '@muster/protocol';
import type { Connection as CallbackConnection } from 'mysql2';
import { type Connection, type ConnectionOptions, createConnection } from 'mysql2/promise';

/** A row as it is in the database: every value as text, column names in capitals. */
export type OcsRow = Readonly<Record<string, string | null>>;

export type OcsAddress = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** Local socket instead of host and port. */
  readonly socket: string | null;
  /** Null: without TLS. `ca`: PEM; null for the authorities that Node knows. */
  readonly tls: { readonly ca: string | null } | null;
};

export type OcsDatabase = {
  readonly name: string;
  /** @throws {AppError} `OCS_DATABASE_UNREACHABLE`. */
  rows(statement: string, values?: readonly unknown[]): Promise<OcsRow[]>;
  /** The rows one by one, so that any number of them fits into memory. @throws {AppError} `OCS_DATABASE_UNREACHABLE`. */
  stream(statement: string): AsyncGenerator<OcsRow, void, undefined>;
  close(): Promise<void>;
};

/** Rows that wait for their reader. */
const AHEAD = 200;

/**
 * Opens the database of an OCS server. What is read is what it was at this moment, whatever its agents send meanwhile, and
 * nothing can be written.
 *
 * @throws {AppError} `OCS_DATABASE_UNREACHABLE`.
 */
export async function openOcsDatabase(address: OcsAddress): Promise<OcsDatabase> {
  const connection = await attempt(() => createConnection(optionsOf(address)));
  try {
    for (const statement of BEGIN) await attempt(() => connection.query(statement));
  } catch (error) {
    connection.destroy();
    throw error;
  }
  return {
    name: address.database,
    async rows(statement, values = []) {
      const [rows] = await attempt(() => connection.query({ sql: statement, typeCast: toText }, [...values]));
      return (rows as Record<string, string | null>[]).map(inCapitals); // safe: `toText` makes nothing else
    },
    stream: (statement) => streamRows(connection, statement),
    async close() {
      await connection.end().catch(() => connection.destroy());
    },
  };
}

const BEGIN = [
  "SET SESSION sql_mode = ''",
  'SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ',
  'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY',
];

function optionsOf({ host, port, user, password, database, socket, tls }: OcsAddress): ConnectionOptions {
  const place = socket === null ? { host, port } : { socketPath: socket };
  const ssl = tls === null ? {} : { ssl: tls.ca === null ? {} : { ca: tls.ca } };
  return { ...place, ...ssl, user, password, database, charset: 'utf8mb4', connectTimeout: 20_000 };
}

async function* streamRows(connection: Connection, statement: string): AsyncGenerator<OcsRow, void, undefined> {
  const query = { sql: statement, typeCast: toText };
  // Safe: the promises are around it; its types leave that out.
  const { connection: inner } = connection as Connection & { readonly connection: CallbackConnection };
  const stream = inner.query(query).stream({ highWaterMark: AHEAD });
  try {
    for await (const row of stream) yield inCapitals(row as Record<string, string | null>); // safe: as in `rows`
  } catch (error) {
    throw error instanceof AppError ? error : unreachable(error);
  }
}

const toText = (field: { string(): string | null }) => field.string();

/** Versions of the schema differ in the case of names. */
function inCapitals(row: Record<string, string | null>): OcsRow {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toUpperCase(), value]));
}

async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw unreachable(error);
  }
}

/** The server's message names user and reason, never the password. */
function unreachable(cause: unknown): AppError {
  const { code, message } = cause as { code?: string; message?: string };
  const reason = `${message ?? 'unknown'}${code === undefined ? '' : ` (${code})`}`.slice(0, 300);
  return new AppError('OCS_DATABASE_UNREACHABLE', { reason }, { cause });
}
