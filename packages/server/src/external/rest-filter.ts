import { AppError } from '@muster/protocol';
import type { OcsRow } from './computer-service.ts';

/** Which rows of a section; field and operator as the client wrote them. */
export type RowFilter = { readonly where: string; readonly operator: string; readonly value: string };

type Comparison = (cell: string, value: string) => boolean;

/** Both numbers, or both texts without regard to case. */
function compare(cell: string, value: string): number {
  const [a, b] = [Number(cell), Number(value)];
  if (cell.trim() !== '' && value.trim() !== '' && Number.isFinite(a) && Number.isFinite(b)) return a - b;
  const [x, y] = [cell.toLowerCase(), value.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : 0;
}

/**
 * Whether a text matches: `%` stands for anything; a value without one is looked for anywhere.
 *
 * The pieces are found one after the other, which takes no longer the more there are of them.
 */
const like: Comparison = (cell, value) => {
  const text = cell.toLowerCase();
  const [first = '', ...rest] = value.toLowerCase().split('%');
  const last = rest.pop();
  if (last === undefined) return text.includes(first);
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const piece of rest) {
    const at = text.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
};

/** Source: ocs-server §9.2. */
const OPERATORS = new Map<string, Comparison>([
  ['=', (cell, value) => compare(cell, value) === 0],
  ['!=', (cell, value) => compare(cell, value) !== 0],
  ['<', (cell, value) => compare(cell, value) < 0],
  ['>', (cell, value) => compare(cell, value) > 0],
  ['<=', (cell, value) => compare(cell, value) <= 0],
  ['>=', (cell, value) => compare(cell, value) >= 0],
  ['like', like],
  ['not like', (cell, value) => !like(cell, value)],
]);

/**
 * The rows that match.
 *
 * @param fields The fields that rows of the section may have, in capitals.
 * @throws {AppError} `REQUEST_INVALID` for any other field, or operator.
 */
export function filterRows(rows: readonly OcsRow[], fields: ReadonlySet<string>, filter: RowFilter): OcsRow[] {
  const field = filter.where.toUpperCase();
  if (!fields.has(field)) throw new AppError('REQUEST_INVALID', { reason: 'where names no field of the section' });
  const comparison = OPERATORS.get(filter.operator.trim().toLowerCase());
  if (comparison === undefined) {
    throw new AppError('REQUEST_INVALID', { reason: `operator must be one of ${[...OPERATORS.keys()].join(', ')}` });
  }
  return rows.filter((row) => comparison(row[field] ?? '', filter.value));
}
