import { expect, test } from 'vitest';
import { addressOf, columnsOf, filtersOf, viewOf } from './view-address.ts';

test('a view keeps what an address filters by, on any list, but not the page', () => {
  const search = {
    q: 'office',
    publisher: 'Microsoft*',
    page: '3',
    size: '100',
    view: '4',
    sort: 'name',
    columns: 'name',
  };
  expect(filtersOf(search)).toEqual({ q: 'office', params: { publisher: 'Microsoft*' } });
  expect(filtersOf({ query: 'os:debian', archived: 'only', filter: '' })).toEqual({
    query: 'os:debian',
    archived: 'only',
  });
  expect(filtersOf({ 'a b': 'x', __proto__x: 'y' })).toEqual({});
});

test('the address of a view shows what was kept', () => {
  const state = { columns: ['name', 'machines'], sort: '-machines', q: 'office', params: { publisher: 'Microsoft*' } };
  const address = addressOf({ id: 4, state });
  expect(address).toEqual({
    view: '4',
    columns: 'name,machines',
    sort: '-machines',
    q: 'office',
    publisher: 'Microsoft*',
  });
  expect([columnsOf(address), viewOf(address), filtersOf(address)]).toEqual([
    state.columns,
    4,
    { q: 'office', params: state.params },
  ]);
});

test.each([
  { search: {}, columns: null, view: null },
  { search: { columns: ';drop,__proto__.x,', view: '-1' }, columns: null, view: null },
  { search: { columns: 'name,name,admin.3', view: '7' }, columns: ['name', 'admin.3'], view: 7 },
])('columns and view of $search', ({ search, columns, view }) => {
  expect(columnsOf(search)).toEqual(columns);
  expect(viewOf(search)).toBe(view);
});
