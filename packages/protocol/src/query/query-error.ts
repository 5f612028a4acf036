/** Stretch of a text, in UTF-16 units; `end` is the first that is no part of it. */
export type Span = { readonly start: number; readonly end: number };

export type QueryErrorCode =
  | 'tooLong'
  | 'tooDeep'
  | 'unexpected'
  | 'missing'
  | 'unclosedQuote'
  | 'unclosedBracket'
  | 'unknownField'
  | 'unknownSection'
  | 'otherSection'
  | 'operator'
  | 'value';

/** What is wrong with a query, where, and what may have been meant. */
export type QueryError = Span & {
  readonly code: QueryErrorCode;
  /** Without the position. */
  readonly message: string;
  /** What to write instead, between `start` and `end`; null when nothing is near. */
  readonly suggestion: string | null;
};

/** Ends the parser; `parseQuery` turns it into its answer. */
export class QueryFault extends Error {
  override readonly name = 'QueryFault';
  readonly error: QueryError;

  constructor(code: QueryErrorCode, { start, end }: Span, message: string, suggestion: string | null = null) {
    super(message);
    this.error = { code, start, end, message, suggestion };
  }
}
