import { closeSync, fstatSync, lstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';

// What the control port reads of the agent's own files.

const LOG_END_BYTES = 256 * 1024;

/** The end of the log file, in whole lines; null when it cannot be read. */
export function readLogEnd(path: string | null): string | null {
  if (path === null) return null;
  try {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      const from = Math.max(0, size - LOG_END_BYTES);
      const bytes = Buffer.alloc(size - from);
      const length = readSync(file, bytes, 0, bytes.length, from);
      const text = bytes.toString('utf8', 0, length);
      return from === 0 ? text : text.slice(text.indexOf('\n') + 1);
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}

/** The DEVICEID of this machine; null before the first contact. */
export function readDeviceId(stateFolder: string): string | null {
  try {
    const { deviceId } = JSON.parse(readFileSync(join(stateFolder, 'agent.json'), 'utf8')) as { deviceId?: unknown };
    return typeof deviceId === 'string' ? deviceId : null;
  } catch {
    return null;
  }
}

/**
 * A file of `<state folder>/shared`, which is what the agent offers to others.
 *
 * The name is looked up among those that are there: it never is a part of a path.
 */
export function findSharedFile(stateFolder: string, name: string): { file: string; bytes: number } | null {
  const folder = join(stateFolder, 'shared');
  try {
    if (!readdirSync(folder).includes(name)) return null;
    const file = join(folder, name);
    const facts = lstatSync(file);
    return facts.isFile() ? { file, bytes: facts.size } : null;
  } catch {
    return null;
  }
}
