import { expect, test } from 'vitest';
import { contactStatus } from './contact-status.ts';

const NOW = Date.UTC(2026, 10, 20);
const ago = (hours: number) => new Date(NOW - hours * 3_600_000).toISOString();

test.each([
  { hours: 0, every: 24, status: 'current' },
  { hours: 48, every: 24, status: 'current' },
  { hours: 49, every: 24, status: 'late' },
  { hours: 3, every: 1, status: 'late' },
  { hours: 24 * 30, every: 24, status: 'late' },
  { hours: 24 * 30 + 1, every: 24, status: 'lost' },
  { hours: 24 * 40, every: 24 * 30, status: 'current' }, // one that is told to come once a month
  { hours: 24 * 61, every: 24 * 30, status: 'lost' },
])('contactStatus() of a machine heard of $hours h ago, due every $every h, is $status', ({ hours, every, status }) => {
  expect(contactStatus(ago(hours), NOW, every)).toBe(status);
});
