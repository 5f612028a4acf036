import { expect, test } from 'vitest';
import { decideInventory } from './contact-service.ts';

const DAY = 86_400_000;

test.each([
  { name: 'always', frequencyDays: 0, last: 0, now: 1, wanted: 'send' },
  { name: 'never', frequencyDays: -1, last: null, now: 1, wanted: 'off' },
  { name: 'never, not even for a known machine', frequencyDays: -1, last: 0, now: 9 * DAY, wanted: 'off' },
  { name: 'at first', frequencyDays: 7, last: null, now: 1, wanted: 'send' },
  { name: 'not before it is due', frequencyDays: 7, last: 0, now: 7 * DAY, wanted: 'wait' },
  { name: 'when it is due', frequencyDays: 7, last: 0, now: 7 * DAY + 1, wanted: 'send' },
] as const)('decideInventory() asks $name', ({ frequencyDays, last, now, wanted }) => {
  expect(decideInventory(frequencyDays, last, now)).toBe(wanted);
});
