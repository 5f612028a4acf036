import { describe, expect, test } from 'vitest';
import type { Moment } from './clock.ts';
import { decide } from './decide.ts';
import { isNearlyDue, type Plan, planPeriod, planRetry } from './schedule.ts';
import type { Schedule } from './schedule-file.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const RULES = { firstDelayMs: HOUR, together: false };

/** A chance that can be repeated: mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Night = { readonly fromMs: number; readonly toMs: number };
const within = (nights: readonly Night[], ms: number) => nights.find(({ fromMs, toMs }) => ms >= fromMs && ms < toMs);

type Life = {
  readonly chance: () => number;
  readonly days: number;
  readonly periodMs: number;
  /** While it sleeps, timers stand still and nothing runs. */
  readonly asleep?: readonly Night[];
  /** The machine is off; what was kept is all that is left. */
  readonly off?: readonly Night[];
  /** Contacts fail. */
  readonly serverDown?: readonly Night[];
  /** Changes of the wall clock: at which true time, by how much. */
  readonly jumps?: readonly { readonly atMs: number; readonly byMs: number }[];
  readonly target?: string;
};

/** The daemon, as daemon.ts runs it, in a world of its own. @returns The true times of the contacts that succeeded. */
function live({ chance, days, periodMs, asleep = [], off = [], serverDown = [], jumps = [] }: Life): number[] {
  const contacts: number[] = [];
  let schedule: Schedule = {};
  let trueMs = 0;
  let boot = { id: 'boot 0', atMs: 0 };
  const now = (): Moment => ({
    wallMs:
      Date.UTC(2026, 10, 20) + trueMs + jumps.reduce((sum, { atMs, byMs }) => sum + (atMs <= trueMs ? byMs : 0), 0),
    upMs: trueMs - boot.atMs,
    bootId: boot.id,
  });
  while (trueMs < days * DAY) {
    const decision = decide(['server'], schedule, now(), chance, RULES);
    ({ schedule } = decision);
    const [due] = decision.due;
    if (due === undefined) {
      // A timer counts only while the machine is awake; switching off ends it.
      let leftMs = Math.ceil(decision.sleepMs);
      while (leftMs > 0) {
        const dark = within([...asleep, ...off], trueMs);
        if (dark !== undefined) {
          trueMs = dark.toMs;
          if (off.includes(dark)) {
            boot = { id: `boot ${trueMs}`, atMs: trueMs };
            break;
          }
          continue;
        }
        const nextDark = Math.min(...[...asleep, ...off].map(({ fromMs }) => fromMs).filter((ms) => ms > trueMs));
        const step = Math.min(leftMs, nextDark - trueMs);
        trueMs += step;
        leftMs -= step;
      }
      continue;
    }
    trueMs += 2000; // a contact takes its time
    const plan = schedule[due];
    if (plan === undefined) throw new Error('a target is due that has no plan');
    const failed = within(serverDown, trueMs) !== undefined;
    if (!failed) contacts.push(trueMs);
    schedule = { [due]: failed ? planRetry(now(), chance, plan) : planPeriod(now(), chance, periodMs) };
  }
  return contacts;
}

const gaps = (times: readonly number[]) => times.slice(1).map((time, i) => time - (times[i] ?? 0));

/** Largest distance of the sorted values from a uniform distribution (Kolmogorov–Smirnov). */
function distanceFromUniform(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.max(...sorted.map((value, i) => Math.max(value - i / sorted.length, (i + 1) / sorted.length - value)));
}

