import { statfsSync } from 'node:fs';

const LEAST_BYTES = 16 * 1024 * 1024;

/** Whether a disk has room for what can be done without: the last of it is for what must not be lost. False where it is not known. */
export function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= LEAST_BYTES;
  } catch {
    return false;
  }
}
