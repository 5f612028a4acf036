import type { Dirent } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@muster/protocol';
import type { ImportLimits } from './import-limits.ts';
import { type FoundDocument, isZip, readDocuments, readZipFile } from './read-documents.ts';

/** A file to import, or a place where none can be read. */
export type FoundFile = { readonly path: string } | { readonly path: string; readonly error: AppError };

/**
 * The files that paths stand for: themselves, or all below a folder, in the order of their names. Hidden files are left out
 * of folders, as are links to folders, which may lead in circles.
 */
export async function findFiles(paths: readonly string[]): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  const seen = new Set<string>();
  for (const path of paths) await visit(path, found, seen);
  return found;
}

async function visit(path: string, found: FoundFile[], seen: Set<string>): Promise<void> {
  try {
    const status = await stat(path);
    if (!status.isDirectory()) {
      found.push(status.isFile() ? { path } : { path, error: unreadable('it is no file') });
      return;
    }
    // A folder that is given twice is read once.
    const real = await realpath(path);
    if (seen.has(real)) return;
    seen.add(real);
    for (const entry of (await readdir(path, { withFileTypes: true })).sort(byName)) {
      if (entry.name.startsWith('.')) continue;
      const inner = join(path, entry.name);
      if (entry.isSymbolicLink() && (await isFolder(inner))) continue;
      await visit(inner, found, seen);
    }
  } catch (error) {
    found.push({ path, error: unreadable(reasonOf(error)) });
  }
}

const byName = (a: Dirent, b: Dirent) => (a.name < b.name ? -1 : 1);

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() === true;
}

/** The documents in a file, see `readDocuments()`. Archives may have any size. */
export async function* readFileDocuments(
  path: string,
  limits: ImportLimits,
): AsyncGenerator<FoundDocument, void, undefined> {
  let bytes: Buffer | null;
  let size: number;
  try {
    await using file = await open(path);
    ({ size } = await file.stat());
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    if (isZip(buffer.subarray(0, bytesRead))) bytes = null;
    else if (size > limits.bodyBytes) throw new AppError('BODY_TOO_LARGE', { limit: limits.bodyBytes });
    else bytes = await file.readFile(); // from its beginning: the read above named its position
  } catch (error) {
    yield { name: path, error: error instanceof AppError ? error : unreadable(reasonOf(error)) };
    return;
  }
  yield* bytes === null ? readZipFile(path, size, limits) : readDocuments(path, bytes, limits);
}

function unreadable(reason: string): AppError {
  return new AppError('FILE_UNREADABLE', { reason });
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
