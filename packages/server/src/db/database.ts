import { AppError } from '@muster/protocol';
import { Kysely, type Transaction } from 'kysely';
import { diskFull } from './disk-full.ts';
import type { DatabaseLimits, Engine } from './engine.ts';
import { engines } from './engines/index.ts';
import { migrate } from './migrate.ts';
import type { Presence } from './presence.ts';
import type { Signals } from './signals.ts';
import { createSlowStatements, type SlowStatements } from './slow-statements.ts';
import type { Tables } from './tables.ts';

/** An open database whose schema is this version's. */
export type Db = {
  readonly kysely: Kysely<Tables>;
  readonly engine: Engine;
  readonly limits: DatabaseLimits;
  /** How this process tells others of the same database something; null where it cannot. */
  readonly signals: Signals | null;
  /** Which processes of the same database are running; null where this is the only server. */
  readonly presence: Presence | null;
  /** Statements of this process that took long. */
  readonly slow: SlowStatements;
  close(): Promise<void>;
};

/** What a repository needs to run a statement: the database, or the transaction under way. */
export type Executor = Kysely<Tables> | Transaction<Tables>;

/** A page of the console takes a tenth of a second at most. */
const SLOW = { thresholdMs: 100, most: 50, clock: Date.now };

type Opening = {
  readonly slow?: SlowStatements;
  /** What a SQLite database in memory begins as. Tests are given migrated ones. */
  readonly image?: Uint8Array;
  /** False where the whole database can be made anew: it is filled faster, and a power cut may leave nothing of it. */
  readonly isDurable?: boolean;
};

/**
 * Opens a database and brings its schema up to date.
 *
 * @param location A file (`:memory:` for one that is gone when closed), or `postgres://user@host/name`.
 * @throws {AppError} `DATABASE_UNREACHABLE`, `DISK_FULL`, or `DATABASE_NEWER` when a later version wrote it.
 */
export async function openDatabase(
  location: string,
  { slow = createSlowStatements(SLOW), image, isDurable = true }: Opening = {},
): Promise<Db> {
  const engine = engines.find((candidate) => candidate.accepts(location));
  if (engine === undefined) {
    throw new AppError('OPTION_INVALID', {
      reason: '"database" must be a file or begin with postgres://, found another scheme',
    });
  }
  const limits: DatabaseLimits = { idleTransactionMs: 600_000 };
  const kysely = new Kysely<Tables>({
    dialect: engine.dialect(location, { limits, image, isDurable }),
    log: ({ query, queryDurationMillis }) => slow.note(query.sql, queryDurationMillis),
  });
  const signals = engine.signals(location, kysely);
  const presence = engine.presence(location);
  const db: Db = { kysely, engine, limits, signals, presence, slow, close: () => kysely.destroy() };
  try {
    await migrate(db);
  } catch (error) {
    await kysely.destroy();
    if (error instanceof AppError) throw error;
    // The message of the driver names host and reason, never the password.
    throw diskFull(error) ?? new AppError('DATABASE_UNREACHABLE', { reason: reasonOf(error) }, { cause: error });
  }
  return db;
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
