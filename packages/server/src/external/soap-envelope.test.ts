import { AppError, readXml } from '@muster/protocol';
import { expect, test } from 'vitest';
import { documentIn, readCall, writeAnswer, writeFault } from './soap-envelope.ts';
import { HOSTILE, phpEnvelope } from './testing/external-app.ts';

const read = (text: string) => readCall(Buffer.from(text));

test("a call of PHP's SoapClient is read, whatever stands in it", () => {
  const { name, parameters } = read(phpEnvelope('ocs_config_V2', ['PROLOG_FREQ', '', HOSTILE]));
  expect(name).toBe('ocs_config_V2');
  expect(parameters.map(({ text }) => text)).toEqual(['PROLOG_FREQ', '', HOSTILE]);
});

test.each([
  ['Imprimante é', 'Imprimante é'],
  [' <REQUEST>é</REQUEST>\n', '<REQUEST>é</REQUEST>'],
  ['a\0b', 'a b'],
  ['', ''],
])('a text in base64 is read: %j', (sent, expected) => {
  const call = readCall(
    Buffer.from(`<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="x"><e:Body>
      <f><a xsi:type="xsd:base64Binary">${Buffer.from(sent).toString('base64')}</a></f></e:Body></e:Envelope>`),
  );
  expect(call.parameters[0]?.text).toBe(expected);
});

test("a call of Perl's SOAP::Lite is read: names that mean nothing, texts in base64", () => {
  const request = '<REQUEST><TAG>Zoé</TAG></REQUEST>';
  const { name, parameters } = read(
    `<?xml version="1.0" encoding="UTF-8"?><soap:Envelope soap:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/" xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soap:Body><get_computers_V1 xmlns="http://localhost/Apache/Ocsinventory/Interface"><c-gensym3 xsi:type="xsd:base64Binary">${Buffer.from(request).toString('base64')}</c-gensym3><c-gensym5 xsi:type="xsd:int">7</c-gensym5></get_computers_V1></soap:Body></soap:Envelope>`,
  );
  expect(name).toBe('get_computers_V1');
  expect(parameters.map(({ text }) => text)).toEqual([request, '7']);
  expect(parameters.slice(0, 1).map(documentIn)[0]).toMatchObject({
    name: 'REQUEST',
    children: [{ name: 'TAG', text: 'Zoé' }],
  });
});

test('a document is read as text, as text escaped twice and as elements', () => {
  const document = '<REQUEST><TAG>a &amp; b</TAG></REQUEST>';
  for (const text of [document, document.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')]) {
    const [parameter] = read(phpEnvelope('f', [text])).parameters;
    expect(documentIn(parameter ?? { text: '', element: null })).toMatchObject({ children: [{ text: 'a & b' }] });
  }
  const [inside] = read(phpEnvelope('f', ['@']).replace('@', document)).parameters;
  expect(documentIn(inside ?? { text: '', element: null })).toMatchObject({ children: [{ text: 'a & b' }] });
});

test.each([
  ['<REQUEST/>', 'SOAP_CALL_INVALID'],
  ['<Envelope><Body xmlns:a="b"/></Envelope>', 'SOAP_CALL_INVALID'],
  ['', 'BODY_EMPTY'],
  ['<Envelope>', 'XML_NOT_WELL_FORMED'],
  [
    '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><Envelope><Body>&e;</Body></Envelope>',
    'XML_DOCTYPE_REFUSED',
  ],
  [`${'<a>'.repeat(40)}${'</a>'.repeat(40)}`, 'MESSAGE_TOO_DEEP'],
  [`<Envelope><Body><f>${'<i>1</i>'.repeat(10_001)}</f></Body></Envelope>`, 'SOAP_CALL_INVALID'],
])('%j is refused', (text, code) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code }));
});

test('answers and faults are well formed whatever they tell', async () => {
  let answer = '';
  for await (const piece of writeAnswer('f', `http://"<&>/`, iterate([HOSTILE, 'two']))) answer += piece;
  const body = readXml(answer).children.find(({ name }) => name === 'soap:Body');
  const values = body?.children[0]?.children.filter(({ name }) => name.startsWith('s-'));
  expect(values?.map(({ name, text }) => [name, text])).toEqual([
    ['s-gensym3', HOSTILE],
    ['s-gensym5', 'two'],
  ]);
  const fault = readXml(writeFault(new AppError('SOAP_CALL_INVALID', { reason: HOSTILE })));
  expect(JSON.stringify(fault)).toContain(JSON.stringify(HOSTILE).slice(1, -1));
});

async function* iterate(values: readonly string[]) {
  yield* values;
}
