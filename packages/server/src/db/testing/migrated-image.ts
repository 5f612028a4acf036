import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// biome-ignore lint/correctness/noUnresolvedImports: built into Node since 22; the linter does not know it yet
import { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../database.ts';

let image: Promise<Uint8Array> | undefined;

/** An empty SQLite database whose schema is this version's, migrated once for all tests of a process. */
export function migratedImage(): Promise<Uint8Array> {
  image ??= migrateOnce();
  return image;
}

async function migrateOnce(): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-test-image-'));
  try {
    const file = join(folder, 'muster.db');
    await (await openDatabase(file)).close();
    const database = new DatabaseSync(file);
    database.exec('PRAGMA journal_mode = DELETE'); // a database in memory has no write-ahead log
    const bytes = database.serialize();
    database.close();
    return bytes;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
