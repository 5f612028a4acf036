import { expect, test } from 'vitest';
import { moveItem } from './move-item.ts';

test.each([
  { from: 0, to: 2, list: ['b', 'c', 'a'] },
  { from: 2, to: 0, list: ['c', 'a', 'b'] },
  { from: 1, to: 1, list: ['a', 'b', 'c'] },
  { from: 0, to: -1, list: ['a', 'b', 'c'] },
  { from: 2, to: 3, list: ['a', 'b', 'c'] },
])('moveItem() from $from to $to', ({ from, to, list }) => {
  expect(moveItem(['a', 'b', 'c'], from, to)).toEqual(list);
});
