import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPendingAnswers } from './pending-answers.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('work that is done in time is answered at once, also when it fails', async () => {
  const answers = createPendingAnswers<string>({ afterMs: 1000, keepMs: 1000, most: 1 });
  expect(await answers.outcomeOf('a', Promise.resolve('done'))).toEqual({ made: 'done' });
  const error = new Error('no');
  expect(await answers.outcomeOf('a', Promise.reject(error))).toEqual({ error });
  expect(answers.fetch('a')).toBeUndefined();
});

test('work that takes long is fetched later, and forgotten in the end', async () => {
  const answers = createPendingAnswers<string>({ afterMs: 5, keepMs: 200, most: 1 });
  const work = Promise.withResolvers<string>();
  const first = answers.outcomeOf('a', work.promise);
  await vi.advanceTimersByTimeAsync(5);
  expect(await first).toBeNull();
  expect(answers.fetch('a')).toBeNull();
  expect(answers.fetch('b')).toBeUndefined();
  work.resolve('done');
  await vi.advanceTimersByTimeAsync(199);
  expect(answers.fetch('a')).toEqual({ made: 'done' });
  expect(answers.fetch('a')).toEqual({ made: 'done' });
  await vi.advanceTimersByTimeAsync(1);
  expect(answers.fetch('a')).toBeUndefined();
});

test('where no place is left, the agent waits on the line', async () => {
  const answers = createPendingAnswers<string>({ afterMs: 5, keepMs: 50, most: 1 });
  const first = answers.outcomeOf('a', new Promise(() => undefined));
  const work = Promise.withResolvers<string>();
  await vi.advanceTimersByTimeAsync(5);
  expect(await first).toBeNull();
  const second = answers.outcomeOf('b', work.promise);
  await vi.advanceTimersByTimeAsync(30);
  work.resolve('second');
  expect(await second).toEqual({ made: 'second' });
});
