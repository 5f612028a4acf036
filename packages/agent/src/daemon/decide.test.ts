import { describe, expect, test } from 'vitest';
import type { Moment } from './clock.ts';
import { decide } from './decide.ts';
import { planPeriod } from './schedule.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const RULES = { firstDelayMs: 60 * MINUTE, together: false };

describe('decide()', () => {
  const now: Moment = { wallMs: 0, upMs: 0, bootId: 'a' };
  const soon = planPeriod(now, () => 0, 2 * MINUTE);
  const late = planPeriod(now, () => 0, 2 * DAY);
  const at = (ms: number): Moment => ({ wallMs: ms, upMs: ms, bootId: 'a' });

  test('sleeps until the next moment, but never long', () => {
    expect(decide(['a', 'b'], { a: soon, b: late }, now, Math.random, RULES)).toMatchObject({
      due: [],
      sleepMs: MINUTE,
    });
    expect(decide(['b'], { a: soon, b: late }, now, Math.random, RULES).sleepMs).toBe(10 * MINUTE);
    expect(decide([], {}, now, Math.random, RULES)).toEqual({ schedule: {}, due: [], sleepMs: 10 * MINUTE });
  });

  test('names those that are due; or all, when they go together', () => {
    const plans = { a: soon, b: late };
    expect(decide(['a', 'b'], plans, at(MINUTE), Math.random, RULES).due).toEqual(['a']);
    expect(decide(['a', 'b'], plans, at(MINUTE), Math.random, { ...RULES, together: true }).due).toEqual(['a', 'b']);
  });

  test('forgets targets that are no more', () => {
    expect(Object.keys(decide(['b'], { a: soon, b: late }, now, Math.random, RULES).schedule)).toEqual(['b']);
    expect(Object.keys(decide(['constructor'], {}, now, Math.random, RULES).schedule)).toEqual(['constructor']);
  });
});
