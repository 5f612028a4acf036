import { expect, test } from 'vitest';
import { displayText } from './display-text.ts';

test.each([
  { name: 'plain text as it is', text: 'LibreOffice 24.2 — édition', shown: 'LibreOffice 24.2 — édition' },
  { name: 'a right-to-left override spelt out', text: 'invoice\u202Efdp.exe', shown: 'invoice⟨U+202E⟩fdp.exe' },
  { name: 'a zero-width space spelt out', text: 'a\u200bb', shown: 'a⟨U+200B⟩b' },
  { name: 'NUL and escape spelt out', text: '\u0000\u001b[31m', shown: '⟨U+0000⟩⟨U+001B⟩[31m' },
  { name: 'line breaks and tabs as spaces', text: 'a\r\nb\tc\nd', shown: 'a b c d' },
  { name: 'joined emoji and Persian text as they are', text: '👩‍💻 می‌خواهم', shown: '👩‍💻 می‌خواهم' },
  { name: 'half a surrogate pair replaced', text: 'x\ud800', shown: 'x\ufffd' },
])('displayText() shows $name', ({ text, shown }) => {
  expect(displayText(text)).toBe(shown);
});