describe('30 days', () => {
  const fleet = (life: Partial<Life>, machines = 60) =>
    Array.from({ length: machines }, (_, i) => live({ chance: seeded(i + 1), days: 30, periodMs: DAY, ...life }));

  test('contacts fall uniformly between a half and the whole of the period', () => {
    const shares = fleet({}, 200).flatMap((contacts) => gaps(contacts).map((gap) => (gap - 2000) / (DAY / 2) - 1));
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...shares)).toBeLessThanOrEqual(1.0001);
    // 1.63 / √n is passed by one uniform sample in a hundred; the seeds are fixed.
    expect(distanceFromUniform(shares)).toBeLessThan(1.63 / Math.sqrt(shares.length));
  });

  test('every minute of the day gets its share of a fleet that was installed at once', () => {
    const atDay20 = fleet({}, 400).flatMap((contacts) => contacts.filter((ms) => ms >= 20 * DAY && ms < 21 * DAY));
    expect(distanceFromUniform(atDay20.map((ms) => (ms % DAY) / DAY))).toBeLessThan(1.63 / Math.sqrt(atDay20.length));
  });

  test('the first contact is within the delay', () => {
    for (const [first = 0] of fleet({})) {
      expect(first).toBeGreaterThanOrEqual(HOUR / 2);
      expect(first).toBeLessThanOrEqual(HOUR + 2000);
    }
  });

  test.each([-400 * DAY, -3 * HOUR, 3 * HOUR, 400 * DAY])('a clock that jumps by %d ms changes nothing', (byMs) => {
    const jumps = [3, 9.3, 17.7].map((day) => ({ atMs: day * DAY, byMs }));
    expect(fleet({ jumps }, 5)).toEqual(fleet({}, 5));
  });

  test('after a night asleep nothing is missed, and not all come at once', () => {
    const asleep = Array.from({ length: 30 }, (_, day) => ({
      fromMs: day * DAY + 18 * HOUR,
      toMs: (day + 1) * DAY + 8 * HOUR,
    }));
    const lives = fleet({ asleep });
    // Awake for 10 hours a day: missed at night, it comes within the timer's and the spread's minutes of the morning.
    for (const contacts of lives)
      expect(Math.max(...gaps(contacts))).toBeLessThan(DAY + 14 * HOUR + 20 * MINUTE + 4000);
    const mornings = lives.flatMap((contacts) => contacts.filter((ms) => (ms - 8 * HOUR) % DAY < 25 * MINUTE));
    const busiest = Math.max(
      ...Array.from(
        { length: 25 },
        (_, minute) => mornings.filter((ms) => Math.floor(((ms - 8 * HOUR) % DAY) / MINUTE) === minute).length,
      ),
    );
    expect(busiest).toBeLessThan(mornings.length / 5);
  });

  test('a machine that is switched off keeps its schedule', () => {
    const off = Array.from({ length: 15 }, (_, i) => ({
      fromMs: i * 2 * DAY + 20 * HOUR,
      toMs: i * 2 * DAY + 20 * HOUR + 5 * MINUTE,
    }));
    const shares = fleet({ off }, 200).flatMap((contacts) => gaps(contacts).map((gap) => (gap - 2000) / (DAY / 2) - 1));
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
    expect(distanceFromUniform(shares)).toBeLessThan(1.63 / Math.sqrt(shares.length));
  });

  test('one that is never on for more than five minutes reports nevertheless', () => {
    const off = Array.from({ length: 30 }, (_, day) => ({ fromMs: day * DAY + 5 * MINUTE, toMs: (day + 1) * DAY }));
    for (const contacts of fleet({ off })) {
      expect(contacts.length).toBeGreaterThan(8);
      expect(Math.max(...gaps(contacts))).toBeLessThan(4 * DAY);
    }
  });

  test('an outage of the server is over within an hour for all, and not at once', () => {
    const serverDown = [{ fromMs: 10 * DAY, toMs: 13 * DAY }];
    const lives = fleet({ serverDown }, 200);
    const back = lives.map((contacts) => (contacts.find((ms) => ms >= 13 * DAY) ?? 0) - 13 * DAY);
    expect(Math.max(...back)).toBeLessThanOrEqual(HOUR + 2000);
    const perMinute = Array.from(
      { length: 61 },
      (_, minute) => back.filter((ms) => Math.floor(ms / MINUTE) === minute).length,
    );
    expect(Math.max(...perMinute)).toBeLessThan(200 / 10);
  });
});

/** Where nothing stays in memory: asked every five minutes, each machine at a second of its own. */
function liveWithTimer({ chance, days, periodMs, jumps = [] }: Pick<Life, 'chance' | 'days' | 'periodMs' | 'jumps'>) {
  const contacts: number[] = [];
  const now = (trueMs: number): Moment => ({
    wallMs: trueMs + jumps.reduce((sum, { atMs, byMs }) => sum + (atMs <= trueMs ? byMs : 0), 0),
    upMs: trueMs,
    bootId: 'boot 0',
  });
  let plan: Plan = planPeriod(now(0), chance, periodMs);
  for (let trueMs = Math.round(chance() * 5 * MINUTE); trueMs < days * DAY; trueMs += 5 * MINUTE) {
    if (!isNearlyDue(plan, now(trueMs))) continue;
    contacts.push(trueMs);
    plan = planPeriod(now(trueMs), chance, periodMs);
  }
  return contacts;
}

describe('30 days with nothing in memory', () => {
  const fleet = (jumps: Life['jumps'] = []) =>
    Array.from({ length: 200 }, (_, i) => liveWithTimer({ chance: seeded(i + 1), days: 30, periodMs: DAY, jumps }));

  test('contacts fall uniformly in the window, to two and a half minutes', () => {
    const all = fleet().flatMap(gaps);
    expect(Math.min(...all)).toBeGreaterThanOrEqual(DAY / 2 - 2.5 * MINUTE);
    expect(Math.max(...all)).toBeLessThanOrEqual(DAY + 2.5 * MINUTE);
    expect(distanceFromUniform(all.map((gap) => gap / (DAY / 2) - 1))).toBeLessThan(1.63 / Math.sqrt(all.length));
  });

  test.each([-400 * DAY, -3 * HOUR, 3 * HOUR])('a clock that jumps by %d ms changes nothing', (byMs) => {
    expect(fleet([5, 11.2].map((day) => ({ atMs: day * DAY, byMs })))).toEqual(fleet());
  });
});
