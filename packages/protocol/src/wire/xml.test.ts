import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../limits.ts';
import { child, childrenNamed, childText, readXml, writeXml, type XmlElement, type XmlOutput } from './xml.ts';

const codeOf = (code: string) => expect.objectContaining({ name: 'AppError', code });

describe('readXml()', () => {
  test('reads elements, attributes and texts alike', () => {
    const root = readXml('<?xml version="1.0"?>\n<R Q="x"><A>1</A><P N="n">text</P><A>2</A><E/></R>');
    expect(childText(root, 'Q')).toBe('x');
    expect(childrenNamed(root, 'A').map((a) => a.text)).toEqual(['1', '2']);
    expect(child(root, 'P')).toMatchObject({ text: 'text', children: [{ name: 'N', text: 'n', children: [] }] });
    expect(childText(root, 'E')).toBeNull();
    expect(child(root, 'X')).toBeNull();
  });

  test.each([
    { name: 'blanks and a mark before', xml: '\ufeff \n<?xml version="1.0"?><R>a</R>', text: 'a' },
    { name: 'no line breaks', xml: '<?xml version="1.0" encoding="UTF-8"?><R>a</R>', text: 'a' },
    { name: 'blanks around a text', xml: '<R>\n  a b\n</R>', text: 'a b' },
    { name: 'CDATA', xml: '<R><![CDATA[<a> & b]]></R>', text: '<a> & b' },
    { name: 'references', xml: '<R>&lt;&amp;&#233;&#x20AC;</R>', text: '<&é€' },
    { name: 'comments', xml: '<R>a<!-- no -->b</R>', text: 'ab' },
    { name: 'a stray &', xml: '<R>AT&T & co &unknown; &amp;</R>', text: 'AT&T & co &unknown; &' },
    { name: 'a stray <', xml: '<R>a < b, 1<2</R>', text: 'a < b, 1<2' },
    { name: 'a stray ]]>', xml: '<R>a]]>b</R>', text: 'a]]>b' },
    { name: 'references to control characters', xml: '<R>a&#0;&#x1F;&#xD800;b&#9;c</R>', text: 'ab\tc' },
    { name: 'CDATA beside a stray &', xml: '<R>&<![CDATA[&amp;]]></R>', text: '&&amp;' },
    {
      name: 'an encoding that is not true any more',
      xml: '<?xml version="1.0" encoding="KOI8-R"?><R>é</R>',
      text: 'é',
    },
    { name: 'text encoded twice', xml: '<R>FranÃ§ois</R>', text: 'François' },
  ])('reads $name', ({ xml, text }) => {
    expect(readXml(xml).text).toBe(text);
  });

  test.each([
    { name: 'nothing', xml: '', code: 'XML_NOT_WELL_FORMED' },
    { name: 'only a declaration', xml: '<?xml version="1.0"?>', code: 'XML_NOT_WELL_FORMED' },
    { name: 'a missing end', xml: '<R><A>1</A>', code: 'XML_NOT_WELL_FORMED' },
    { name: 'a wrong end', xml: '<R><A>1</B></R>', code: 'XML_NOT_WELL_FORMED' },
    { name: 'two roots', xml: '<R/><R/>', code: 'XML_NOT_WELL_FORMED' },
    { name: 'text after the root', xml: '<R/>x', code: 'XML_NOT_WELL_FORMED' },
    { name: 'an attribute twice', xml: '<R a="1" a="2"/>', code: 'XML_NOT_WELL_FORMED' },
    { name: 'CDATA that never ends', xml: '<R><![CDATA[x</R>', code: 'XML_NOT_WELL_FORMED' },
    { name: 'HTML', xml: '<!DOCTYPE html><html><p>Not found</html>', code: 'XML_DOCTYPE_REFUSED' },
    {
      name: 'entities',
      xml: '<?xml version="1.0"?><!DOCTYPE R [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><R>&b;</R>',
      code: 'XML_DOCTYPE_REFUSED',
    },
    {
      name: 'a file of the server',
      xml: '<!DOCTYPE R [<!ENTITY x SYSTEM "file:///etc/passwd">]><R>&x;</R>',
      code: 'XML_DOCTYPE_REFUSED',
    },
    { name: 'a DOCTYPE that is out of place', xml: '<R><!DOCTYPE R></R>', code: 'XML_NOT_WELL_FORMED' },
    { name: 'a thousand levels', xml: '<A>'.repeat(1000) + '</A>'.repeat(1000), code: 'MESSAGE_TOO_DEEP' },
    { name: 'a million rows', xml: `<R>${'<A/>'.repeat(LIMITS.elements)}</R>`, code: 'MESSAGE_TOO_MANY_ROWS' },
    {
      name: 'a million attributes',
      xml: `<R ${Array.from({ length: LIMITS.elements + 1 }, (_, i) => `a${i}=""`).join(' ')}/>`,
      code: 'MESSAGE_TOO_MANY_ROWS',
    },
  ])('refuses $name', ({ xml, code }) => {
    expect(() => readXml(xml)).toThrow(codeOf(code));
  });

  test('says why in one short line, without markup of the document', () => {
    const error = thrownBy(() => readXml(`<R><${'A\u00e9'.repeat(500)}></R>`)) as Error;
    expect(error.message.length).toBeLessThan(220);
    expect(error.message).toMatch(/^[\x20-\x7e]+$/);
  });

  test('cuts a text that is too long', () => {
    const root = readXml(`<R><A>${'x'.repeat(LIMITS.textLength + 10)}</A></R>`);
    expect(childText(root, 'A')).toHaveLength(LIMITS.textLength);
    expect(childText(root, 'A')).toMatch(/x…$/);
  });

  test('does not slow down on many unfinished CDATA sections', () => {
    expect(() => readXml(`<R>${'<![CDATA['.repeat(200_000)}`)).toThrow(codeOf('XML_NOT_WELL_FORMED'));
    expect(() => readXml(`<R>& ${'<![CDATA[ & '.repeat(200_000)}`)).toThrow(codeOf('XML_NOT_WELL_FORMED'));
  });

  test('gives up on a document that is all wrong', () => {
    expect(() => readXml(`<R>${'&'.repeat(1_000_000)}</R>`)).toThrow(codeOf('XML_NOT_WELL_FORMED'));
  });

  test('takes element names that are properties of every object for names', () => {
    const root = readXml('<R __proto__="1"><constructor>2</constructor><toString><hasOwnProperty/></toString></R>');
    expect(root.children.map((c) => c.name)).toEqual(['__proto__', 'constructor', 'toString']);
  });
});

