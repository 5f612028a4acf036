import { BARE_FIELDS } from './aliases.ts';
import { createFieldNames, type FieldNames } from './field-names.ts';
import { nearest } from './nearest.ts';
import { parseNetwork } from './network.ts';
import { type QueryError, QueryFault, type Span } from './query-error.ts';
import { isQuantity, readCriterion, readList, type Sign } from './read-criterion.ts';
import { isBare, scanValue, type Written, withUnit } from './scan-value.ts';
import type { Criterion, QueryField, SearchNode } from './search-tree.ts';

export const QUERY_LIMITS = { length: 4000, depth: 20 } as const;

/** A part of the text that is shown in its own colour. */
export type Mark = Span & { readonly kind: 'field' | 'sign' | 'value' | 'keyword' | 'bracket' };

export type ParsedQuery = {
  readonly ok: true;
  /** Null for an empty text, which asks for everything. */
  readonly tree: SearchNode | null;
  /** Where each node of the tree is written. */
  readonly spans: ReadonlyMap<SearchNode, Span>;
  readonly marks: readonly Mark[];
};

export type FailedQuery = { readonly ok: false; readonly error: QueryError; readonly marks: readonly Mark[] };

type State = {
  readonly text: string;
  readonly names: FieldNames;
  readonly spans: Map<SearchNode, Span>;
  readonly marks: Mark[];
  at: number;
  depth: number;
  /** The section whose rows are spoken of, inside `has`. */
  section: string | null;
};

/** Reads a query such as `os:debian memory<8GB not tag:lab`. */
export function parseQuery(text: string, fields: readonly QueryField[]): ParsedQuery | FailedQuery {
  const names = createFieldNames(fields);
  const state: State = { text, names, spans: new Map(), marks: [], at: 0, depth: 0, section: null };
  try {
    if (text.length > QUERY_LIMITS.length) {
      const span = { start: QUERY_LIMITS.length, end: text.length };
      throw new QueryFault('tooLong', span, `a query has at most ${QUERY_LIMITS.length} characters`);
    }
    skipBlanks(state);
    const tree = state.at >= text.length ? null : readOr(state);
    if (state.at < text.length) unexpected(state);
    return { ok: true, tree, spans: state.spans, marks: state.marks };
  } catch (error) {
    if (error instanceof QueryFault) return { ok: false, error: error.error, marks: state.marks };
    throw error;
  }
}

function readOr(state: State): SearchNode {
  const start = state.at;
  const nodes = [readAnd(state)];
  while (takeKeyword(state, 'or')) nodes.push(readAnd(state));
  return joined(state, start, 'or', nodes);
}

function readAnd(state: State): SearchNode {
  const start = state.at;
  const nodes = [readNot(state)];
  for (;;) {
    if (takeKeyword(state, 'and')) nodes.push(readNot(state));
    else if (state.at >= state.text.length || peek(state) === ')' || keywordAt(state, 'or') !== null) break;
    else nodes.push(readNot(state));
  }
  return joined(state, start, 'and', nodes);
}

function joined(state: State, start: number, kind: 'and' | 'or', nodes: readonly SearchNode[]): SearchNode {
  const [only] = nodes;
  if (nodes.length === 1 && only !== undefined) return only;
  return placed(state, start, kind === 'and' ? { and: nodes } : { or: nodes });
}

function readNot(state: State): SearchNode {
  const start = state.at;
  if (takeKeyword(state, 'not')) return placed(state, start, { not: nested(state, readNot) });
  if (/[-!]/.test(peek(state)) && /[^\s)=]/.test(state.text.charAt(state.at + 1))) {
    mark(state, 'keyword', start, start + 1);
    state.at += 1;
    return placed(state, start, { not: nested(state, readNot) });
  }
  return readTerm(state);
}

function readTerm(state: State): SearchNode {
  const start = state.at;
  if (start >= state.text.length) throw new QueryFault('missing', here(state), 'something to search for is missing');
  if (peek(state) === '(') return readBrackets(state, state.section);
  if (keywordAt(state, 'and') !== null || keywordAt(state, 'or') !== null) unexpected(state);
  if (takeKeyword(state, 'has')) return readHas(state, start);
  const [word] = matchAt(state, /[\p{L}\p{N}_.]+/uy) ?? [];
  if (word !== undefined && !isAddress(state)) {
    const sign = signAt(state, start + word.length);
    if (sign !== null) return readComparison(state, word, sign);
  }
  return readBare(state);
}

function readBrackets(state: State, section: string | null): SearchNode {
  const opened = state.at;
  mark(state, 'bracket', opened, opened + 1);
  state.at += 1;
  skipBlanks(state);
  const outer = state.section;
  state.section = section;
  const node = nested(state, readOr);
  state.section = outer;
  if (peek(state) !== ')') {
    if (state.at < state.text.length) unexpected(state);
    throw new QueryFault('unclosedBracket', { start: opened, end: opened + 1 }, 'the bracket is not closed');
  }
  mark(state, 'bracket', state.at, state.at + 1);
  state.at += 1;
  skipBlanks(state);
  return node;
}

