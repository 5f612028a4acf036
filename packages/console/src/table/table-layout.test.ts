import { expect, test } from 'vitest';
import { moved, NO_LAYOUT, parseLayout, shownColumns } from './table-layout.ts';

const columns = [{ id: 'name' }, { id: 'os' }, { id: 'cpu', optional: true }];
const ids = (chosen: readonly string[] | null) => shownColumns(columns, chosen).map(({ id }) => id);

test('shownColumns() shows what was chosen, in that order, and never nothing', () => {
  expect(ids(null)).toEqual(['name', 'os']);
  expect(ids(['cpu', 'name'])).toEqual(['cpu', 'name']);
  expect(ids(['gone', 'cpu'])).toEqual(['cpu']);
  expect(ids(['gone'])).toEqual(['name', 'os']);
});

test.each([
  { stored: 'x', layout: undefined },
  { stored: null, layout: undefined },
  { stored: {}, layout: NO_LAYOUT },
  { stored: { columns: [], widths: [] }, layout: NO_LAYOUT },
  {
    stored: { columns: ['a', 1, 'a', 'b'], widths: { a: 120, b: 3, c: 'wide' } },
    layout: { columns: ['a', 'b'], widths: { a: 120 } },
  },
])('parseLayout() reads $stored', ({ stored, layout }) => {
  expect(parseLayout(stored)).toEqual(layout);
});

test('moved() keeps every entry', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
});
