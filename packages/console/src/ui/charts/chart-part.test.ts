import { expect, test } from 'vitest';
import { type ChartPart, largest, shares } from './chart-part.ts';

const part = (key: string, value: number): ChartPart => ({ key, label: key, value });

test('shares() adds up to the whole, and nothing has no shares', () => {
  expect(shares([part('a', 3), part('b', 1)])).toEqual([75, 25]);
  expect(shares([part('a', 0), part('b', 0)])).toEqual([0, 0]);
});

test('largest() keeps the largest and gathers the others in one part', () => {
  const parts = [part('a', 1), part('b', 5), part('c', 2), part('d', 3)];
  expect(largest(parts, 3, 'Others').map(({ label, value }) => [label, value])).toEqual([
    ['b', 5],
    ['d', 3],
    ['Others', 3],
  ]);
  expect(largest(parts, 4, 'Others')).toEqual(parts);
});
