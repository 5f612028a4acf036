import { AppError, type Section, versionKey } from '@muster/protocol';
import { parseNetwork } from '@muster/protocol/query';
import { findSection, operatorsFor, type SearchField } from './search-fields.ts';
import { type Criterion, criterionSchema, SEARCH_LIMITS, type SearchNode } from './search-tree.ts';

/** A search that makes sense: fields found, values read. What compiles to SQL. */
export type CheckedNode =
  | { readonly kind: 'and'; readonly nodes: readonly CheckedNode[] }
  | { readonly kind: 'or'; readonly nodes: readonly CheckedNode[] }
  | { readonly kind: 'not'; readonly node: CheckedNode }
  | { readonly kind: 'has'; readonly section: Section; readonly node: CheckedNode | null }
  | { readonly kind: 'test'; readonly field: SearchField; readonly test: Test };

/** A stretch of an ordered type, as it is stored; ends that are absent are open. */
export type Range = {
  readonly least?: string | number;
  readonly most?: string | number;
  readonly below?: string | number;
  readonly above?: string | number;
};

export type Test =
  | { readonly how: 'filled'; readonly negate: boolean }
  | { readonly how: 'equals'; readonly values: readonly string[]; readonly negate: boolean }
  | { readonly how: 'like'; readonly pattern: 'contains' | 'begins' | 'ends'; readonly value: string }
  /** `*` is any text, `?` any character, a backslash takes what follows as it is. */
  | { readonly how: 'pattern'; readonly pattern: string }
  | { readonly how: 'network'; readonly network: string }
  | { readonly how: 'ranges'; readonly ranges: readonly Range[]; readonly negate: boolean }
  | { readonly how: 'numbers'; readonly values: readonly number[]; readonly negate: boolean }
  | { readonly how: 'age'; readonly days: number; readonly older: boolean };

export type CheckedSearch = {
  readonly root: CheckedNode;
  /** The tree as it came, to be stored. */
  readonly tree: SearchNode;
  /** It compares with the present moment: time alone changes its result. */
  readonly timed: boolean;
  /** It asks for groups. */
  readonly asksGroups: boolean;
  /** It asks when machines were archived: those are looked for, too. */
  readonly asksArchived: boolean;
  /** Values in it, for whoever puts several into one statement. */
  readonly values: number;
};

type State = {
  readonly fields: ReadonlyMap<string, SearchField>;
  criteria: number;
  values: number;
  timed: boolean;
  asksGroups: boolean;
  asksArchived: boolean;
};

/**
 * Reads a search that came from outside.
 *
 * @param input Any JSON.
 * @throws {AppError} `SEARCH_INVALID`, with the path of the faulty node: `and.0.not`.
 */
export function checkSearch(input: unknown, fields: ReadonlyMap<string, SearchField>): CheckedSearch {
  const state: State = { fields, criteria: 0, values: 0, timed: false, asksGroups: false, asksArchived: false };
  const root = checkNode(input, [], null, state);
  const { timed, asksGroups, asksArchived, values } = state;
  return { root, tree: input as SearchNode, timed, asksGroups, asksArchived, values }; // safe: checkNode() knows every part of it
}

type Path = readonly (string | number)[];

function refuse(path: Path, reason: string): never {
  throw new AppError('SEARCH_INVALID', { path: path.length === 0 ? 'the whole' : path.join('.'), reason });
}

function checkNode(input: unknown, path: Path, row: Section | null, state: State): CheckedNode {
  // Depth counts nodes, a path may have two steps for each.
  const depth = path.filter((step) => typeof step === 'string').length;
  if (depth >= SEARCH_LIMITS.depth) refuse(path, `it is nested more than ${SEARCH_LIMITS.depth} deep`);
  if (typeof input !== 'object' || input === null || Array.isArray(input)) refuse(path, 'it must be an object');
  const node = input as Readonly<Record<string, unknown>>; // safe: an object that is no list
  const keys = Object.keys(node);
  for (const kind of ['and', 'or'] as const) {
    if (!Object.hasOwn(node, kind)) continue;
    onlyKeys(keys, [kind], path);
    const given = node[kind];
    if (!Array.isArray(given) || given.length === 0) refuse([...path, kind], 'it must be a list of at least one node');
    if (given.length > SEARCH_LIMITS.criteria)
      refuse([...path, kind], `it has more than ${SEARCH_LIMITS.criteria} nodes`);
    return { kind, nodes: given.map((one, i) => checkNode(one, [...path, kind, i], row, state)) };
  }
  if (Object.hasOwn(node, 'not')) {
    onlyKeys(keys, ['not'], path);
    return { kind: 'not', node: checkNode(node.not, [...path, 'not'], row, state) };
  }
  if (Object.hasOwn(node, 'has')) return checkHas(node, path, row, state);
  if (!Object.hasOwn(node, 'field')) refuse(path, 'it has none of "and", "or", "not", "has" and "field"');
  return checkCriterion(node, path, row, state);
}

