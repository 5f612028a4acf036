import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wildcard } from './wildcard.ts';

/** The obvious way, which takes exponential time. */
function naive(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  if (pattern[0] === '*') return naive(pattern.slice(1), text) || (text !== '' && naive(pattern, text.slice(1)));
  if (text === '') return false;
  return (pattern[0] === '?' || pattern[0] === text[0]) && naive(pattern.slice(1), text.slice(1));
}

test('wildcard() says what the obvious way says', () => {
  const letters = (also: string) => fc.string({ unit: fc.constantFrom('a', 'b', ...also), maxLength: 8 });
  fc.assert(
    fc.property(letters('*?'), letters(''), (pattern, text) => {
      fc.pre(pattern !== '');
      expect(wildcard(pattern)(text)).toBe(naive(pattern, text));
    }),
    { numRuns: 2000 },
  );
});

test('wildcard() finds every text by itself, its special characters escaped', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (text) => {
      const escaped = text.replace(/[\\*?]/g, '\\$&');
      expect(wildcard(escaped)(text)).toBe(true);
      expect(wildcard(escaped)(`${text}x`)).toBe(false);
      expect(wildcard(`*${escaped}*`)(`a${text}b`)).toBe(true);
    }),
  );
});

test.each([
  ['', 'anything', true],
  ['*', '', true],
  ['firefox', 'Firefox', true],
  ['firefox', 'Firefox ESR', false],
  ['Firefox*', 'FIREFOX ESR', true],
  ['*java*(?? bit)', 'Java 8 (64 bit)', true],
  ['100\\*', '100*', true],
  ['100\\*', '1000', false],
  ['end\\', 'end\\', true],
])('wildcard(%j) of %j is %s', (pattern, text, expected) => {
  expect(wildcard(pattern)(text)).toBe(expected);
});

test('wildcard() of many stars does not take forever', () => {
  const pattern = `${'*a'.repeat(100)}*b`;
  expect(wildcard(pattern)('a'.repeat(20_000))).toBe(false);
});
