import { z } from 'zod';

/** Every operator, with what it asks of a value. A value that is missing satisfies none but `empty`. */
export const operators = {
  equal: 'The same. Texts regardless of case; a day is the same as every moment of it.',
  different: 'A value, and another one than this.',
  oneOf: 'The same as one of a list.',
  contains: 'Contains the text, regardless of case.',
  begins: 'Begins with the text, regardless of case.',
  ends: 'Ends with the text, regardless of case.',
  less: 'Less, or earlier.',
  greater: 'Greater, or later.',
  between: 'Between the two values, or one of them.',
  outside: 'Less than the first value, or greater than the second.',
  within: 'Not older than this number of days.',
  olderThan: 'Older than this number of days.',
  empty: 'No value.',
  notEmpty: 'Some value.',
} as const satisfies Record<string, string>;

export type Operator = keyof typeof operators;

export type SearchValue = string | number | boolean | readonly (string | number)[];

/** One comparison. Of a section with several rows: that one of them compares so. */
export type Criterion = {
  readonly field: string;
  readonly operator: Operator;
  readonly value?: SearchValue | undefined;
};

/** What a search asks of an asset. */
export type SearchNode =
  | { readonly and: readonly SearchNode[] }
  | { readonly or: readonly SearchNode[] }
  | { readonly not: SearchNode }
  /** One row of the section for which all of `where` holds; without it, any row. */
  | { readonly has: string; readonly where?: SearchNode | undefined }
  | Criterion;

/** What one search may be at most. The largest that people build by hand have some ten criteria. */
export const SEARCH_LIMITS = { depth: 8, criteria: 50, textLength: 1000, listed: 100 } as const;

const operatorNames = Object.keys(operators) as [Operator, ...Operator[]]; // safe: the table's own keys
const scalar = z.union([z.string().max(SEARCH_LIMITS.textLength), z.number()]);

export const criterionSchema = z.strictObject({
  field: z.string().max(128).describe('Section and column, or "asset" and column: software.name, asset.lastContactAt.'),
  operator: z.enum(operatorNames),
  value: z
    .union([scalar, z.boolean(), z.array(scalar).max(SEARCH_LIMITS.listed)])
    .optional()
    .describe(
      'Two values for "between" and "outside", a list for "oneOf", a number of days for "within" and "olderThan".',
    ),
});

/** The shape alone; `checkSearch` says whether it makes sense. */
export const searchNodeSchema: z.ZodType<SearchNode, SearchNode> = z
  .lazy(() =>
    z.union([
      z.strictObject({ and: nodes }),
      z.strictObject({ or: nodes }),
      z.strictObject({ not: searchNodeSchema }),
      z.strictObject({ has: z.string().max(64), where: searchNodeSchema.optional() }),
      criterionSchema,
    ]),
  )
  .meta({
    id: 'SearchNode',
    description:
      'What is asked of an asset: "and", "or", "not" of other nodes; "has" a row of a section such that "where"; or one comparison.',
  });
const nodes = z.array(searchNodeSchema).min(1).max(SEARCH_LIMITS.criteria);
