import { isUtf8 } from 'node:buffer';
import { decodeOutput } from '../../host/decode-output.ts';

/**
 * Calls `take` for each paragraph of a file of `Name: value` lines, with the first lines of the wanted fields.
 *
 * Such files have megabytes, of which little is wanted: searching each paragraph for the few names is many times faster than
 * reading its lines. Source: deb-control(5).
 */
export function readParagraphs<F extends string>(
  bytes: Uint8Array,
  wanted: readonly F[],
  take: (fields: Readonly<Record<F, string | null>>) => void,
): void {
  // A letter for each byte: cheap to make, and cheap to search. Values become UTF-8 where they are used.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const names = wanted.map((name) => ({ name, line: `\n${name}:` }));
  for (let start = 0; start < text.length; ) {
    const blank = text.indexOf('\n\n', start);
    const end = blank === -1 ? text.length : blank;
    // A line feed first, so that the first line is found like the others.
    const block = start === 0 ? `\n${text.slice(0, end)}` : text.slice(start - 1, end);
    const fields = {} as Record<F, string | null>; // filled with every name just below
    for (const { name, line } of names) {
      const at = block.indexOf(line);
      fields[name] = at === -1 ? null : valueAt(block, at + line.length);
    }
    if (block.length > 1) take(fields);
    start = end + 2;
  }
}

function valueAt(block: string, start: number): string | null {
  const end = block.indexOf('\n', start);
  const value = block.slice(start, end === -1 ? undefined : end).trim();
  return value === '' ? null : toUtf8(value);
}

/** Descriptions in an old encoding stay Latin-1. */
function toUtf8(value: string): string {
  if (!/[\x80-\xff]/.test(value)) return value;
  const bytes = Buffer.from(value, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : decodeOutput(bytes);
}
