import { expect, test } from 'vitest';
import { nextTurn } from './next-turn.ts';

const tiles = [
  { top: 0, bottom: 300 },
  { top: 310, bottom: 610 },
  { top: 620, bottom: 920 },
];

test('the first tile that is not seen whole comes next, and the top after the last', () => {
  expect(nextTurn(tiles, { top: 0, bottom: 500 })).toBe(310);
  expect(nextTurn(tiles, { top: 310, bottom: 810 })).toBe(620);
  expect(nextTurn(tiles, { top: 620, bottom: 1120 })).toBe(0);
});

test('what fits stays, and what is higher than the screen is gone through', () => {
  expect(nextTurn(tiles, { top: 0, bottom: 1000 })).toBe(0);
  expect(nextTurn([{ top: 0, bottom: 2000 }], { top: 0, bottom: 800 })).toBe(800);
  expect(nextTurn([], { top: 0, bottom: 800 })).toBe(0);
});