function readHas(state: State, start: number): SearchNode {
  const from = state.at;
  const [word] = matchAt(state, /[\p{L}\p{N}_]+/uy) ?? [];
  if (word === undefined) {
    throw new QueryFault('missing', here(state), 'behind "has" stands a section, such as "has software(name:bash)"');
  }
  const span = { start: from, end: from + word.length };
  if (state.section !== null) {
    throw new QueryFault(
      'otherSection',
      { start, end: span.end },
      'a row has no rows: "has" may not stand inside "has"',
    );
  }
  const section = state.names.findSection(word);
  if (section === undefined) {
    throw new QueryFault('unknownSection', span, `there is no section "${word}"`, nearest(word, state.names.sections));
  }
  mark(state, 'field', span.start, span.end);
  state.at = span.end;
  if (peek(state) !== '(') {
    requireEnd(state);
    skipBlanks(state);
    return placed(state, start, { has: section });
  }
  return placed(state, start, { has: section, where: readBrackets(state, section) });
}

type FoundSign = Span & { readonly sign: Sign };

/** A comparison behind a field; blanks may stand around it, but for the colon. */
function signAt({ text }: State, from: number): FoundSign | null {
  const pattern = /(?:\s*(!=|<=|>=|=|<|>|~)|(:))/y;
  pattern.lastIndex = from;
  const found = pattern.exec(text);
  if (found === null) return null;
  const sign = (found[1] ?? found[2]) as Sign; // safe: the pattern has nothing else
  return { sign, start: pattern.lastIndex - sign.length, end: pattern.lastIndex };
}

function readComparison(state: State, word: string, sign: FoundSign): SearchNode {
  const start = state.at;
  const field = findField(state, word, { start, end: start + word.length });
  mark(state, 'field', start, start + word.length);
  mark(state, 'sign', sign.start, sign.end);
  state.at = sign.end;
  skipBlanks(state);
  if (peek(state) === '(') return placed(state, start, readList(field, sign.sign, sign, readItems(state)));
  const value = readValue(state, field);
  const node = readCriterion(field, sign.sign, sign, value);
  return readVersion(state, start, field, node) ?? finished(state, start, node);
}

/** `software:openssl<3.0.14`: a name and a version of one row. */
function readVersion(state: State, start: number, field: QueryField, name: Criterion): SearchNode | null {
  const sign = signAt(state, state.at);
  if (sign === null) return null;
  const { section } = field;
  const version =
    section === null || field.name !== `${section}.name` ? undefined : state.names.byName.get(`${section}.version`);
  if (section === null || version?.type !== 'version') {
    throw new QueryFault(
      'unexpected',
      sign,
      `"${sign.sign}" stands behind a field, and here behind a value; quote what it is part of`,
    );
  }
  mark(state, 'sign', sign.start, sign.end);
  state.at = sign.end;
  skipBlanks(state);
  const value = readValue(state);
  const both = placed(state, start, { and: [name, readCriterion(version, sign.sign, sign, value)] });
  return finished(state, start, state.section === null ? { has: section, where: both } : both);
}

function findField(state: State, word: string, span: Span): QueryField {
  const { names, section } = state;
  const field = names.find(word, section);
  if (field === undefined) {
    const near = nearest(word, names.words(section).keys());
    throw new QueryFault('unknownField', span, `there is no field "${word}"`, near);
  }
  if (section !== null && field.section !== section) {
    const near = nearest(word, names.words(section).keys());
    throw new QueryFault(
      'otherSection',
      span,
      `inside "has ${section}" all fields are of ${section}, and "${word}" is not`,
      near,
    );
  }
  return field;
}

function readItems(state: State): Written[] {
  const opened = state.at;
  mark(state, 'bracket', opened, opened + 1);
  const items: Written[] = [];
  do {
    state.at += 1;
    skipBlanks(state);
    const item = readValue(state);
    if (item.start === item.end) throw new QueryFault('missing', item, 'a value of the list is missing');
    items.push(item);
    skipBlanks(state);
  } while (peek(state) === ',');
  if (peek(state) !== ')') {
    if (state.at < state.text.length) unexpected(state, 'values of a list are parted by commas');
    throw new QueryFault('unclosedBracket', { start: opened, end: opened + 1 }, 'the bracket is not closed');
  }
  mark(state, 'bracket', state.at, state.at + 1);
  state.at += 1;
  requireEnd(state);
  skipBlanks(state);
  return items;
}

function readValue(state: State, field?: QueryField): Written {
  const scanned = scanValue(state.text, state.at);
  const value = field === undefined ? scanned : withUnit(state.text, scanned, (text) => isQuantity(field, text));
  if (value.end > value.start) mark(state, 'value', value.start, value.end);
  state.at = value.end;
  return value;
}

