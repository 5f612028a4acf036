import { type Operator, operators, QUERY_LIMITS, type SearchNode } from '@muster/protocol/query';
import { z } from 'zod';

export { type Criterion, type Operator, operators, type SearchNode, type SearchValue } from '@muster/protocol/query';

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

/** A search as text, which `treeGuard` turns into its tree. */
export const queryText = z
  .string()
  .max(QUERY_LIMITS.length)
  .describe(
    'Instead of a tree: the search in the query language, such as "os:debian memory<8GB". An empty text finds everything.',
  );
