import type { Mark } from '@muster/protocol/query';

export type Piece = {
  readonly text: string;
  readonly kind: Mark['kind'] | 'plain';
  /** It belongs to what is wrong. */
  readonly isWrong: boolean;
  /** Where it begins in the query. */
  readonly start: number;
};

/** A query in pieces, each of one colour; together they are the text. */
export function piecesOf(
  text: string,
  marks: readonly Mark[],
  wrong: { readonly start: number; readonly end: number } | null,
): Piece[] {
  const edges = new Set([0, text.length]);
  const add = (at: number) => edges.add(Math.min(Math.max(at, 0), text.length));
  for (const { start, end } of marks) {
    add(start);
    add(end);
  }
  if (wrong !== null) {
    add(wrong.start);
    add(wrong.end);
  }
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((start, i) => {
    const end = sorted[i + 1] ?? text.length;
    const mark = marks.find((one) => one.start <= start && end <= one.end);
    const isWrong = wrong !== null && wrong.start <= start && end <= wrong.end;
    return { text: text.slice(start, end), kind: mark?.kind ?? 'plain', isWrong, start };
  });
}
