import { expect, test } from 'vitest';
import { machineTabs, tabBeside } from './machine-views.ts';
import { groupSections } from './sections/group-sections.ts';

const at = '2026-11-20T09:40:00.000Z';
const groups = groupSections([
  { name: 'hardware', count: 1, changedAt: at },
  { name: 'software', count: 2500, changedAt: at },
]);

test('machineTabs() has what is known of the machine, and of the past only what is kept', () => {
  const now = machineTabs(groups, { other: 3, hasOther: true, changes: 7, isPast: false });
  expect(now.map(({ value, count }) => `${value} ${count}`)).toEqual([
    'system 0',
    'software 2500',
    'other 3',
    'administration 0',
    'settings 0',
    'identity 0',
    'changes 7',
    'raw 0',
  ]);
  const past = machineTabs(groups, { other: 0, hasOther: false, changes: 7, isPast: true });
  expect(past.map(({ value }) => value)).toEqual(['system', 'software', 'changes']);
});

test('tabBeside() stays at the ends', () => {
  const tabs = machineTabs(groups, { other: 0, hasOther: false, changes: 0, isPast: true });
  expect(tabBeside(tabs, 'system', 1)).toBe('software');
  expect(tabBeside(tabs, 'system', -1)).toBe('system');
  expect(tabBeside(tabs, 'changes', 1)).toBe('changes');
});
