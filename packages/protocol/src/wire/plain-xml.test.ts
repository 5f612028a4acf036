import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LIMITS } from '../limits.ts';
import { readPlainXml } from './plain-xml.ts';
import { readStrictXml, readXml } from './xml.ts';

const plain = (text: string) => readPlainXml(text, (value) => value.trim());

test.each([
  { name: 'elements and text', text: '<A><B>x</B><C/>  </A>' },
  { name: 'a declaration', text: '<?xml version="1.0" encoding="UTF-8"?>\n<A><B>1</B></A>\n' },
  { name: 'references', text: '<A>&lt;a&gt; &amp;amp; &quot;&apos;</A>' },
  { name: 'line ends of Windows', text: '<A>\r\n  <B>x\r\ny\rz</B>\r\n</A>' },
  { name: 'text around elements', text: '<A> a <B/> b <C>c</C>\n</A>' },
  { name: 'letters of any language', text: '<A>é 日本 😀 \u00a0</A>' },
])('readPlainXml() reads $name as the strict parser does', ({ text }) => {
  expect(plain(text)).not.toBeNull();
  expect(plain(text)).toEqual(readStrictXml(text));
});

test.each([
  '<A b="1"/>',
  '<A >x</A>',
  '<A>&#65;</A>',
  '<A>a & b</A>',
  '<A><![CDATA[x]]></A>',
  '<!DOCTYPE A><A/>',
  '<A><!-- x --></A>',
  '<A><?x y?></A>',
  '<A>x</B>',
  '<A><B></A></B>',
  '<A>',
  '<A/><A/>',
  '<A/>x',
  'x<A/>',
  '</A>',
  '<A>]]></A>',
  '<A>\u0001</A>',
  '<é/>',
  '<1/>',
  '<',
  '',
])('readPlainXml() leaves %j to the strict parser', (text) => {
  expect(plain(text)).toBeNull();
});

test('limits hold', () => {
  expect(() => readXml('<A>'.repeat(LIMITS.depth + 1))).toThrow('nested');
  expect(() => readXml(`<A>${'<B/>'.repeat(LIMITS.elements)}</A>`)).toThrow('elements');
  expect(readXml(`<A>${'x'.repeat(LIMITS.textLength + 5)}</A>`).text).toHaveLength(LIMITS.textLength);
});

test('whatever readPlainXml() reads, it reads as the strict parser does', () => {
  const piece = fc.constantFrom(
    ...[
      '<A>',
      '</A>',
      '<B>',
      '</B>',
      '<A/>',
      '<B />',
      '<c x="1">',
      'x',
      ' ',
      '\n',
      '\r\n',
      '\t',
      '&amp;',
      '&',
      '&lt',
      '&#9;',
    ],
    ...[']]>', '<', '>', '/', 'é', '\u00a0', '\ufeff', 'Ã©', '"', "'", '<!--', '-->', '<?x?>', '\u0000', '\ud800'],
  );
  const inside = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  const wrapped = fc.oneof(
    inside,
    inside.map((text) => `<A>${text}</A>`),
    inside.map((text) => `<A><B>${text}</B></A>`),
  );
  fc.assert(
    fc.property(wrapped, (text) => {
      const read = plain(text);
      if (read !== null) expect(read).toEqual(readStrictXml(text, (value) => value.trim()));
    }),
    { numRuns: 3000 },
  );
});
