import { expect, test } from 'vitest';
import { performanceScore } from '../bench/page/score.ts';

test.each([
  ['nothing to wait for', { fcp: 0, lcp: 0, cls: 0, tbt: 0, rows: 0 }, 100],
  ['what every tenth page reaches', { fcp: 934, lcp: 1_200, cls: 0.1, tbt: 150, rows: 1_311 }, 90],
  ['what every other page reaches', { fcp: 1_600, lcp: 2_400, cls: 0.25, tbt: 350, rows: 2_300 }, 50],
  ['a page that never comes', { fcp: 1e7, lcp: 1e7, cls: 100, tbt: 1e7, rows: 1e7 }, 0],
])('the points of a page: %s', (_name, figures, points) => {
  expect(performanceScore(figures)).toBe(points);
});
