import { expect, test } from 'vitest';
import { dayRange } from './day-range.ts';

test('dayRange() holds the whole of both days', () => {
  const { from, to } = dayRange('2026-02-27', '2026-02-28');
  expect(new Date(from ?? '')).toEqual(new Date(2026, 1, 27));
  expect(new Date(to ?? '')).toEqual(new Date(2026, 2, 1));
});

test('dayRange() leaves out what is no day', () => {
  expect(dayRange('', 'yesterday')).toEqual({});
  expect(dayRange('2026-02-27', '2026-2-27')).toEqual({ from: new Date(2026, 1, 27).toISOString() });
});
