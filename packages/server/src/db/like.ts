import { type RawBuilder, sql } from 'kysely';
import type { Engine } from './engine.ts';

/** A text as a part of a pattern of LIKE which stands for itself; the pattern needs `escape '\'`. */
export const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** The pattern of LIKE for what contains a text. */
export const containing = (text: string): string => `%${literal(text)}%`;

/** Whether a cell is like a pattern, regardless of case; unknown where the cell is. */
export function isLike({ caseless }: Pick<Engine, 'caseless'>, cell: RawBuilder<unknown>, pattern: string) {
  return sql<boolean>`${cell} ${sql.raw(caseless)} ${pattern} escape '\\'`;
}

/** Whether a cell contains a text, regardless of case; unknown where the cell is. */
export const contains = (engine: Pick<Engine, 'caseless'>, cell: RawBuilder<unknown>, text: string) =>
  isLike(engine, cell, containing(text));
