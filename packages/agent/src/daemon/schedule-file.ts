import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../write-whole.ts';
import type { Plan } from './schedule.ts';

/** Plans by target: a URL without credentials, or a folder. */
export type Schedule = Readonly<Record<string, Plan>>;

/**
 * `<folder>/schedule.json`: when each target is contacted next. A daemon and runs by hand share it.
 *
 * Beside it `next-contact`, for a shell to ask whether there is anything to do: the earliest moment and the one when it was
 * chosen, in seconds since 1970; the earliest moment again, in seconds since the start of the machine, and which start.
 */
export function readSchedule(folder: string, warn: (message: string) => void): Schedule {
  const path = join(folder, 'schedule.json');
  const text = readOrNull(path);
  if (text === null) return {};
  const targets = toTargets(text);
  if (targets !== null) return targets;
  warn(`Cannot read the state "${path}": it is damaged, and kept as "${path}.damaged"`);
  try {
    renameSync(path, `${path}.damaged`);
  } catch {
    // Where nothing can be renamed, the next write will say what is wrong.
  }
  return {};
}

/** @throws {AppError} `STATE_UNWRITABLE`. */
export function writeSchedule(folder: string, schedule: Schedule): void {
  const shown = Object.fromEntries(
    Object.entries(schedule).map(([target, plan]) => [target, { next: toIso(plan.nextAtMs), ...plan }]),
  );
  writeWhole(join(folder, 'schedule.json'), `${JSON.stringify({ targets: shown }, null, 2)}\n`);
  const plans = Object.values(schedule);
  const [next] = plans.toSorted((a, b) => a.nextAtMs - b.nextAtMs);
  if (next === undefined) return;
  const seconds = [next.nextAtMs, next.plannedAtMs, next.nextUpMs].map((ms) => Math.floor(ms / 1000));
  writeWhole(join(folder, 'next-contact'), `${seconds.join(' ')} ${next.bootId}\n`);
}

/** For people who look into the file; the numbers count. */
function toIso(ms: number): string {
  return new Date(ms).toISOString();
}

const REASONS: readonly string[] = ['first', 'period', 'retry', 'spread', 'asked'] satisfies Plan['why'][];
const LARGEST_MS = 8.64e15; // what a Date can hold

/** Null when the text is not what was written; a plan that cannot be right is left out. */
function toTargets(text: string): Schedule | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  const { targets } = Object(parsed) as { targets?: unknown };
  if (typeof targets !== 'object' || targets === null || Array.isArray(targets)) return null;
  const known = Object.entries(targets).flatMap(([target, value]) => {
    const plan = toPlan(Object(value));
    return plan === null ? [] : [[target, plan]];
  });
  return Object.fromEntries(known);
}

function toPlan(value: Record<string, unknown>): Plan | null {
  const { nextAtMs, nextUpMs, bootId, plannedAtMs, periodMs, failures, why } = value;
  const numbers = [nextAtMs, nextUpMs, plannedAtMs, periodMs, failures];
  if (!numbers.every((number) => typeof number === 'number' && Math.abs(number) <= LARGEST_MS)) return null;
  if (typeof bootId !== 'string' || !REASONS.includes(String(why)) || Number(periodMs) <= 0) return null;
  return { nextAtMs, nextUpMs, bootId, plannedAtMs, periodMs, failures, why } as Plan; // safe: checked just above
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
