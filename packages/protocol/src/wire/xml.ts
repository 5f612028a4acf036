import { SaxesParser } from 'saxes';
import { AppError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { type Building, NO_CHILDREN, readPlainXml } from './plain-xml.ts';
import { mayBeDoubleEncoded, repairDoubleEncoding } from './text.ts';

/**
 * One element. Its attributes are its first children, because agents and servers use attributes and elements alike.
 * `text` is trimmed, and cut at `LIMITS.textLength`.
 */
export type XmlElement = {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
};

/** An element to write. */
export type XmlOutput = {
  readonly name: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly XmlOutput[];
};

/**
 * The root element of a document.
 *
 * A document that is not well formed is read a second time with stray `&` and `<` escaped and impossible character
 * references removed, which is what the agents of real fleets get wrong.
 *
 * @throws AppError XML_NOT_WELL_FORMED, XML_DOCTYPE_REFUSED, MESSAGE_TOO_DEEP, MESSAGE_TOO_MANY_ROWS
 */
export function readXml(text: string): XmlElement {
  const document = text.replace(/^[\s\ufeff]+/, '');
  const finish = finisher(document);
  const plain = readPlainXml(document, finish);
  if (plain !== null) return plain;
  try {
    return readStrictXml(document, finish);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'XML_NOT_WELL_FORMED') throw error;
    const repaired = escapeStray(document);
    if (repaired === document) throw error;
    return readStrictXml(repaired, finish);
  }
}

/** First child element or attribute of that name; null where there is none. */
export function child(element: XmlElement, name: string): XmlElement | null {
  return element.children.find((c) => c.name === name) ?? null;
}

/** Text of the first child of that name; null where it is missing or empty. */
export function childText(element: XmlElement, name: string): string | null {
  return element.children.find((c) => c.name === name && c.text !== '')?.text ?? null;
}

export function childrenNamed(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((c) => c.name === name);
}

/** What every document begins with. */
export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A document with its declaration, in UTF-8, two blanks for each level. Characters that XML forbids are left out. */
export function writeXml(root: XmlOutput): string {
  return XML_HEAD + writeElement(root, '');
}

