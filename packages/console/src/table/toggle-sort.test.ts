import { expect, test } from 'vitest';
import { formatSort, parseSort } from './table-state.ts';
import { toggleSort } from './toggle-sort.ts';

test.each([
  { before: '', field: 'name', after: 'name' },
  { before: 'name', field: 'name', after: '-name' },
  { before: '-name', field: 'name', after: '' },
  { before: 'name,os', field: 'bios.serial', after: 'bios.serial' },
  { before: 'name', field: 'os', shift: true, after: 'name,os' },
  { before: 'name,os', field: 'name', shift: true, after: '-name,os' },
  { before: '-name,os', field: 'name', shift: true, after: 'os' },
])('$before, then a click on $field: $after', ({ before, field, shift = false, after }) => {
  expect(formatSort(toggleSort(parseSort(before), field, shift))).toBe(after);
});
