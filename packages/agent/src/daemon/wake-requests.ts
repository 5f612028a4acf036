import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { removeQuietly, writeWhole } from '../write-whole.ts';

/**
 * `<folder>/wake-requested`: somebody wants the agent to contact its targets, those it names or all.
 *
 * A file, so that it is not lost between a process that hears the wish and another one that fulfils it.
 *
 * @throws {AppError} `STATE_UNWRITABLE`.
 */
export function requestWake(folder: string, targets: readonly string[] | null): void {
  writeWhole(pathOf(folder), targets === null ? '*\n' : `${targets.join('\n')}\n`);
}

/** @returns The targets that are wanted, of those there are; the request is then gone. */
export function takeWakeRequest(folder: string, targets: readonly string[]): readonly string[] {
  const path = pathOf(folder);
  if (!existsSync(path)) return [];
  const taken = `${path}.${process.pid}`;
  try {
    renameSync(path, taken); // one that comes now is a new one
    const wanted = readFileSync(taken, 'utf8').split('\n');
    return targets.filter((target) => wanted.includes('*') || wanted.includes(target));
  } catch {
    return []; // somebody else took it
  } finally {
    removeQuietly(taken);
  }
}

const pathOf = (folder: string) => join(folder, 'wake-requested');