/** Text between tags. */
export function escapeText(text: string): string {
  return ESCAPED.test(text) ? text.replace(ALL_ESCAPED, (c) => ESCAPES[c] ?? '') : text;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A reader turns a bare carriage return into a line feed.
  '\r': '&#13;',
};
// Whatever is matched and not in ESCAPES is illegal in XML.
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what this finds.
const ESCAPED = /[&<>"\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what this finds.
const ALL_ESCAPED = /[&<>"\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** An element, each of its lines indented. Written plainly: an inventory has ten thousand of them, and an agent that makes one does not live to see it optimized. */
export function writeElement(output: XmlOutput, indent: string): string {
  const { name, text = '', children } = output;
  const open = output.attributes === undefined ? `${indent}<${name}` : openTag(name, output.attributes, indent);
  if (children === undefined || children.length === 0)
    return text === '' ? `${open}/>\n` : `${open}>${escapeText(text)}</${name}>\n`;
  const deeper = `${indent}  `;
  let inner = '';
  for (const child of children) inner += writeElement(child, deeper);
  return `${open}>${text === '' ? '' : escapeText(text)}\n${inner}${indent}</${name}>\n`;
}

function openTag(name: string, attributes: Readonly<Record<string, string>>, indent: string): string {
  let open = `${indent}<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    open += ` ${key}="${escapeText(value).replace(/[\t\n]/g, (c) => `&#${c.charCodeAt(0)};`)}"`;
  }
  return open;
}

/** What becomes of the text of an element, and of an attribute. One look at the whole document spares one at each. */
function finisher(document: string): (text: string) => string {
  return mayBeDoubleEncoded(document) ? (text) => repairDoubleEncoding(bounded(text)) : bounded;
}

/** The one pass of the strict parser. Limits hold while reading, so that nothing oversized is ever built. */
export function readStrictXml(document: string, finish: (text: string) => string = finisher(document)): XmlElement {
  const parser = new SaxesParser({ xmlns: false, position: false, fragment: false });
  const top: Building = { name: '', text: '', children: [] };
  const open: Building[] = [top];
  let current = top;
  let elements = 0;

  const count = () => {
    elements++;
    if (elements > LIMITS.elements) throw new AppError('MESSAGE_TOO_MANY_ROWS', { limit: LIMITS.elements });
  };
  const add = (name: string, text: string): Building => {
    const made = { name, text, children: NO_CHILDREN };
    if (current.children === NO_CHILDREN) current.children = [made];
    else current.children.push(made);
    return made;
  };
  const append = (text: string) => {
    current.text += text;
  };
  parser.on('error', (error) => {
    throw new AppError('XML_NOT_WELL_FORMED', { reason: shortReason(error.message) });
  });
  parser.on('doctype', () => {
    throw new AppError('XML_DOCTYPE_REFUSED');
  });
  parser.on('attribute', count);
  parser.on('opentag', (tag) => {
    count();
    const made = add(tag.name, '');
    open.push(made);
    if (open.length - 1 > LIMITS.depth) throw new AppError('MESSAGE_TOO_DEEP', { limit: LIMITS.depth });
    current = made;
    for (const name in tag.attributes) add(name, finish(tag.attributes[name] ?? ''));
  });
  parser.on('text', append);
  parser.on('cdata', append);
  parser.on('closetag', () => {
    if (current.text !== '') current.text = finish(current.text);
    open.pop();
    current = open[open.length - 1] ?? top;
  });
  parser.write(document).close();
  const [root] = top.children;
  if (root === undefined) throw new AppError('XML_NOT_WELL_FORMED', { reason: 'it has no root element' });
  return root;
}

function bounded(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > LIMITS.textLength ? `${trimmed.slice(0, LIMITS.textLength - 1)}…` : trimmed;
}

/** Messages of the parser quote names of the document: kept short, and on one line. */
function shortReason(message: string): string {
  return message.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 100);
}

/** Real documents have a few of them. More would only cost time, on top of a document that is wrong anyway. */
const MAX_REPAIRS = 50_000;

const REFERENCE = /^&(?:(?:amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\da-f]{1,6}));/i;

/** Escapes `&` that begins no reference, `<` that begins no tag, and `]]>`; drops references to illegal characters. */
function escapeStray(document: string): string {
  const parts: string[] = [];
  let done = 0;
  let closedSections = true; // false once there is no `]]>` left: do not look for it again and again
  const special = /<!\[CDATA\[|&|<(?![\p{L}_:/!?])|\]\]>/gu;
  for (let match = special.exec(document); match !== null; match = special.exec(document)) {
    const at = match.index;
    const found = match[0];
    if (found === '<![CDATA[') {
      const end: number = closedSections ? document.indexOf(']]>', at) : -1;
      closedSections = end >= 0;
      if (end >= 0) special.lastIndex = end + 3;
      continue;
    }
    const reference = found === '&' ? REFERENCE.exec(document.slice(at, at + 10)) : null;
    const replacement = reference === null ? ESCAPED_STRAY[found] : isLegalReference(reference) ? undefined : '';
    if (replacement === undefined) continue;
    if (parts.length > 2 * MAX_REPAIRS) return document;
    parts.push(document.slice(done, at), replacement);
    done = at + (reference === null ? found.length : reference[0].length);
  }
  return done === 0 ? document : parts.join('') + document.slice(done);
}

const ESCAPED_STRAY: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', ']]>': ']]&gt;' };

function isLegalReference([, decimal, hexadecimal]: RegExpExecArray): boolean {
  if (decimal === undefined && hexadecimal === undefined) return true;
  const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16);
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff);
}
