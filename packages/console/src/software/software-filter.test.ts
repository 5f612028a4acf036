import { expect, test } from 'vitest';
import { readFilter, writeFilter } from './software-filter.ts';

test('a filter is read from an address, and written into it', () => {
  const search = { q: 'fire', page: '3', categoryId: '5', machinesFrom: '10', name: 'fox', unwanted: 'yes' };
  const filter = readFilter(search);
  expect(filter).toEqual({ categoryId: 5, machinesFrom: 10, name: 'fox', unwanted: 'yes' });
  expect(writeFilter(search, filter)).toEqual({ ...search, page: undefined });
  expect(writeFilter(search, {})).toEqual({ q: 'fire' });
});

test('what is senseless narrows nothing', () => {
  expect(
    readFilter({ categoryId: 'x', machinesTo: '-1', installed: 'maybe', decidedBy: 'me', versionsFrom: '1e999' }),
  ).toEqual({});
});

test('of which computers it is, is a part of the filter', () => {
  const search = { os: ' windows ', tag: '', group: 'Sales', query: 'memory<8GB', page: '2' };
  expect(readFilter(search)).toEqual({ os: 'windows', group: 'Sales', query: 'memory<8GB' });
  expect(writeFilter(search, { tag: 'LAB' })).toEqual({ tag: 'LAB' });
});
