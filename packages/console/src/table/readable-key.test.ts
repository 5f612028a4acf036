import { rowKeys, type Section, sections } from '@muster/protocol';
import { expect, test } from 'vitest';
import { readableKey } from './readable-key.ts';

test.each([
  { key: '/home\u001f\u001f', words: '/home' },
  { key: 'postgresql\u001f5432\u001f', words: 'postgresql · 5432' },
  { key: 'postgresql\u001f5432\u001f#2', words: 'postgresql · 5432 (2)' },
  { key: 'C#\u001f', words: 'C#' },
  { key: '', words: '' },
])('readableKey() of $key is "$words"', ({ key, words }) => {
  expect(readableKey(key)).toBe(words);
});

test('readableKey() leaves nothing unseen of the keys that the protocol makes', () => {
  const section: Section = sections.drives;
  const row = Object.fromEntries(section.identity.map((column) => [column, 'x']));
  for (const key of rowKeys(section, [row, row])) expect(readableKey(key)).not.toMatch(/\p{Cc}/u);
});
