import type { ColumnType, Unit } from '../define-section.ts';

/** Every operator, with what it asks of a value. A value that is missing satisfies none but `empty`. */
export const operators = {
  equal: 'The same. Texts regardless of case; a day is the same as every moment of it.',
  different: 'A value, and another one than this.',
  oneOf: 'The same as one of a list.',
  contains: 'Contains the text, regardless of case.',
  begins: 'Begins with the text, regardless of case.',
  ends: 'Ends with the text, regardless of case.',
  matches: 'Is like the pattern, in which * is any text, ? any character, and \\ takes what follows as it is.',
  inNetwork: 'Is an address of the network, given as 192.0.2.0/24 or 2001:db8::/32.',
  less: 'Less, or earlier.',
  atMost: 'Less or the same, or not later.',
  greater: 'Greater, or later.',
  atLeast: 'Greater or the same, or not earlier.',
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

/**
 * `version` is a text that is compared part by part; `time` is a moment by the server's own clock; `group` the number of a group; `choice` one of the values that people
 * defined, by its number, `choices` several of them.
 */
export type FieldType = ColumnType | 'version' | 'time' | 'group' | 'choice' | 'choices';

/** What can be searched for, as the server lists it. */
export type QueryField = {
  /** `software.name`, `asset.tag`. */
  readonly name: string;
  readonly label: string;
  /** What people called it in French. */
  readonly labelFr?: string | undefined;
  readonly description: string;
  readonly type: FieldType;
  readonly unit: Unit | null;
  /** Null for what is known of the asset as a whole. */
  readonly section: string | null;
  readonly operators: readonly Operator[];
  /** What people may call it beside its name. */
  readonly alias?: string | undefined;
  /** Names of the numbers that a group or a choice is. */
  readonly choices?: readonly FieldChoice[] | undefined;
};

/** A number with its name; a query may say any of its names. */
export type FieldChoice = {
  readonly value: number;
  readonly label: string;
  /** What people called it in French. */
  readonly labelFr?: string | undefined;
  /** What else a query may call it: where `label` is of another language, the English one. */
  readonly alias?: string | undefined;
};
