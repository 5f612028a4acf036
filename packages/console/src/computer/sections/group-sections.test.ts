import { expect, test } from 'vitest';
import { groupSections, unknownSections } from './group-sections.ts';

const at = '2026-11-20T09:40:00.000Z';
const counts = ['software', 'databases', 'drives', 'databasesServices', 'fromTheFuture', 'toString'].map((name) => ({
  name,
  count: 3,
  changedAt: at,
}));

test('groupSections() has the groups in the order of the tabs, parents before children, and no empty ones', () => {
  const groups = groupSections([...counts, { name: 'printers', count: 0, changedAt: at }]);
  expect(groups.map(({ group }) => group)).toEqual(['storage', 'software']);
  const names = groups.flatMap((group) => group.sections.map(({ name }) => name));
  expect(names).not.toContain('printers');
  expect(names.indexOf('databasesServices')).toBeLessThan(names.indexOf('databases'));
});

test('unknownSections() names what a newer server tells of', () => {
  expect(unknownSections(counts)).toEqual(['fromTheFuture', 'toString']);
});
