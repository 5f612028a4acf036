import { expect, test } from 'vitest';
import { parseListParams, writeListParams } from './list-params.ts';

const nothing = { query: '', filter: '', archived: 'exclude', columns: null, view: null };

test.each([
  { search: {}, params: nothing },
  {
    search: {
      query: 'os:debian',
      filter: 'memory<8GB',
      archived: 'only',
      columns: 'name,bios.systemSerial',
      view: '7',
    },
    params: {
      query: 'os:debian',
      filter: 'memory<8GB',
      archived: 'only',
      columns: ['name', 'bios.systemSerial'],
      view: 7,
    },
  },
  { search: { archived: 'maybe', columns: ';drop,__proto__.x,', view: '-1' }, params: nothing },
  { search: { columns: 'name,name,admin.3' }, params: { ...nothing, columns: ['name', 'admin.3'] } },
])('parseListParams() reads $search', ({ search, params }) => {
  expect(parseListParams(search)).toEqual(params);
});

test('writeListParams() keeps the rest, leaves out defaults, and begins at the first page', () => {
  const search = { q: 'x', page: '3', query: 'os:debian', view: '7' };
  expect(writeListParams(search, { query: '', view: null })).toEqual({ q: 'x' });
  expect(writeListParams(search, { columns: ['name', 'os'] })).toEqual({ ...search, columns: 'name,os' });
  expect(writeListParams({ archived: 'only' }, { archived: 'exclude' })).toEqual({});
});
