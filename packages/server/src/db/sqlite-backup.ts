import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
// biome-ignore lint/correctness/noUnresolvedImports: built into Node since 22; the linter does not know it yet
import { backup, DatabaseSync } from 'node:sqlite';
import { AppError } from '@muster/protocol';

/** All pages at once, under one read transaction: between batches another writer would make it begin anew. */
const ALL_PAGES = 2_147_483_647;

export type Backup = {
  /** Absolute path of the copy. */
  readonly file: string;
  readonly bytes: number;
  readonly durationMs: number;
  /** Whether the database could be told that the copy was made; it may be busy with other writers. */
  readonly isNoted: boolean;
};

type Options = {
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  /** How long to wait for who writes. Milliseconds. */
  readonly busyMs?: number;
};

/**
 * Copies an SQLite database into one file, also while a server writes to it: the copy is its state of one moment. The copy is
 * read through before it gets its name, and the database notes that it was made.
 *
 * @throws {AppError} `BACKUP_FAILED`; then there is no file.
 */
export async function backUpSqlite(
  location: string,
  target: string,
  { clock = Date.now, busyMs = 10_000 }: Options = {},
): Promise<Backup> {
  const file = resolve(target);
  if (!existsSync(location)) throw new AppError('BACKUP_FAILED', { reason: `there is no database "${location}"` });
  if (existsSync(file)) throw new AppError('BACKUP_FAILED', { reason: `"${file}" is there already` });
  const started = clock();
  const unfinished = `${file}.unfinished`;
  try {
    closeSync(openSync(unfinished, 'wx', 0o600)); // it holds what the database holds, for its owner alone
    await copy(location, unfinished, busyMs);
    check(unfinished);
    chmodSync(unfinished, 0o600);
    persist(unfinished);
    renameSync(unfinished, file);
    persist(dirname(file));
  } catch (error) {
    // Someone else's unfinished copy stays.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') rmSync(unfinished, { force: true });
    if (error instanceof AppError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('BACKUP_FAILED', { reason }, { cause: error });
  }
  const made = { file, bytes: statSync(file).size, durationMs: clock() - started };
  return { ...made, isNoted: note(location, made, { at: clock(), busyMs }) };
}

async function copy(location: string, target: string, busyMs: number): Promise<void> {
  const source = new DatabaseSync(location);
  try {
    source.exec(`PRAGMA busy_timeout = ${busyMs}`);
    await backup(source, target, { rate: ALL_PAGES });
  } finally {
    source.close();
  }
}

/** A copy that cannot be read is worth nothing, and is noticed when it is needed. */
function check(path: string): void {
  const copied = new DatabaseSync(path);
  try {
    copied.exec('PRAGMA journal_mode = DELETE'); // one file, without companions
    const [result] = copied.prepare('PRAGMA quick_check(1)').all();
    const told = String(Object.values(result ?? {})[0]);
    if (told !== 'ok') throw new AppError('BACKUP_FAILED', { reason: `the copy is damaged: ${told}` });
  } finally {
    copied.close();
  }
}

function persist(path: string): void {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** A database of an older version has no place for it yet; its backup before the upgrade is good without. */
function note(
  location: string,
  { file, bytes, durationMs }: Omit<Backup, 'isNoted'>,
  { at, busyMs }: { readonly at: number; readonly busyMs: number },
): boolean {
  const source = new DatabaseSync(location);
  try {
    source.exec(`PRAGMA busy_timeout = ${busyMs}`);
    const table = source.prepare("select 1 from sqlite_master where type = 'table' and name = 'backups'").get();
    if (table === undefined) return false;
    source
      .prepare('insert into backups (at, file, bytes, duration_ms) values (?, ?, ?, ?)')
      .run(at, file, bytes, durationMs);
    return true;
  } catch {
    return false; // the copy is good nevertheless
  } finally {
    source.close();
  }
}
