import { expect, test } from 'vitest';
import {
  absentTiles,
  addTile,
  DEFAULT_ARRANGEMENT,
  MOST_TILES,
  moveTile,
  parseArrangement,
  removeTile,
  resizeTile,
} from './arrangement.ts';
import { tiles } from './tiles.ts';

const three = parseArrangement([
  { id: 'seen1d' },
  { id: 'systems', size: 'large' },
  { id: 'search:7', size: 'medium' },
]);
const idsOf = (arrangement: typeof three) => arrangement?.map(({ id }) => id);

test('parseArrangement() reads what was kept, and leaves out what it does not know', () => {
  expect(three).toEqual([
    { id: 'seen1d', size: 'small' },
    { id: 'systems', size: 'large' },
    { id: 'search:7', size: 'medium' },
  ]);
  const odd = [{ id: 'of-a-later-console' }, 7, null, { id: 'search:x' }, { id: 'ages', size: 'huge' }, { id: 'ages' }];
  expect(parseArrangement(odd)).toEqual([{ id: 'ages', size: 'small' }]);
  expect(parseArrangement({ id: 'ages' })).toBeUndefined();
  expect(parseArrangement([{ id: '__proto__' }, { id: 'toString' }])).toEqual([]);
  expect(parseArrangement(Array.from({ length: 99 }, (_, i) => ({ id: `search:${i + 1}` })))).toHaveLength(MOST_TILES);
});

test('tiles are moved, removed, resized and added', () => {
  const given = three ?? [];
  expect(idsOf(moveTile(given, 'search:7', 0))).toEqual(['search:7', 'seen1d', 'systems']);
  expect(idsOf(moveTile(given, 'seen1d', 99))).toEqual(['systems', 'search:7', 'seen1d']);
  expect(idsOf(removeTile(given, 'systems'))).toEqual(['seen1d', 'search:7']);
  expect(resizeTile(given, 'seen1d', 'large')[0]).toEqual({ id: 'seen1d', size: 'large' });
  expect(idsOf(addTile(given, 'ages'))).toEqual(['seen1d', 'systems', 'search:7', 'ages']);
  expect(addTile(given, 'systems')).toBe(given);
  expect(idsOf(addTile(parseArrangement([{ id: 'seen1d' }, { id: 'ages' }]) ?? [], 'lowDisk'))).toEqual([
    'seen1d',
    'lowDisk',
    'ages',
  ]);
});

test('the arrangement to begin with has each tile once at most, and the others can be added', () => {
  expect(new Set(idsOf(DEFAULT_ARRANGEMENT)).size).toBe(DEFAULT_ARRANGEMENT.length);
  expect(absentTiles(DEFAULT_ARRANGEMENT).length + DEFAULT_ARRANGEMENT.length).toBe(Object.keys(tiles).length);
});
