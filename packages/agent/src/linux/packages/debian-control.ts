import { isUtf8 } from 'node:buffer';
import { decodeOutput } from '../../host/decode-output.ts';

const NEW_LINE = 10;
const COLON = 58;
const SPACE = 32;
const TAB = 9;

/**
 * Calls `take` for each paragraph of a file of `Name: value` lines, with the first lines of the wanted fields.
 *
 * Such files have megabytes, of which little is wanted: the rest never becomes text. A value is good only until `take` returns.
 * Source: deb-control(5).
 */
export function readParagraphs<F extends string>(
  bytes: Uint8Array,
  wanted: readonly F[],
  take: (fields: Readonly<Record<F, string | null>>) => void,
): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const names = wanted.map((name) => ({ name, bytes: Buffer.from(`${name}:`) }));
  const byLength = Map.groupBy(names, (name) => name.bytes.length);
  const blank = Object.fromEntries(wanted.map((name) => [name, null])) as Record<F, string | null>;
  let fields = { ...blank };
  let isEmpty = true;
  for (let at = 0; at < buffer.length; ) {
    const newLine = buffer.indexOf(NEW_LINE, at);
    const end = newLine === -1 ? buffer.length : newLine;
    const first = buffer[at];
    if (end === at) {
      if (!isEmpty) take(fields);
      fields = { ...blank };
      isEmpty = true;
    } else if (first !== SPACE && first !== TAB) {
      isEmpty = false;
      const colon = buffer.indexOf(COLON, at);
      const candidates = colon === -1 || colon >= end ? undefined : byLength.get(colon - at + 1);
      const field = candidates?.find(({ bytes: name }) => buffer.compare(name, 0, name.length, at, colon + 1) === 0);
      if (field !== undefined) fields[field.name] = textAt(buffer, colon + 1, end);
    }
    at = end + 1;
  }
  if (!isEmpty) take(fields);
}

/** Without the spaces around; descriptions in an old encoding are read as Latin-1. */
function textAt(buffer: Buffer, start: number, end: number): string | null {
  const part = buffer.subarray(start, end);
  const text = (isUtf8(part) ? part.toString('utf8') : decodeOutput(part)).trim();
  return text === '' ? null : text;
}
