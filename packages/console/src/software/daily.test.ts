import { expect, test } from 'vitest';
import { daily } from './daily.ts';

const nowMs = Date.UTC(2026, 10, 20, 15);

test('a value holds until it changes, from before the first day on', () => {
  const changes = [
    { day: '2026-10-01', machines: 5 },
    { day: '2026-11-18', machines: 7 },
  ];
  expect(daily(changes, { since: '2026-09-01', days: 4, nowMs }).map(({ machines }) => machines)).toEqual([
    5, 5, 7, 7, 7,
  ]);
});

test('days of which nothing is known are not there', () => {
  const changes = [{ day: '2026-11-19', machines: 3 }];
  expect(daily(changes, { since: '2026-11-18', days: 30, nowMs })).toEqual([
    { day: '2026-11-18', machines: 0 },
    { day: '2026-11-19', machines: 3 },
    { day: '2026-11-20', machines: 3 },
  ]);
  expect(daily([], { since: null, days: 30, nowMs })).toEqual([]);
});
