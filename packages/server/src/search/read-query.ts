import { AppError } from '@muster/protocol';
import { parseQuery, type QueryField, type SearchNode, type Span } from '@muster/protocol/query';

/** What a query means; `all` when it is empty. */
export type ReadQuery = { readonly tree: SearchNode; readonly spans: ReadonlyMap<SearchNode, Span> };

/** Every asset has a number. */
const EVERYTHING: SearchNode = { field: 'asset.id', operator: 'notEmpty' };

/**
 * Reads the query language.
 *
 * @throws {AppError} `SEARCH_INVALID`; its details have `start`, `end` (UTF-16 units) and, when something near is known, `suggestion`.
 */
export function readQuery(query: string, fields: readonly QueryField[]): ReadQuery {
  const parsed = parseQuery(query, fields);
  if (parsed.ok) return { tree: parsed.tree ?? EVERYTHING, spans: parsed.spans };
  const { message, suggestion, ...span } = parsed.error;
  throw queryError(query, span, message, suggestion);
}

/** An error of the tree, told as one of the text that the tree was made of. */
export function locate(error: AppError, query: string, { tree, spans }: ReadQuery): AppError {
  let node: unknown = tree;
  let span: Span = { start: 0, end: query.length };
  for (const step of String(error.details.path).split('.')) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, step)) break;
    node = (node as Readonly<Record<string, unknown>>)[step]; // safe: it has the key
    span = spans.get(node as SearchNode) ?? span; // safe: what is no node is not in the map
  }
  return queryError(
    query,
    spans.get(tree) === undefined ? { start: 0, end: query.length } : span,
    String(error.details.reason),
    null,
  );
}

function queryError(query: string, { start, end }: Span, reason: string, suggestion: string | null): AppError {
  const text = query.slice(start, Math.min(end, start + 40));
  const where = text === '' ? 'the end' : `${JSON.stringify(text)} at character ${start + 1}`;
  const meant = suggestion === null ? '' : `; perhaps ${JSON.stringify(suggestion)} is meant`;
  const details = { path: where, reason: `${reason}${meant}`, start, end };
  return new AppError('SEARCH_INVALID', suggestion === null ? details : { ...details, suggestion });
}
