import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hasRoom } from '../has-room.ts';

type Remembered = Readonly<Record<string, { readonly stamp: string; readonly value: unknown }>>;

/**
 * What was dear to find out, and is the same as long as a stamp is: a file in the state folder.
 *
 * Where there is no such folder, or it cannot be written, it is found out each time.
 */
export function createMemory(folder: string | null) {
  const path = folder === null ? null : join(folder, 'remembered.json');
  // The process ends with the inventory: what another one writes meanwhile is no newer.
  let all: Remembered | null = null;
  return async <T>(key: string, stamp: string, produce: () => Promise<T>): Promise<T> => {
    all ??= read(path);
    const known = all[key];
    // Safe: a key is used at one place only, and its stamp changes with the shape of what it holds.
    if (known !== undefined && known.stamp === stamp) return known.value as T;
    const value = await produce();
    all = { ...all, [key]: { stamp, value } };
    if (path !== null) write(path, all);
    return value;
  };
}

function read(path: string | null): Remembered {
  try {
    const found: unknown = path === null ? {} : JSON.parse(readFileSync(path, 'utf8'));
    return typeof found === 'object' && found !== null ? (found as Remembered) : {}; // safe: written just below
  } catch {
    return {};
  }
}

function write(path: string, all: Remembered): void {
  if (!hasRoom(dirname(path))) return;
  const temporary = `${path}.${process.pid}`;
  try {
    writeFileSync(temporary, JSON.stringify(all), { mode: 0o600 });
    renameSync(temporary, path);
  } catch {
    // A full disk, or a folder that others own: the next run finds it out again.
    rmSync(temporary, { force: true });
  }
}
