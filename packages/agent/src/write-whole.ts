import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '@muster/protocol/errors';

/**
 * Writes a file that only its owner may read: afterwards there is the old one or the new one, whatever happens meanwhile.
 *
 * @throws {AppError} `STATE_UNWRITABLE`.
 */
export function writeWhole(path: string, text: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const file = openSync(temporary, 'w', 0o600);
    try {
      writeFileSync(file, text);
      fsyncSync(file); // else a power cut may leave the new name on an empty file
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    removeQuietly(temporary);
    throw new AppError('STATE_UNWRITABLE', { path, reason: (error as Error).message }, { cause: error });
  }
}

/** Removes what may be absent, or stand where nothing can be removed. */
export function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The caller has a better error to tell, or none.
  }
}
