import { describe, expect, test } from 'vitest';
import type { Moment } from './clock.ts';
import { type Plan, planFirst, planPeriod, planRetry, remainingMs, reviewPlan } from './schedule.ts';

const HOUR = 3_600_000;
const now: Moment = { wallMs: Date.UTC(2026, 10, 20), upMs: 1_000_000, bootId: 'a' };
const later = (moment: Moment, ms: number): Moment => ({
  ...moment,
  wallMs: moment.wallMs + ms,
  upMs: moment.upMs + ms,
});
const chances = [0, 0.25, 0.5, 0.999_999];

describe('planPeriod()', () => {
  test.each(chances)('is between a half and the whole of the period (chance %d)', (chance) => {
    const remaining = remainingMs(
      planPeriod(now, () => chance, 24 * HOUR),
      now,
    );
    expect(remaining).toBeGreaterThanOrEqual(12 * HOUR);
    expect(remaining).toBeLessThanOrEqual(24 * HOUR);
  });

  test.each([
    [0, 60_000],
    [-5, 60_000],
    [1e15, 366 * 24 * HOUR],
  ])('a wish of %d ms is not believed', (wished, periodMs) => {
    expect(planPeriod(now, () => 0, wished).periodMs).toBe(periodMs);
  });
});

test('planFirst() waits half of the delay and at most all of it', () => {
  expect(
    chances.map((chance) =>
      remainingMs(
        planFirst(now, () => chance, HOUR),
        now,
      ),
    ),
  ).toEqual([HOUR / 2, (HOUR * 5) / 8, (HOUR * 3) / 4, HOUR - 2]);
});

test('planRetry() leaves a busy server alone as long as it asks, within the period', () => {
  const wait = (atLeastMs: number, chance: number) =>
    planRetry(now, () => chance, { failures: 0, periodMs: 24 * HOUR }, atLeastMs).nextUpMs - now.upMs;
  expect([wait(2 * HOUR, 0), wait(2 * HOUR, 1)]).toEqual([2 * HOUR, 3 * HOUR]);
  expect(wait(1_000, 0)).toBe(30_000);
  expect(wait(99 * 24 * HOUR, 0)).toBe(24 * HOUR);
});

test('planRetry() doubles, up to an hour, and at most the period', () => {
  let plan: Plan = planPeriod(now, () => 0, 24 * HOUR);
  const delays = Array.from({ length: 9 }, () => {
    plan = planRetry(now, () => 1, plan);
    return remainingMs(plan, now) / 60_000;
  });
  expect(delays).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  expect(
    remainingMs(
      planRetry(now, () => 1, { failures: 50, periodMs: 600_000 }),
      now,
    ),
  ).toBe(600_000);
  expect(
    remainingMs(
      planRetry(now, () => 0, { failures: 50, periodMs: 24 * HOUR }),
      now,
    ),
  ).toBe(HOUR / 2);
});

describe('a plan', () => {
  const plan = planPeriod(now, () => 0.5, 24 * HOUR); // in 18 hours

  test.each([-1000, -1, 1, 1000])('does not move when the wall clock is changed by %d hours', (hours) => {
    const jumped = { ...later(now, HOUR), wallMs: now.wallMs + hours * HOUR };
    expect(remainingMs(plan, jumped)).toBe(17 * HOUR);
    const reviewed = reviewPlan(plan, jumped, Math.random);
    expect(reviewed.nextAtMs).toBe(jumped.wallMs + 17 * HOUR);
  });

  test('counts by the wall clock after the machine was started anew', () => {
    expect(remainingMs(plan, { wallMs: now.wallMs + 10 * HOUR, upMs: 5, bootId: 'b' })).toBe(8 * HOUR);
  });

  test('is never further away than it was when it was made', () => {
    expect(remainingMs(plan, { wallMs: 0, upMs: 5, bootId: 'b' })).toBe(18 * HOUR);
  });

  test('that was missed by far is spread over some minutes, once', () => {
    const back: Moment = { wallMs: now.wallMs + 100 * HOUR, upMs: 5, bootId: 'b' };
    const spread = chances.map(
      (chance) =>
        remainingMs(
          reviewPlan(plan, back, () => chance),
          back,
        ) / 60_000,
    );
    expect(spread).toEqual([0, 2.5, 5, expect.closeTo(10, 3)]);
    const again: Moment = { wallMs: now.wallMs + 200 * HOUR, upMs: 5, bootId: 'c' };
    expect(
      remainingMs(
        reviewPlan(
          reviewPlan(plan, back, () => 0.5),
          again,
          () => 0.9,
        ),
        again,
      ),
    ).toBeLessThanOrEqual(0);
  });

  test('that has just come is not put off', () => {
    const due = later(now, 18 * HOUR + 1);
    expect(
      remainingMs(
        reviewPlan(plan, due, () => 0.9),
        due,
      ),
    ).toBe(-1);
  });
});
