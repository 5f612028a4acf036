import { expect, test } from 'vitest';
import { defineSection, integer, text } from './define-section.ts';
import { diffRows, fingerprintInput, volatileInput } from './diff.ts';

const disks = defineSection({
  name: 'disks',
  label: 'Disks',
  description: 'Disks.',
  group: 'storage',
  rows: 'many',
  wire: { xml: 'DISKS' },
  identity: ['name'],
  columns: {
    name: text('Name', 'Name.', { xml: 'NAME' }),
    size: integer('Size', 'Size.', { xml: 'SIZE', unit: 'MB' }),
    free: integer('Free', 'Free.', { xml: 'FREE', unit: 'MB', volatile: true }),
  },
});
const disk = (name: string, size: number | null = 1, free: number | null = 1) => ({ name, size, free });
const nothing = { added: [], changed: [], removed: [], volatileOnly: [] };

test('diffRows() finds what came, went and changed', () => {
  const before = [disk('a'), disk('b'), disk('c')];
  const after = [disk('c', 1, 9), disk('d'), disk('b', 2, 5)];
  const diff = diffRows(disks, before, after);
  expect(diff.added.map(({ row }) => row)).toEqual([disk('d')]);
  expect(diff.removed.map(({ row }) => row)).toEqual([disk('a')]);
  expect(diff.changed).toMatchObject([{ before: disk('b'), after: disk('b', 2, 5), columns: ['size', 'free'] }]);
  expect(diff.volatileOnly).toMatchObject([{ after: disk('c', 1, 9), columns: ['free'] }]);
  expect(diff.removed[0]?.row).toBe(before[0]);
});

test('diffRows() does not care about order, also where rows share an identity', () => {
  const rows = [disk('a', 1), disk('a', 2), disk('a', 3), disk('b')];
  expect(diffRows(disks, rows, rows.toReversed())).toEqual(nothing);
});

test('diffRows() tells which of several namesakes went', () => {
  const diff = diffRows(disks, [disk('a', 1), disk('a', 2), disk('a', 3)], [disk('a', 3), disk('a', 1)]);
  expect(diff).toMatchObject({ ...nothing, removed: [{ row: disk('a', 2) }] });
});

test('diffRows() pairs namesakes that are not equal in their order', () => {
  const diff = diffRows(disks, [disk('a', 1), disk('a', 2)], [disk('a', 2), disk('a', 5), disk('a', 6)]);
  expect(diff.changed).toMatchObject([{ before: disk('a', 1), after: disk('a', 5) }]);
  expect(diff.added).toMatchObject([{ row: disk('a', 6) }]);
});

test('diffRows() finds no change where the volatile columns of namesakes differ, whatever their order', () => {
  const diff = diffRows(disks, [disk('a', 1, 5), disk('a', 2, 6)], [disk('a', 2, 7), disk('a', 1, 8)]);
  expect({ ...diff, volatileOnly: [] }).toEqual(nothing);
  expect(diff.volatileOnly).toMatchObject([
    { before: disk('a', 2, 6), after: disk('a', 2, 7) },
    { before: disk('a', 1, 5), after: disk('a', 1, 8) },
  ]);
});

test('diffRows() takes a missing cell, null and an empty text for the same', () => {
  expect(diffRows(disks, [{ name: 'a' }], [{ name: 'a', size: null, free: null }])).toEqual(nothing);
});

test('diffRows() keeps a thousand namesakes apart quickly', () => {
  const rows = Array.from({ length: 5000 }, (_, i) => disk('a', i));
  expect(diffRows(disks, rows, rows.slice(1)).removed).toHaveLength(1);
});

test('fingerprintInput() sees stable columns only, in any order', () => {
  const input = fingerprintInput(disks, [disk('a'), disk('b')]);
  expect(fingerprintInput(disks, [disk('b', 1, 7), disk('a')])).toBe(input);
  expect(fingerprintInput(disks, [disk('b', 2), disk('a')])).not.toBe(input);
  expect(fingerprintInput(disks, [disk('a')])).not.toBe(input);
});

test('volatileInput() sees volatile columns, each with its row', () => {
  const input = volatileInput(disks, [disk('a', 1, 1), disk('b', 1, 2)]);
  expect(volatileInput(disks, [disk('b', 5, 2), disk('a', 5, 1)])).toBe(input);
  expect(volatileInput(disks, [disk('a', 1, 2), disk('b', 1, 1)])).not.toBe(input);
});

test('a section that is volatile as a whole never changes', () => {
  const processes = { ...disks, volatile: true as const };
  expect(fingerprintInput(processes, [disk('a')])).toBe(fingerprintInput(processes, []));
  expect(diffRows(processes, [disk('a')], [disk('a', 2)]).changed).toEqual([]);
});
