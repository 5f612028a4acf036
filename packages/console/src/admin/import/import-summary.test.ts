import { expect, test } from 'vitest';
import { summaryOf } from './import-summary.ts';

test('summaryOf() counts files, machines and refusals', () => {
  const failure = { name: 'x', code: 'X', message: '', hint: '' };
  expect(
    summaryOf([
      { state: { kind: 'waiting' } },
      { state: { kind: 'sending', part: 0.5 } },
      { state: { kind: 'failed', error: null } },
      { state: { kind: 'done', result: { imported: 3, created: 1, machines: [], failed: [failure, failure] } } },
    ]),
  ).toEqual({ over: 2, created: 1, updated: 2, refused: 3 });
});
