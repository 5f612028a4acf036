import { QueryFault, type Span } from './query-error.ts';

/** A value as written: its characters, and which of them were not in quotes and so may mean something. */
export type Written = Span & {
  /** Without quotes and their escapes. */
  readonly text: string;
  /** For each UTF-16 unit of `text`, whether it stood outside quotes. */
  readonly raw: readonly boolean[];
};

const ENDS = /[\s(),<>=]/;

/** Reads a value up to a blank, bracket, comma or comparison that is not in quotes. */
export function scanValue(query: string, start: number): Written {
  let text = '';
  const raw: boolean[] = [];
  let at = start;
  while (at < query.length) {
    const char = query.charAt(at);
    if (char === '"') {
      const opened = at;
      at += 1;
      while (query.charAt(at) !== '"') {
        if (query.charAt(at) === '\\' && at + 1 < query.length) at += 1;
        if (at >= query.length) {
          throw new QueryFault('unclosedQuote', { start: opened, end: query.length }, 'the quote is not closed');
        }
        text += query.charAt(at);
        raw.push(false);
        at += 1;
      }
      at += 1;
    } else if (ENDS.test(char) || query.startsWith('!=', at)) {
      break;
    } else {
      text += char;
      raw.push(true);
      at += 1;
    }
  }
  return { start, end: at, text, raw };
}

/** `8 GB` is `8GB`: takes the word behind a blank into the value when the two together mean something. */
export function withUnit(query: string, written: Written, means: (text: string) => boolean): Written {
  if (!/^[0-9.]+$/.test(written.text) || !isBare(written)) return written;
  const pattern = /\s+([a-z%][a-z/]*)(?=[\s)]|$)/iy;
  pattern.lastIndex = written.end;
  const text = `${written.text}${pattern.exec(query)?.[1] ?? ''}`;
  if (text === written.text || !means(text)) return written;
  const raw = Array.from({ length: text.length }, () => true);
  return { start: written.start, end: written.end + (pattern.lastIndex - written.end), text, raw };
}

export const isBare = ({ raw }: Written) => raw.every(Boolean);

/** `4GB..8GB` in two; null when it has no two dots outside quotes. */
export function splitRange(written: Written): readonly [Written, Written] | null {
  const { text, raw, start, end } = written;
  const at = raw.findIndex((one, i) => one && raw[i + 1] === true && text.startsWith('..', i));
  if (at < 0) return null;
  const part = (from: number, to: number): Written => ({
    start,
    end,
    text: text.slice(from, to),
    raw: raw.slice(from, to),
  });
  return [part(0, at), part(at + 2, text.length)];
}

const PLAIN = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_.:/@+-]*[\p{L}\p{N}_:/@+-])?$/u;

/** A value as it is written so that `scanValue` reads the same text and nothing in it means something. */
export function quote(text: string): string {
  const isPlain = PLAIN.test(text) && !text.includes('..') && !/^(?:not)?empty$/i.test(text);
  return isPlain ? text : `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
