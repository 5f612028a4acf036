import { expect, test } from 'vitest';
import { agreement } from './record-facts.ts';

test.each([
  {
    name: 'the same values in another order and case',
    values: [
      ['A', 'b'],
      ['B', 'a'],
    ],
    told: 'same',
  },
  {
    name: 'one network card in common',
    values: [
      ['a', 'b'],
      ['b', 'c'],
    ],
    told: 'overlapping',
  },
  { name: 'a card that only two of three have', values: [['a'], ['a', 'b'], ['b']], told: 'different' },
  { name: 'other values', values: [['a'], ['b']], told: 'different' },
  { name: 'two, where only one says anything', values: [['a'], []], told: 'incomplete' },
  { name: 'two that differ, and one that says nothing', values: [['a'], [], ['b']], told: 'different' },
  { name: 'nobody that says anything', values: [[], []], told: 'incomplete' },
])('agreement() of $name is "$told"', ({ values, told }) => {
  expect(agreement(values)).toBe(told);
});