function onlyKeys(keys: readonly string[], known: readonly string[], path: Path): void {
  const unknown = keys.find((key) => !known.includes(key));
  if (unknown !== undefined) refuse(path, `beside "${known[0]}" there may be no ${quote(unknown)}`);
}

function checkHas(node: Readonly<Record<string, unknown>>, path: Path, row: Section | null, state: State): CheckedNode {
  if (row !== null) refuse(path, 'a row has no rows: "has" may not stand inside "has"');
  onlyKeys(Object.keys(node), ['has', 'where'], path);
  const section = typeof node.has === 'string' ? findSection(node.has) : undefined;
  if (section === undefined) refuse([...path, 'has'], `there is no section ${quote(node.has)}`);
  count(path, state);
  const where = node.where === undefined ? null : checkNode(node.where, [...path, 'where'], section, state);
  return { kind: 'has', section, node: where };
}

function checkCriterion(input: unknown, path: Path, row: Section | null, state: State): CheckedNode {
  const parsed = criterionSchema.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const at = (issue?.path ?? []).filter((step) => typeof step !== 'symbol');
    return refuse([...path, ...at], (issue?.message ?? 'it is no comparison').slice(0, 200));
  }
  count(path, state);
  const criterion = parsed.data;
  const field = state.fields.get(criterion.field);
  if (field === undefined) refuse([...path, 'field'], `there is no field ${quote(criterion.field)}`);
  if (row !== null && (field.source.kind !== 'section' || field.source.section !== row)) {
    refuse([...path, 'field'], `inside "has" of ${row.name} all fields are of ${row.name}`);
  }
  const known = operatorsFor(field);
  if (!known.includes(criterion.operator)) {
    refuse([...path, 'operator'], `${field.name} is compared by ${known.join(', ')}`);
  }
  if (field.type === 'group') state.asksGroups = true;
  // Rules change what machines have without their saying anything.
  if (field.source.kind === 'section' && field.source.catalog !== undefined) state.timed = true;
  if (field.name === 'asset.archivedAt') state.asksArchived = true;
  const test = readTest(field, criterion, [...path, 'value'], state);
  return { kind: 'test', field, test };
}

function count(path: Path, state: State): void {
  state.criteria += 1;
  if (state.criteria > SEARCH_LIMITS.criteria) refuse(path, `there are more than ${SEARCH_LIMITS.criteria} criteria`);
}

