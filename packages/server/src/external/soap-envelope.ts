import { AppError, decodeText, escapeText, readXml, type XmlElement } from '@muster/protocol';

/** A parameter of a call, by its position: its name says nothing. */
export type SoapParameter = {
  /** Trimmed; empty where there is none. */
  readonly text: string;
  /** XML that was sent as elements rather than as text. */
  readonly element: XmlElement | null;
};

export type SoapCall = { readonly name: string; readonly parameters: readonly SoapParameter[] };

/** What a function returns: one value, or several texts one by one. */
export type SoapResult = string | number | null | AsyncIterable<string>;

export const textAt = (parameters: readonly SoapParameter[], index: number) => parameters[index]?.text ?? '';

const NAMESPACES = `soap:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"
  xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`.replaceAll(/\s+/g, ' ');
const HEAD = `<?xml version="1.0" encoding="UTF-8"?><soap:Envelope ${NAMESPACES}><soap:Body>`;
const TAIL = '</soap:Body></soap:Envelope>';

/** Parameters of one call. A program that deletes sends an id each. */
const MOST_PARAMETERS = 10_000;

/** What stands among the children of an element and is an attribute. */
const ATTRIBUTES = new Set(['encodingStyle', 'type', 'nil', 'root', 'arrayType', 'mustUnderstand']);

const localName = (name: string) => name.slice(name.indexOf(':') + 1);
const isAttribute = ({ name }: XmlElement) =>
  name === 'xmlns' || name.startsWith('xmlns:') || (name.includes(':') && ATTRIBUTES.has(localName(name)));

/**
 * The call in a SOAP 1.1 envelope, as PHP's SoapClient and Perl's SOAP::Lite write it.
 *
 * @throws {AppError} `SOAP_CALL_INVALID`, and what `readXml` throws.
 */
export function readCall(body: Uint8Array): SoapCall {
  const envelope = readXml(decodeText(body));
  if (localName(envelope.name) !== 'Envelope') throw invalid('the root element is not Envelope');
  const inside = envelope.children.find(({ name }) => localName(name) === 'Body');
  const call = inside?.children.find((element) => !isAttribute(element));
  if (call === undefined) throw invalid('the envelope has no body with a call');
  const parameters = call.children.filter((element) => !isAttribute(element));
  if (parameters.length > MOST_PARAMETERS) throw invalid(`it has more than ${MOST_PARAMETERS} parameters`);
  return { name: localName(call.name), parameters: parameters.map(toParameter) };
}

const invalid = (reason: string) => new AppError('SOAP_CALL_INVALID', { reason });

/** A document, or a word: names of device types have letters beyond ASCII too. */
function textIn(bytes: Buffer): string {
  const isDocument = /^[\s\ufeff]*</.test(bytes.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, ''));
  if (isDocument) return decodeText(bytes).trim();
  return bytes
    .toString('utf8')
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}

function toParameter(element: XmlElement): SoapParameter {
  const type = element.children.find(({ name }) => localName(name) === 'type' && name.includes(':'))?.text ?? '';
  // Perl sends texts with characters beyond ASCII so.
  const isBase64 = /(^|:)base64(Binary)?$/.test(type);
  const text = isBase64 ? textIn(Buffer.from(element.text, 'base64')) : element.text;
  return { text, element: element.children.find((child) => !isAttribute(child)) ?? null };
}

/** The XML document that a parameter holds: as text, as text escaped once more, or as elements. @throws What `readXml` throws. */
export function documentIn({ text, element }: SoapParameter): XmlElement {
  if (element !== null) return element;
  if (!text.startsWith('&')) return readXml(text);
  return readXml(text.replace(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => ENTITIES[name] ?? whole));
}
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** All texts of the elements of that name, but for empty ones. */
export function textsOf(element: XmlElement, name: string): string[] {
  return element.children.filter((one) => one.name === name && one.text !== '').map(({ text }) => text);
}

/** The answer, piece by piece. */
export async function* writeAnswer(name: string, namespace: string, result: SoapResult): AsyncGenerator<string> {
  yield `${HEAD}<${name}Response xmlns="${escapeText(namespace)}">`;
  // The names mean nothing, but programs that make an array of the answer need different ones.
  let number = 3;
  const values = typeof result === 'object' && result !== null ? result : [result];
  for await (const value of values) {
    yield writeValue(`s-gensym${number}`, value);
    number += 2;
  }
  yield `</${name}Response>${TAIL}`;
}

function writeValue(name: string, value: string | number | null): string {
  if (value === null) return `<${name} xsi:nil="true"/>`;
  const type = typeof value === 'number' ? 'int' : 'string';
  return `<${name} xsi:type="xsd:${type}">${escapeText(String(value))}</${name}>`;
}

/** What went wrong, as SOAP tells it: whose fault it is, a message, our code. */
export function writeFault(error: AppError): string {
  const who = error.status < 500 ? 'Client' : 'Server';
  const message = escapeText(`${error.message} (${error.code})`);
  const detail = `<detail><code>${error.code}</code><hint>${escapeText(error.hint)}</hint></detail>`;
  return `${HEAD}<soap:Fault><faultcode>soap:${who}</faultcode><faultstring>${message}</faultstring>${detail}</soap:Fault>${TAIL}`;
}
