import { AppError } from '../errors.ts';

const DECLARATION = /<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/i;
/** Illegal in XML 1.0 and refused by PostgreSQL (NUL). Tab, line feed and carriage return stay. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what this finds.
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what this finds.
const ALL_ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]+/g;
/** UTF-8 read as Latin-1 and encoded again: `é` arrives as `Ã©`. */
const DOUBLE_ENCODED = /[\u00c2-\u00f4][\u0080-\u00bf]/;

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const windows1252 = new TextDecoder('windows-1252');
const utf16le = new TextDecoder('utf-16le');
/** Characters of the bytes 80…FF. */
const UPPER_HALF = Uint16Array.from(windows1252.decode(Uint8Array.from({ length: 128 }, (_, i) => i + 128)), (c) =>
  c.charCodeAt(0),
);

/**
 * The text of an inflated body, whatever its encoding, without the characters that XML forbids.
 *
 * A byte order mark decides, then zero bytes of UTF-16, then valid UTF-8 even where another encoding is declared (text
 * that is valid UTF-8 by accident does not exist), then the declaration. In text that is none of these every byte outside
 * valid UTF-8 is read as Windows-1252, as agents send names from several sources in one document.
 *
 * @throws AppError BODY_EMPTY, BODY_NOT_DECODABLE (the first character is neither `<` nor `{`)
 */
export function decodeText(bytes: Uint8Array): string {
  const text = withoutIllegal(bytesToText(bytes));
  const start = text.search(/[^\s\ufeff]/);
  if (start < 0) throw new AppError('BODY_EMPTY');
  if (text[start] !== '<' && text[start] !== '{') throw new AppError('BODY_NOT_DECODABLE');
  return start === 0 ? text : text.slice(start);
}

/** Text without control characters, U+FFFE, U+FFFF and halves of surrogate pairs. */
export function withoutIllegal(text: string): string {
  const legal = ILLEGAL.test(text) ? text.replace(ALL_ILLEGAL, '') : text;
  return legal.isWellFormed() ? legal : legal.toWellFormed();
}

/** Whether a document has texts for `repairDoubleEncoding`; one look at the whole spares one at each value. */
export function mayBeDoubleEncoded(document: string): boolean {
  return DOUBLE_ENCODED.test(document);
}

/**
 * `Ã©` → `é`, only where the whole value is Latin-1 and its bytes are valid UTF-8; no language writes such words.
 *
 * Source: GLPI agents encode some names twice (agent-protocols §3.3), package descriptions even thrice.
 */
export function repairDoubleEncoding(value: string): string {
  if (!DOUBLE_ENCODED.test(value)) return value;
  const decoded = encodedOnceLess(value);
  return decoded === value ? value : repairDoubleEncoding(decoded);
}

function encodedOnceLess(value: string): string {
  const bytes = new Uint8Array(value.length);
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code > 0xff) return value;
    bytes[i] = code;
  }
  return tryUtf8(bytes) ?? value;
}

function bytesToText(bytes: Uint8Array): string {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return utf16le.decode(bytes);
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (a === 0 && isStart(b)) return new TextDecoder('utf-16be').decode(bytes);
  if (b === 0 && isStart(a)) return utf16le.decode(bytes);
  return tryUtf8(bytes) ?? tryDeclared(bytes) ?? mixedToText(bytes);
}

const isStart = (byte: number | undefined) => byte === 0x3c || byte === 0x7b;

function tryUtf8(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return null; // the only error of a strict decoder: not valid UTF-8
  }
}

function tryDeclared(bytes: Uint8Array): string | null {
  const label = DECLARATION.exec(windows1252.decode(bytes.subarray(0, 300)))?.[1];
  // UTF-16 would have shown as zero bytes, UTF-8 has just failed.
  if (label === undefined || /^utf-?(8|16)/i.test(label)) return null;
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null; // an encoding nobody knows, or a wrong declaration
  }
}

/** Valid UTF-8 sequences as such, all other bytes as Windows-1252. One pass, whatever the bytes are. */
function mixedToText(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length); // never more UTF-16 units than bytes
  let length = 0;
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i] ?? 0;
    const tail = first < 0x80 ? 0 : tailLength(bytes, i, first);
    if (tail <= 0) {
      units[length++] = tail === 0 ? first : (UPPER_HALF[first - 0x80] ?? 0);
      i++;
      continue;
    }
    let code = first & (0x3f >> tail);
    for (let k = 1; k <= tail; k++) code = (code << 6) | ((bytes[i + k] ?? 0) & 0x3f);
    if (code > 0xffff) {
      units[length++] = 0xd800 + ((code - 0x10000) >> 10);
      units[length++] = 0xdc00 + ((code - 0x10000) & 0x3ff);
    } else units[length++] = code;
    i += tail + 1;
  }
  return utf16le.decode(units.subarray(0, length));
}

/** Bytes after the first of the valid UTF-8 sequence at `i`; -1 where there is none. Source: Unicode, table 3-7. */
function tailLength(bytes: Uint8Array, i: number, first: number): number {
  if (first < 0xc2 || first > 0xf4) return -1;
  const tail = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
  const second = bytes[i + 1] ?? 0;
  // No overlong forms, no surrogates, nothing above U+10FFFF.
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return -1;
  for (let k = 2; k <= tail; k++) {
    const byte = bytes[i + k] ?? 0;
    if (byte < 0x80 || byte > 0xbf) return -1;
  }
  return tail;
}
