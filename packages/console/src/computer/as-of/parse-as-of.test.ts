import { expect, test } from 'vitest';
import { parseAsOf } from './parse-as-of.ts';

const NOW = Date.UTC(2026, 10, 20, 12);

test('parseAsOf() takes a day as its end, by the clock of who looks', () => {
  expect(parseAsOf('2026-11-01', NOW)).toBe(new Date(new Date(2026, 10, 2).getTime() - 1).toISOString());
});

test.each([
  { text: '2026-11-01T10:00:00.000Z', at: '2026-11-01T10:00:00.000Z' },
  { text: '2026-11-01T10:00+02:00', at: '2026-11-01T08:00:00.000Z' },
  { text: '2026-11-21', at: null },
  { text: '2027-01-01T00:00:00Z', at: null },
  { text: 'yesterday', at: null },
  { text: '2026-11-01T10:00', at: null },
  { text: undefined, at: null },
])('parseAsOf() of $text is $at', ({ text, at }) => {
  expect(parseAsOf(text, NOW)).toBe(at);
});
