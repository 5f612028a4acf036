import { linkSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@muster/protocol/errors';
import { removeQuietly, writeWhole } from '../write-whole.ts';

export type Lock = { release(): void };

/**
 * One process at a time, by files alone, and never longer than its process lives.
 *
 * `<folder>/lock/NAME.N` names a process; the one with the highest number counts. Who finds that its process is gone (or
 * that it says "free") makes the next number, which succeeds for one only. The highest one is never removed: so who made a
 * number that was passed meanwhile sees that.
 *
 * @returns Null when a living process has it.
 * @throws {AppError} `STATE_UNWRITABLE`.
 */
export function acquireLock(folder: string, name: string): Lock | null {
  const locks = join(folder, 'lock');
  for (;;) {
    const last = lastNumber(locks, name);
    if (last !== null && isHeld(join(locks, `${name}.${last}`))) return null;
    const mine = (last ?? 0) + 1;
    const path = join(locks, `${name}.${mine}`);
    if (!create(locks, path)) continue; // somebody was quicker
    if (lastNumber(locks, name) !== mine) {
      removeQuietly(path);
      continue;
    }
    removeBelow(locks, name, mine);
    return { release: () => release(path) };
  }
}

/** Who has it now, as a process id; null when nobody has. */
export function lockHolder(folder: string, name: string): number | null {
  const locks = join(folder, 'lock');
  const last = lastNumber(locks, name);
  if (last === null) return null;
  const path = join(locks, `${name}.${last}`);
  return isHeld(path) ? (readHolder(path)?.pid ?? null) : null;
}

const FREE = 'free\n';

function release(path: string): void {
  try {
    writeWhole(path, FREE);
  } catch {
    // The process ends soon, which frees it as well.
  }
}

/** Complete from the moment it is there. @returns Whether it was not there before. */
function create(locks: string, path: string): boolean {
  const temporary = join(locks, `new.${process.pid}.${Math.random().toString(36).slice(2)}`);
  try {
    writeWhole(temporary, `${describe(process.pid)}\n`);
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    if (error instanceof AppError) throw error;
    throw new AppError('STATE_UNWRITABLE', { path, reason: (error as Error).message }, { cause: error });
  } finally {
    removeQuietly(temporary);
  }
}

function lastNumber(locks: string, name: string): number | null {
  const numbers = list(locks).flatMap((file) => {
    const number = file.startsWith(`${name}.`) ? file.slice(name.length + 1) : '';
    return /^[1-9]\d{0,14}$/.test(number) ? [Number(number)] : [];
  });
  return numbers.length === 0 ? null : Math.max(...numbers);
}

function removeBelow(locks: string, name: string, mine: number): void {
  for (const file of list(locks)) {
    if (file.startsWith(`${name}.`) && Number(file.slice(name.length + 1)) < mine) removeQuietly(join(locks, file));
  }
}

function list(locks: string): string[] {
  try {
    mkdirSync(locks, { recursive: true, mode: 0o700 });
    return readdirSync(locks);
  } catch (error) {
    throw new AppError('STATE_UNWRITABLE', { path: locks, reason: (error as Error).message }, { cause: error });
  }
}

/** Whether the process that a file names still lives: the same one, not another that got its number. */
function isHeld(path: string): boolean {
  const holder = readHolder(path);
  return holder !== null && describe(holder.pid) === holder.text;
}

function readHolder(path: string): { pid: number; text: string } | null {
  const text = readOrNull(path)?.trim() ?? '';
  const [, pid] = /^process (\d+) /.exec(text) ?? [];
  return pid === undefined ? null : { pid: Number(pid), text };
}

/** A process, so that no other is ever described alike: a number is used again, a number with its start is not. */
function describe(pid: number): string | null {
  const boot = readOrNull('/proc/sys/kernel/random/boot_id')?.trim();
  // The name of the program, in parentheses, may hold anything; field 22 is the start, in ticks since the machine's.
  const fields = readOrNull(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ');
  const [state, start] = [fields?.[0], fields?.[19]];
  if (boot === undefined || start === undefined) return isRunning(pid) && boot === undefined ? `process ${pid} ` : null;
  return state === 'Z' || state === 'X' ? null : `process ${pid} started ${start} boot ${boot}`;
}

/** Where there is no /proc. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
