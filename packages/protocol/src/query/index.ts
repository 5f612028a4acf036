export { BARE_FIELDS, fieldAliases } from './aliases.ts';
export { type Completion, type Completions, completeQuery } from './complete-query.ts';
export { createFieldNames, type FieldNames } from './field-names.ts';
export {
  addressKey,
  IPV4_PATTERN,
  IPV6_PATTERN,
  isInNetwork,
  type Network,
  networkKeys,
  networkTexts,
  parseAddress,
  parseNetwork,
} from './network.ts';
export { type FailedQuery, type Mark, type ParsedQuery, parseQuery, QUERY_LIMITS } from './parse-query.ts';
export { printQuery } from './print-query.ts';
export type { QueryError, QueryErrorCode, Span } from './query-error.ts';
export { signs } from './read-criterion.ts';
export { quote as quoteValue } from './scan-value.ts';
export * from './search-tree.ts';
export { printQuantity, readQuantity, unitsOf } from './units.ts';
