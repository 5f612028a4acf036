import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PAGE_SIZES, parseTableState, type TableState, writeTableState } from './table-state.ts';

const defaults: TableState = { q: '', sort: [{ field: 'lastContactAt', descending: true }], page: 1, size: 50 };

test.each([
  { name: 'nothing', search: {}, state: defaults },
  {
    name: 'everything',
    search: { q: 'dell 12', sort: '-memoryMiB,name', page: '3', size: '100' },
    state: {
      q: 'dell 12',
      sort: [
        { field: 'memoryMiB', descending: true },
        { field: 'name', descending: false },
      ],
      page: 3,
      size: 100,
    },
  },
  {
    name: 'nonsense as the defaults',
    search: { sort: '";drop table', page: '-1', size: '100000' },
    state: defaults,
  },
  { name: 'a huge page as the default', search: { page: '1e99' }, state: defaults },
])('parseTableState() reads $name', ({ search, state }) => {
  expect(parseTableState(search as Record<string, string>, defaults)).toEqual(state);
});

test('writeTableState() leaves out defaults and keeps what belongs to others', () => {
  const search = { q: 'x', page: '2', 'software.q': 'ssl', section: 'drives' };
  expect(writeTableState(search, defaults, defaults)).toEqual({ 'software.q': 'ssl', section: 'drives' });
  expect(writeTableState(search, { ...defaults, q: 'y' }, defaults, 'software.')).toEqual({
    ...search,
    'software.q': 'y',
  });
});

test('a written state is read again as it was', () => {
  const sort = fc.array(fc.record({ field: fc.stringMatching(/^[a-z][A-Za-z0-9]{0,9}$/), descending: fc.boolean() }), {
    minLength: 1,
    maxLength: 3,
  });
  const state = fc.record({
    q: fc.string(),
    sort,
    page: fc.integer({ min: 1, max: 1_000_000 }),
    size: fc.constantFrom(...PAGE_SIZES),
  });
  fc.assert(
    fc.property(state, fc.constantFrom('', 'software.'), (wanted, prefix) => {
      expect(parseTableState(writeTableState({}, wanted, defaults, prefix), defaults, { prefix })).toEqual(wanted);
    }),
  );
});

test('parseTableState() leaves out fields that the table does not have', () => {
  const state = parseTableState({ sort: '-bogus,name' }, defaults, { fields: ['name'] });
  expect(state.sort).toEqual([{ field: 'name', descending: false }]);
  expect(parseTableState({ sort: 'bogus' }, defaults, { fields: ['name'] })).toEqual(defaults);
});

test('a table without a sort key is in its default order', () => {
  expect(writeTableState({ sort: 'name' }, { ...defaults, sort: [] }, defaults)).toEqual({});
});
