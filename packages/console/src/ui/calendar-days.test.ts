import { expect, test } from 'vitest';
import { addDays, addMonths, daysOfMonth } from './calendar-days.ts';

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2024-01-31', 1, '2024-02-29'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2026-12-15', 1, '2027-01-15'],
  ['2026-01-15', -13, '2024-12-15'],
])('%s and %i months', (day, months, other) => {
  expect(addMonths(day, months)).toBe(other);
});

test('a day in spring and autumn has 24 hours', () => {
  expect([addDays('2026-03-29', 1), addDays('2026-10-25', 1)]).toEqual(['2026-03-30', '2026-10-26']);
});

test.each([
  ['2026-11-20', '2026-10-26', '2026-12-06', 6],
  ['2027-02-10', '2027-02-01', '2027-02-28', 4],
  ['2026-06-30', '2026-06-01', '2026-07-05', 5],
])('the weeks of %s go from %s to %s', (day, first, last, count) => {
  const weeks = daysOfMonth(day);
  expect([weeks[0]?.[0], weeks.at(-1)?.at(-1), weeks.length]).toEqual([first, last, count]);
});
