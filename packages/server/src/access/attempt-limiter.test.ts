import { expect, test } from 'vitest';
import { createAttemptLimiter } from './attempt-limiter.ts';

function setUp() {
  let now = 1_000_000;
  const limiter = createAttemptLimiter({ failures: 2, windowS: 60, clock: () => now });
  return { limiter, pass: (ms: number) => (now += ms) };
}

test('a key waits after its last allowed failure, for the rest of the window', () => {
  const { limiter, pass } = setUp();
  limiter.fail('a');
  pass(10_000);
  limiter.fail('a');
  expect(() => limiter.check('a')).toThrow(
    expect.objectContaining({ code: 'TOO_MANY_ATTEMPTS', details: { seconds: 50 } }),
  );
  expect(() => limiter.check('b')).not.toThrow();
  pass(50_000);
  expect(() => limiter.check('a')).not.toThrow();
});

test('a success clears a key', () => {
  const { limiter } = setUp();
  limiter.fail('a');
  limiter.succeed('a');
  limiter.fail('a');
  expect(() => limiter.check('a')).not.toThrow();
});

test('a flood of keys does not grow without end, and forgets the oldest', () => {
  const { limiter } = setUp();
  for (const key of ['first', 'first']) limiter.fail(key);
  for (let i = 0; i < 10_000; i += 1) limiter.fail(`key ${i}`);
  expect(() => limiter.check('first')).not.toThrow();
});
