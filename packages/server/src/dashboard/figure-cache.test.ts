import { expect, test } from 'vitest';
import { createFigureCache } from './figure-cache.ts';

/** A cache with a stopwatch that stands still, and work that takes as long as it says. */
function scene() {
  let now = 0;
  let runs = 0;
  const cache = createFigureCache({ clock: () => 1000 + now, stopwatch: () => now });
  const work = (costMs: number) => async () => {
    now += costMs;
    runs += 1;
    return runs;
  };
  return {
    cache,
    get: async (costMs: number) => (await cache.get('figure', work(costMs))).value,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

test('a cheap figure is computed again as soon as something changed, and not before', async () => {
  const { cache, get, pass } = scene();
  expect(await get(1)).toBe(1);
  pass(1000);
  expect(await get(1)).toBe(1);
  cache.invalidate();
  pass(1);
  expect(await get(1)).toBe(2);
});

test('a dear figure stays for twenty times its cost, then the old one is shown while the new one is computed', async () => {
  const { cache, get, pass } = scene();
  expect(await get(500)).toBe(1);
  cache.invalidate();
  pass(9_000);
  expect(await get(500)).toBe(1);
  pass(1_000);
  expect(await get(500)).toBe(1); // and computed behind it
  expect(await get(500)).toBe(2);
});

test('without changes a figure is computed again after a minute, because the time passes', async () => {
  const { get, pass } = scene();
  expect(await get(1)).toBe(1);
  pass(60_000);
  expect(await get(1)).toBe(2);
});

test('those who ask at once share one computation; one that failed is tried again', async () => {
  const cache = createFigureCache({ clock: () => 0 });
  let runs = 0;
  const failing = () =>
    cache.get('figure', async () => {
      runs += 1;
      throw new Error('no database');
    });
  const answers = await Promise.allSettled([failing(), failing()]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(runs).toBe(1);
  expect((await cache.get('figure', async () => 7)).value).toBe(7);
});

test('of many values the last ones are kept; what is forgotten is computed again, however dear it was', async () => {
  let runs = 0;
  const cache = createFigureCache({ clock: () => 0, most: 2 });
  const work = async () => {
    runs += 1;
    return runs;
  };
  for (const key of ['a', 'b', 'c', 'c', 'b', 'a']) await cache.get(key, work);
  expect(runs).toBe(4); // a, b, c, and a again
  cache.clear();
  expect((await cache.get('a', work)).value).toBe(5);
});

test('what was being computed when all was forgotten is told to nobody who asks later', async () => {
  const cache = createFigureCache({ clock: () => 0 });
  const ends: ((value: number) => void)[] = [];
  const work = () => new Promise<number>((resolve) => ends.push(resolve));
  const before = cache.get('a', work);
  cache.clear();
  const after = cache.get('a', work);
  ends[1]?.(2);
  ends[0]?.(1);
  expect([(await before).value, (await after).value]).toEqual([1, 2]);
  expect((await cache.get('a', work)).value).toBe(2);
});
