import { expect, test } from 'vitest';
import { type FilterSpecs, readFilter, withoutColumn, writeFilter } from './list-filter.ts';

const specs: FilterSpecs = {
  name: { kind: 'text', names: ['name'] },
  unknown: { kind: 'range', names: ['unknownFrom', 'unknownTo'] },
  seenAt: { kind: 'days', names: ['seenFrom', 'seenTo'] },
  type: { kind: 'choice', names: ['typeId'] },
};

test('readFilter() takes what makes sense, and leaves the rest', () => {
  const good = { name: 'a b', unknownFrom: '1', seenTo: '2026-11-20', typeId: '7' };
  expect(readFilter({ ...good, q: 'x', sort: 'name' }, specs)).toEqual(good);
  const bad = { name: 'x'.repeat(201), unknownFrom: '-1', unknownTo: '1e3', seenFrom: '2026-13-40', typeId: '0' };
  expect(readFilter(bad, specs)).toEqual({});
});

test('writeFilter() begins at the first page, and keeps what is not its own', () => {
  const search = { name: 'old', unknownTo: '3', page: '4', q: 'x' };
  expect(writeFilter(search, { typeId: '2', name: '' }, specs)).toEqual({ q: 'x', typeId: '2' });
});

test('withoutColumn() takes both ends of a range', () => {
  const filter = { name: 'a', unknownFrom: '1', unknownTo: '3' };
  expect(withoutColumn(filter, { kind: 'range', names: ['unknownFrom', 'unknownTo'] })).toEqual({ name: 'a' });
});