/** What programmers write for our words. */
const CODE_WORDS: ReadonlyMap<string, string> = new Map([
  ['&&', 'and'],
  ['&', 'and'],
  ['||', 'or'],
  ['|', 'or'],
]);

const isMac = (text: string) => /^[0-9a-f]{2}(?::[0-9a-f]{2}){2,5}$/i.test(text);

/** A MAC or IPv6 address, whose colons are no comparisons. */
function isAddress(state: State): boolean {
  const [word = ''] = matchAt(state, /[0-9a-f:/]+(?=[\s)]|$)/iy) ?? [];
  return isMac(word) || word.split(':').length > 2;
}

/** A word without a field. */
function readBare(state: State): SearchNode {
  const start = state.at;
  const value = readValue(state);
  if (value.start === value.end) return unexpected(state);
  const { text } = value;
  const { names } = state;
  if (isBare(value)) {
    const mac = names.byName.get('networks.mac');
    if (isMac(text) && mac !== undefined && state.section === null) {
      const operator = text.length === 17 ? 'equal' : 'begins';
      return finished(state, start, { field: mac.name, operator, value: text });
    }
    const colon = text.indexOf(':');
    if (colon > 0 && text.split(':').length === 2) {
      const word = text.slice(0, colon);
      const near = nearest(word, names.words(state.section).keys());
      throw new QueryFault(
        'unknownField',
        { start, end: start + colon },
        `there is no field "${word}"; quote a text with a colon`,
        near,
      );
    }
  }
  const keyword = isBare(value) ? CODE_WORDS.get(text) : undefined;
  if (keyword !== undefined) {
    throw new QueryFault('unexpected', value, `"${text}" is said "${keyword}" here`, keyword);
  }
  const wanted = state.section === null ? BARE_FIELDS : [`${state.section}.name`];
  const isNetwork = isBare(value) && parseNetwork(text) !== null;
  const fields = wanted
    .map((name) => names.byName.get(name))
    .filter((field) => field !== undefined)
    .filter(({ operators }) => operators.includes(isNetwork ? 'inNetwork' : 'contains'));
  if (fields.length === 0) {
    throw new QueryFault('unexpected', value, 'a field is missing before this value');
  }
  const span = { start, end: value.end };
  const nodes = fields.map((field) => readCriterion(field, ':', span, value));
  for (const node of nodes) state.spans.set(node, span);
  const sign = signAt(state, state.at);
  if (sign !== null) unexpected(state, `"${sign.sign}" stands behind a field; quote what it is part of`);
  const [only] = nodes;
  return finished(state, start, nodes.length === 1 && only !== undefined ? only : { or: nodes });
}

/** Notes where a node is written, and that nothing may stand directly behind it. */
function finished(state: State, start: number, node: SearchNode): SearchNode {
  placed(state, start, node);
  requireEnd(state);
  skipBlanks(state);
  return node;
}

function requireEnd(state: State): void {
  if (state.at < state.text.length && !/[\s()]/.test(peek(state))) unexpected(state);
}

function nested(state: State, read: (state: State) => SearchNode): SearchNode {
  state.depth += 1;
  if (state.depth > QUERY_LIMITS.depth) {
    throw new QueryFault('tooDeep', here(state), `it is nested more than ${QUERY_LIMITS.depth} deep`);
  }
  const node = read(state);
  state.depth -= 1;
  return node;
}

function placed<Node extends SearchNode>(state: State, start: number, node: Node): Node {
  const end = start + state.text.slice(start, state.at).trimEnd().length;
  state.spans.set(node, { start, end });
  return node;
}

function unexpected(state: State, reason?: string): never {
  const char = peek(state);
  const [word = char] = matchAt(state, /[\p{L}\p{N}_]+/uy) ?? [];
  const said =
    reason ?? (char === ')' ? 'no bracket is open' : `"${word}" is not expected here; quote it to search for it`);
  throw new QueryFault(
    'unexpected',
    { start: state.at, end: state.at + word.length },
    said,
    char === ')' ? null : `"${word}"`,
  );
}

/** The end of a keyword that stands here, with the blanks behind it; null when it does not. */
function keywordAt({ text, at }: State, word: string): number | null {
  const pattern = new RegExp(`${word}(?=[\\s("]|$)\\s*`, 'iy');
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

function takeKeyword(state: State, word: string): boolean {
  const end = keywordAt(state, word);
  // "not = 5" is no negation, and what a field is called is none of ours: no field has such a name.
  if (end === null) return false;
  mark(state, 'keyword', state.at, state.at + word.length);
  state.at = end;
  return true;
}

const peek = ({ text, at }: State) => text.charAt(at);
const here = ({ at }: State): Span => ({ start: at, end: at });

function mark({ marks }: State, kind: Mark['kind'], start: number, end: number): void {
  marks.push({ kind, start, end });
}

function matchAt({ text, at }: State, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function skipBlanks(state: State): void {
  while (/\s/.test(peek(state))) state.at += 1;
}