function readTest(field: SearchField, { operator, value }: Criterion, path: Path, state: State): Test {
  const isBare = operator === 'empty' || operator === 'notEmpty';
  if (isBare && value !== undefined) refuse(path, `"${operator}" takes no value`);
  if (!isBare && value === undefined) refuse(path, `"${operator}" needs a value`);
  const values = Array.isArray(value) ? (value as readonly (string | number)[]) : [value as string | number | boolean];
  state.values += values.length;
  const wanted = operator === 'between' || operator === 'outside' ? 2 : null;
  if (Array.isArray(value) !== (operator === 'oneOf' || wanted !== null)) {
    refuse(path, Array.isArray(value) ? 'it must be one value' : 'it must be a list of values');
  }
  if (wanted !== null && values.length !== wanted) refuse(path, 'it must be a list of two values');
  if (values.length === 0) refuse(path, 'the list is empty');
  switch (operator) {
    case 'empty':
    case 'notEmpty':
      return { how: 'filled', negate: operator === 'empty' };
    case 'within':
    case 'olderThan':
      state.timed = true;
      return { how: 'age', days: readDays(value, path), older: operator === 'olderThan' };
    case 'contains':
    case 'begins':
    case 'ends': {
      const text = readText(value, path);
      if (text === '') refuse(path, 'the text is empty');
      return { how: 'like', pattern: operator, value: text };
    }
    case 'matches': {
      const pattern = readText(value, path);
      if (pattern === '') refuse(path, 'the pattern is empty');
      if (pattern.split('*').length > 10) refuse(path, 'it has more than nine *');
      return { how: 'pattern', pattern };
    }
    case 'inNetwork': {
      const network = readText(value, path);
      if (parseNetwork(network) === null) refuse(path, 'it must be a network such as 192.0.2.0/24 or 2001:db8::/32');
      return { how: 'network', network };
    }
    case 'equal':
    case 'different':
    case 'oneOf': {
      const negate = operator === 'different';
      if (field.type === 'flag') return { how: 'numbers', values: [readFlag(value, path)], negate };
      if (field.type === 'group')
        return { how: 'numbers', values: values.map((one) => readNumber(one, true, path)), negate };
      if (field.type === 'choice' && field.source.kind === 'section') {
        return { how: 'numbers', values: values.map((one) => readNumber(one, true, path)), negate };
      }
      if (field.type === 'choice' || field.type === 'choices') {
        return { how: 'equals', values: values.map((one) => String(readNumber(one, true, path))), negate };
      }
      if (field.type === 'text' || field.type === 'texts' || field.type === 'version') {
        return { how: 'equals', values: values.map((one) => readText(one, path)), negate };
      }
      return { how: 'ranges', ranges: values.map((one) => stretch(field, one, path)), negate };
    }
    default: {
      const [first, second] = values.map((one) => stretch(field, one, path));
      const { least = 0, most = 0 } = first ?? {};
      if (operator === 'less') return { how: 'ranges', ranges: [{ below: least }], negate: false };
      if (operator === 'greater') return { how: 'ranges', ranges: [{ above: most }], negate: false };
      if (operator === 'atMost') return { how: 'ranges', ranges: [{ most }], negate: false };
      if (operator === 'atLeast') return { how: 'ranges', ranges: [{ least }], negate: false };
      const end = second?.most ?? most;
      if (operator === 'between') return { how: 'ranges', ranges: [{ least, most: end }], negate: false };
      return { how: 'ranges', ranges: [{ below: least }, { above: end }], negate: false };
    }
  }
}

function readText(value: unknown, path: Path): string {
  if (typeof value !== 'string') refuse(path, 'it must be a text');
  // Nothing stored has one: agents' control characters are removed, and PostgreSQL refuses it.
  if (value.includes('\0')) refuse(path, 'it contains the character NUL');
  return value;
}

function readFlag(value: unknown, path: Path): number {
  if (typeof value !== 'boolean') refuse(path, 'it must be true or false');
  return value ? 1 : 0;
}

function readNumber(value: unknown, whole: boolean, path: Path): number {
  if (typeof value !== 'number') refuse(path, 'it must be a number');
  if (whole && !Number.isSafeInteger(value)) refuse(path, 'it must be a whole number');
  return value;
}

/** A hundred years. */
const MOST_DAYS = 36_525;

function readDays(value: unknown, path: Path): number {
  if (typeof value === 'number' && value >= 0 && value <= MOST_DAYS) return value;
  return refuse(path, `it must be a number of days from 0 to ${MOST_DAYS}`);
}

/** The stretch that a value stands for: one number or moment, or all moments of a day. */
function stretch(field: SearchField, value: unknown, path: Path): Range {
  if (field.type === 'version') {
    const key = versionKey(readText(value, path));
    return key === null ? refuse(path, 'it must be a version such as 115.2') : { least: key, most: key };
  }
  if (field.type === 'integer' || field.type === 'real') {
    const number = readNumber(value, field.type === 'integer', path);
    return { least: number, most: number };
  }
  const text = typeof value === 'string' ? value : refuse(path, 'it must be a date or a time');
  const parts = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,3})?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
  const [, day = '', time, zone] = parts ?? [];
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (parts === null || Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(day)) {
    return refuse(path, 'it must be a date such as 2026-11-20, or a time such as 2026-11-20T09:40:00Z');
  }
  if (field.type === 'date') return { least: day, most: day };
  if (field.type === 'time') {
    if (time === undefined) return { least: midnight, most: midnight + 86_399_999 };
    const at = Date.parse(`${text.replace(' ', 'T')}${zone === undefined ? 'Z' : ''}`);
    return Number.isNaN(at) ? refuse(path, 'there is no such time of day') : { least: at, most: at };
  }
  // The machine's own clock, which has no zone.
  if (time === undefined) return { least: `${day} 00:00:00`, most: `${day} 23:59:59` };
  if (Number.isNaN(Date.parse(`${day}T${time}Z`))) return refuse(path, 'there is no such time of day');
  const moment = `${day} ${time.length === 5 ? `${time}:00` : time}`;
  return { least: moment, most: moment };
}

const quote = (value: unknown) => JSON.stringify(value ?? null).slice(0, 100);
