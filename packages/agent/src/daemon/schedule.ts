import type { Moment } from './clock.ts';

// When an agent contacts a server next. Everything here is a function of clock, chance and what was planned before.

/** The plan of one target, as it is kept between runs. */
export type Plan = {
  /** The moment, by the wall clock: for people, and for after a restart of the machine. */
  readonly nextAtMs: number;
  /** The same moment by the clock of the machine's start `bootId`, which no change of the wall clock moves. */
  readonly nextUpMs: number;
  readonly bootId: string;
  /** When it was chosen, by the wall clock. */
  readonly plannedAtMs: number;
  /** Between contacts, as the server wished last. */
  readonly periodMs: number;
  /** Contacts that failed since the last one that did not. */
  readonly failures: number;
  /** Why that moment. `spread`: an outage was over, and not everybody may come at once. */
  readonly why: 'first' | 'period' | 'retry' | 'spread' | 'asked';
};

/** @returns At least 0, below 1. */
export type Chance = () => number;

/** What is asked of a server that never said how often; the OCS server's own default is 24, that of others less. */
export const DEFAULT_PERIOD_MS = 24 * 3_600_000;

/** No server may wish for more than a contact a minute, nor for less than one in a year. */
const SHORTEST_PERIOD_MS = 60_000;
const LONGEST_PERIOD_MS = 366 * 86_400_000;

const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 3_600_000;

/** Later than this, and the machine was off, asleep or cut off: the whole site may have been. */
const OVERDUE_MS = 20 * 60_000;
const LONGEST_SPREAD_MS = 10 * 60_000;

/** Clocks that differ by less were not changed by anybody: they only do not tick alike. */
const CLOCK_CHANGE_MS = 10_000;

/** Before the first contact: at least half of `delayMs`, at most all of it, so that a rollout does not come at once. */
export function planFirst(now: Moment, chance: Chance, delayMs: number): Plan {
  return plan(now, between(delayMs / 2, delayMs, chance), { periodMs: DEFAULT_PERIOD_MS, failures: 0, why: 'first' });
}

/** After a contact: anywhere between a half and the whole of the period the server wished for. */
export function planPeriod(now: Moment, chance: Chance, wishedMs: number): Plan {
  const periodMs = Math.min(LONGEST_PERIOD_MS, Math.max(SHORTEST_PERIOD_MS, wishedMs));
  return plan(now, between(periodMs / 2, periodMs, chance), { periodMs, failures: 0, why: 'period' });
}

/**
 * After a contact that failed: one minute, doubled at each failure, never more than an hour nor than the period;
 * anywhere between a half and the whole of it, so that those who failed together do not come back together. Not before
 * `atLeastMs`, as a busy server asked, if that is within the period; and up to a half later.
 */
export function planRetry(
  now: Moment,
  chance: Chance,
  before: Pick<Plan, 'failures' | 'periodMs'>,
  atLeastMs = 0,
): Plan {
  const { periodMs } = before;
  const failures = before.failures + 1;
  const longestMs = Math.min(LONGEST_RETRY_MS, periodMs);
  const delayMs = Math.min(longestMs, FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 20));
  const askedMs = Math.min(atLeastMs, periodMs);
  const waitMs = Math.max(between(delayMs / 2, delayMs, chance), between(askedMs, askedMs * 1.5, chance));
  return plan(now, waitMs, { periodMs, failures, why: 'retry' });
}

/** Somebody asked for a contact: at once. */
export function planAsked(now: Moment, before: Pick<Plan, 'failures' | 'periodMs'>): Plan {
  return plan(now, 0, { periodMs: before.periodMs, failures: before.failures, why: 'asked' });
}

/** How long until the planned moment; 0 or less when it has come. */
export function remainingMs(planned: Plan, now: Moment): number {
  if (planned.bootId === now.bootId) return planned.nextUpMs - now.upMs;
  const remaining = planned.nextAtMs - now.wallMs;
  // The wall clock went back while the machine was off: no moment is planned further away than a period.
  const longest = Math.max(planned.nextAtMs - planned.plannedAtMs, 0);
  return now.wallMs < planned.plannedAtMs - OVERDUE_MS ? Math.min(remaining, longest) : remaining;
}

/** The timer of `install --mode managed` asks every five minutes, and counts the same. */
const EARLY_MS = 150_000;

/**
 * Whether whoever asks now and then should contact the target now. Half of five minutes early: else it would come late each
 * time, on average by as much.
 */
export function isNearlyDue(planned: Plan, now: Moment): boolean {
  return remainingMs(planned, now) <= Math.min(EARLY_MS, planned.periodMs / 20);
}

/**
 * Looks again at a plan: the same moment on the clocks as they are now; or, if the machine missed it by far, one within
 * the next minutes. Who missed it a second time, because the machine is never on for long, does not wait again.
 */
export function reviewPlan(planned: Plan, now: Moment, chance: Chance): Plan {
  const remaining = remainingMs(planned, now);
  if (remaining > -OVERDUE_MS || planned.why === 'spread' || planned.why === 'asked') {
    const isRight =
      planned.bootId === now.bootId && Math.abs(now.wallMs + remaining - planned.nextAtMs) < CLOCK_CHANGE_MS;
    return remaining <= 0 || isRight ? planned : plan(now, remaining, planned, planned.plannedAtMs);
  }
  const spreadMs = Math.min(LONGEST_SPREAD_MS, planned.periodMs / 10);
  return plan(now, between(0, spreadMs, chance), { ...planned, why: 'spread' });
}

const between = (fromMs: number, toMs: number, chance: Chance) => Math.round(fromMs + (toMs - fromMs) * chance());

function plan(
  now: Moment,
  delayMs: number,
  { periodMs, failures, why }: Pick<Plan, 'periodMs' | 'failures' | 'why'>,
  plannedAtMs = now.wallMs,
): Plan {
  return {
    nextAtMs: now.wallMs + delayMs,
    nextUpMs: now.upMs + delayMs,
    bootId: now.bootId,
    plannedAtMs: Math.min(plannedAtMs, now.wallMs),
    periodMs,
    failures,
    why,
  };
}