test('writeXml() writes attributes, texts and children', () => {
  const xml = writeXml({
    name: 'REPLY',
    children: [
      { name: 'RESPONSE', text: 'a < b & "c"' },
      { name: 'OPTION', children: [{ name: 'PARAM', attributes: { A: '1"\n', B: '' }, text: 'x' }] },
      { name: 'EMPTY' },
    ],
  });
  expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<REPLY>
  <RESPONSE>a &lt; b &amp; &quot;c&quot;</RESPONSE>
  <OPTION>
    <PARAM A="1&quot;&#10;" B="">x</PARAM>
  </OPTION>
  <EMPTY/>
</REPLY>
`);
});

test('writeXml() leaves out what XML forbids', () => {
  expect(readXml(writeXml({ name: 'R', text: 'a\u0000\u0001\uffffb' })).text).toBe('ab');
});

const name = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,8}$/);
/** No white space at the ends, nothing that looks encoded twice: those are changed on purpose. */
const text = fc
  .string({ unit: 'grapheme' })
  .map((s) => s.trim())
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are left out on purpose.
  .filter((s) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\u00c2-\u00f4][\u0080-\u00bf]/.test(s));
const tree = fc.letrec<{ node: XmlElement }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.record({ name, text, children: fc.constant([]) }),
    fc.record({ name, text: fc.constant(''), children: fc.array(tie('node'), { maxLength: 5 }) }),
  ),
})).node;

test('readXml() reads what writeXml() writes', () => {
  fc.assert(
    fc.property(tree, (root) => {
      expect(readXml(writeXml(root as XmlOutput))).toEqual(root);
    }),
  );
});

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
