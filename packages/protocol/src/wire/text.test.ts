import { describe, expect, test } from 'vitest';
import { AppError } from '../errors.ts';
import { decodeText, repairDoubleEncoding, withoutIllegal } from './text.ts';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : part)));

const utf16 = (text: string, isLittle: boolean) =>
  [...text].flatMap((c) => {
    const code = c.charCodeAt(0);
    return isLittle ? [code & 0xff, code >> 8] : [code >> 8, code & 0xff];
  });

describe('decodeText()', () => {
  test.each([
    { name: 'UTF-8', input: bytes('<a>é€😀</a>'), text: '<a>é€😀</a>' },
    { name: 'a byte order mark', input: bytes([0xef, 0xbb, 0xbf], '<a>é</a>'), text: '<a>é</a>' },
    { name: 'UTF-16 with a mark', input: bytes([0xff, 0xfe], utf16('<a>é</a>', true)), text: '<a>é</a>' },
    { name: 'big UTF-16 with a mark', input: bytes([0xfe, 0xff], utf16('<a>é</a>', false)), text: '<a>é</a>' },
    { name: 'UTF-16 without a mark', input: bytes(utf16('<a>é</a>', true)), text: '<a>é</a>' },
    { name: 'big UTF-16 without a mark', input: bytes(utf16('{"a":"é"}', false)), text: '{"a":"é"}' },
    {
      name: 'the declared encoding',
      input: bytes('<?xml version="1.0" encoding="iso-8859-15"?><a>', [0xa4], '</a>'),
      text: '<?xml version="1.0" encoding="iso-8859-15"?><a>€</a>',
    },
    {
      name: 'a Cyrillic encoding',
      input: bytes("<?xml version='1.0' encoding='windows-1251'?><a>", [0xcf, 0xca], '</a>'),
      text: "<?xml version='1.0' encoding='windows-1251'?><a>ПК</a>",
    },
    {
      name: 'UTF-8 that declares something else',
      input: bytes('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'),
      text: '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>',
    },
    {
      name: 'Windows-1252 that declares UTF-8',
      input: bytes('<?xml version="1.0" encoding="UTF-8"?><a>', [0xe9, 0x80], '</a>'),
      text: '<?xml version="1.0" encoding="UTF-8"?><a>é€</a>',
    },
    {
      name: 'an encoding nobody knows',
      input: bytes('<?xml encoding="x-klingon"?><a>', [0xe9], '</a>'),
      text: '<?xml encoding="x-klingon"?><a>é</a>',
    },
    { name: 'UTF-8 and Windows-1252 in one text', input: bytes('<a>é€😀', [0xe9], 'é</a>'), text: '<a>é€😀éé</a>' },
    { name: 'UTF-8 that is cut off', input: bytes('<a>', [0xe2, 0x82]), text: '<a>â‚' },
    { name: 'blanks before', input: bytes(' \r\n\t<a/>'), text: '<a/>' },
    {
      name: 'control characters',
      input: bytes('<a>x', [0, 1, 8, 0x0b, 0x1f], 'y\t\n</a>', [0]),
      text: '<a>xy\t\n</a>',
    },
    { name: 'U+FFFF', input: bytes('<a>x', [0xef, 0xbf, 0xbf], '</a>'), text: '<a>x</a>' },
  ])('reads $name', ({ input, text }) => {
    expect(decodeText(input)).toBe(text);
  });

  test('refuses overlong forms and halves of pairs as UTF-8', () => {
    expect(decodeText(bytes('<a>', [0xc0, 0xaf, 0xed, 0xa0, 0x80], '</a>'))).toBe('<a>À¯í\u00a0€</a>');
  });

  test.each([
    { name: 'nothing', input: bytes(), code: 'BODY_EMPTY' },
    { name: 'blanks', input: bytes(' \n\0'), code: 'BODY_EMPTY' },
    { name: 'plain text', input: bytes('hello'), code: 'BODY_NOT_DECODABLE' },
    { name: 'zlib', input: bytes([0x78, 0x9c, 0x4b, 0x4c]), code: 'BODY_NOT_DECODABLE' },
  ])('refuses $name', ({ input, code }) => {
    expect(() => decodeText(input)).toThrow(expect.objectContaining({ code }));
    expect(() => decodeText(input)).toThrow(AppError);
  });

  test('reads a million odd bytes at once', () => {
    const odd = new Uint8Array(1_000_000).fill(0xe9);
    odd[0] = 0x3c;
    expect(decodeText(odd)).toHaveLength(1_000_000);
  });
});

test.each([
  { text: 'FranÃ§ois', repaired: 'François' },
  { text: 'IntelÃ\u0082Â®', repaired: 'Intel®' },
  { text: 'São Paulo', repaired: 'São Paulo' },
  { text: 'Ã© and €', repaired: 'Ã© and €' }, // not Latin-1: nobody encoded it twice
  { text: 'Ã', repaired: 'Ã' },
  { text: 'Ã©é', repaired: 'Ã©é' },
])('repairDoubleEncoding() turns $text into $repaired', ({ text, repaired }) => {
  expect(repairDoubleEncoding(text)).toBe(repaired);
});

test('withoutIllegal() replaces halves of surrogate pairs', () => {
  expect(withoutIllegal('a\ud800b\u0000')).toBe('a\ufffdb');
});
