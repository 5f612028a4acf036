import type { Moment } from './clock.ts';
import { type Chance, type Plan, planFirst, remainingMs, reviewPlan } from './schedule.ts';
import type { Schedule } from './schedule-file.ts';

export type Decision = {
  /** Plans of exactly the targets there are. */
  readonly schedule: Schedule;
  /** Targets to contact now. */
  readonly due: readonly string[];
  /** If there are none: how long to do nothing. */
  readonly sleepMs: number;
};

export type Rules = {
  /** How long a target is waited for that was never contacted. */
  readonly firstDelayMs: number;
  /** When one target is due, all are. */
  readonly together: boolean;
};

/**
 * While a machine sleeps its timers stand still: one that was set for hours would come hours late. So no sleep is longer
 * than this.
 */
const LONGEST_SLEEP_MS = 10 * 60_000;

/** What to do now. A function of clock, chance and what was planned before. */
export function decide(
  targets: readonly string[],
  before: Schedule,
  now: Moment,
  chance: Chance,
  { firstDelayMs, together }: Rules,
): Decision {
  const schedule = Object.fromEntries(
    targets.map((target): [string, Plan] => {
      const known = Object.hasOwn(before, target) ? before[target] : undefined;
      return [target, known === undefined ? planFirst(now, chance, firstDelayMs) : reviewPlan(known, now, chance)];
    }),
  );
  const waits = Object.entries(schedule).map(([target, plan]) => ({ target, ms: remainingMs(plan, now) }));
  const due = waits.filter(({ ms }) => ms <= 0);
  return {
    schedule,
    due: (together && due.length > 0 ? waits : due).map(({ target }) => target),
    sleepMs: Math.max(0, Math.min(LONGEST_SLEEP_MS, ...waits.map(({ ms }) => ms))),
  };
}
