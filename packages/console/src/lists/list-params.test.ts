import { expect, test } from 'vitest';
import { parseListParams, writeListParams } from './list-params.ts';

const nothing = { query: '', filter: '', archived: 'exclude' };

test.each([
  { search: {}, params: nothing },
  {
    search: { query: 'os:debian', filter: 'memory<8GB', archived: 'only' },
    params: { query: 'os:debian', filter: 'memory<8GB', archived: 'only' },
  },
  { search: { archived: 'maybe' }, params: nothing },
])('parseListParams() reads $search', ({ search, params }) => {
  expect(parseListParams(search)).toEqual(params);
});

test('writeListParams() keeps the rest, leaves out defaults, and begins at the first page', () => {
  const search = { q: 'x', page: '3', query: 'os:debian', view: '7' };
  expect(writeListParams(search, { query: '' })).toEqual({ q: 'x', view: '7' });
  expect(writeListParams({ archived: 'only' }, { archived: 'exclude' })).toEqual({});
});
