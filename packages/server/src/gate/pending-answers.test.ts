import { expect, test } from 'vitest';
import { createPendingAnswers } from './pending-answers.ts';

const after = <T>(ms: number, value: T) => new Promise<T>((resolve) => setTimeout(() => resolve(value), ms));

test('work that is done in time is answered at once, also when it fails', async () => {
  const answers = createPendingAnswers<string>({ afterMs: 1000, keepMs: 1000, most: 1 });
  expect(await answers.outcomeOf('a', Promise.resolve('done'))).toEqual({ made: 'done' });
  const error = new Error('no');
  expect(await answers.outcomeOf('a', Promise.reject(error))).toEqual({ error });
  expect(answers.fetch('a')).toBeUndefined();
});

test('work that takes long is fetched later, and forgotten in the end', async () => {
  const answers = createPendingAnswers<string>({ afterMs: 5, keepMs: 200, most: 1 });
  expect(await answers.outcomeOf('a', after(30, 'done'))).toBeNull();
  expect(answers.fetch('a')).toBeNull();
  expect(answers.fetch('b')).toBeUndefined();
  await after(50, null);
  expect(answers.fetch('a')).toEqual({ made: 'done' });
  expect(answers.fetch('a')).toEqual({ made: 'done' });
  await after(300, null);
  expect(answers.fetch('a')).toBeUndefined();
});

test('where no place is left, the agent waits on the line', async () => {
  const answers = createPendingAnswers<string>({ afterMs: 5, keepMs: 50, most: 1 });
  expect(await answers.outcomeOf('a', after(40, 'first'))).toBeNull();
  expect(await answers.outcomeOf('b', after(30, 'second'))).toEqual({ made: 'second' });
});
