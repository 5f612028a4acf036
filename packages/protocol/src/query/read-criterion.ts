import { parseNetwork } from './network.ts';
import { QueryFault, type Span } from './query-error.ts';
import { isBare, splitRange, type Written } from './scan-value.ts';
import type { Criterion, Operator, QueryField, SearchNode } from './search-tree.ts';
import { readAge, readQuantity, unitsOf } from './units.ts';

export type Sign = ':' | '=' | '!=' | '<' | '>' | '<=' | '>=' | '~';

/** How each operator is said; what the language calls it in its messages. */
export const signs: Readonly<Record<Operator, string>> = {
  equal: '=',
  different: '!=',
  oneOf: '=(a, b)',
  contains: ':',
  begins: ':a*',
  ends: ':*a',
  matches: '~',
  inNetwork: ':192.0.2.0/24',
  less: '<',
  atMost: '<=',
  greater: '>',
  atLeast: '>=',
  between: ':a..b',
  outside: '!=a..b',
  within: '<7d',
  olderThan: '>7d',
  empty: ':empty',
  notEmpty: ':notempty',
};

const COMPARED = { '<': 'less', '>': 'greater', '<=': 'atMost', '>=': 'atLeast' } as const;
const DATED: ReadonlySet<string> = new Set(['date', 'datetime', 'time']);
const NAMED: ReadonlySet<string> = new Set(['group', 'choice', 'choices']);
const TEXTUAL: ReadonlySet<string> = new Set(['text', 'texts', 'version']);

/** Whether a text is a number with a unit, or an age, of such a field. */
export function isQuantity({ type, unit }: QueryField, text: string): boolean {
  return DATED.has(type) ? readAge(text) !== null : unit !== null && readQuantity(text, unit) !== null;
}

/** One comparison. @throws {QueryFault} */
export function readCriterion(field: QueryField, sign: Sign, signSpan: Span, value: Written): Criterion {
  const make = (operator: Operator, given?: Criterion['value']): Criterion => {
    if (!field.operators.includes(operator)) {
      const known = [...new Set(field.operators.map((one) => signs[one]))].join(' ');
      throw new QueryFault('operator', signSpan, `${field.name} cannot be compared so; it takes ${known}`);
    }
    return given === undefined ? { field: field.name, operator } : { field: field.name, operator, value: given };
  };
  if (value.text === '' && value.raw.length === 0 && value.start === value.end) {
    throw new QueryFault('missing', value, `a value is missing behind "${sign}"`);
  }
  if (sign === '~') return make('matches', value.text);
  const word = isBare(value) ? value.text.toLowerCase() : null;
  if (sign === ':' || sign === '=' || sign === '!=') {
    const isEmpty = word === 'empty';
    if (isEmpty || word === 'notempty' || word === '*') {
      return make(isEmpty === (sign !== '!=') ? 'empty' : 'notEmpty');
    }
  }
  const age = word !== null && DATED.has(field.type) ? readAge(word) : null;
  if (age !== null) {
    if (sign === '!=') throw new QueryFault('operator', signSpan, 'an age is compared by < or >', '>');
    return make(sign === '>' || sign === '>=' ? 'olderThan' : 'within', age);
  }
  if (sign === '<' || sign === '>' || sign === '<=' || sign === '>=') {
    return make(COMPARED[sign], scalar(field, value));
  }
  const range = field.operators.includes('between') ? splitRange(value) : null;
  if (range !== null) return readRange(field, sign, range, value, make);
  if (TEXTUAL.has(field.type)) return readText(field, sign, signSpan, value, make);
  return make(sign === '!=' ? 'different' : 'equal', scalar(field, value));
}

type Make = (operator: Operator, given?: Criterion['value']) => Criterion;

function readRange(
  field: QueryField,
  sign: Sign,
  [first, last]: readonly [Written, Written],
  whole: Written,
  make: Make,
) {
  const isOpen = [first, last].map(({ raw, text }) => raw.length === 0 && text === '');
  // An empty text in quotes has no characters either, but nothing is between it and something.
  if (isOpen[0] && isOpen[1]) throw new QueryFault('missing', whole, 'a range has two values, or one of them');
  if (isOpen[0]) return make(sign === '!=' ? 'greater' : 'atMost', scalar(field, last));
  if (isOpen[1]) return make(sign === '!=' ? 'less' : 'atLeast', scalar(field, first));
  const ends = [scalar(field, first), scalar(field, last)] as (string | number)[]; // safe: what has ranges is no yes or no
  return make(sign === '!=' ? 'outside' : 'between', ends);
}

/** Of a text, with * and ? outside quotes. */
function readText(field: QueryField, sign: Sign, signSpan: Span, value: Written, make: Make): Criterion {
  const { text, raw } = value;
  if (field.operators.includes('inNetwork') && isBare(value) && sign !== '!=' && text.includes('/')) {
    if (parseNetwork(text) !== null) return make('inNetwork', text);
    if (/^[0-9a-f.:]+\/[0-9]*$/i.test(text)) throw new QueryFault('value', value, 'a network is written 192.0.2.0/24');
  }
  const wild = raw.flatMap((isRaw, i) => (isRaw && (text[i] === '*' || text[i] === '?') ? [i] : []));
  if (wild.length === 0) {
    if (sign === '!=') return make('different', text);
    return sign === '=' || field.type === 'version' ? make('equal', text) : make('contains', text);
  }
  if (sign === '!=') {
    throw new QueryFault('operator', signSpan, 'a pattern is denied by "not" before the field', ':');
  }
  const starAt = (i: number) => text[i] === '*' && raw[i] === true;
  const last = text.length - 1;
  if (wild.length === 1 && starAt(last)) return make('begins', text.slice(0, -1));
  if (wild.length === 1 && starAt(0)) return make('ends', text.slice(1));
  if (wild.length === 2 && last > 1 && starAt(0) && starAt(last)) return make('contains', text.slice(1, -1));
  const isWild = new Set(wild);
  const pattern = Array.from({ length: text.length }, (_, i) => {
    const char = text.charAt(i);
    return !isWild.has(i) && /[*?\\]/.test(char) ? `\\${char}` : char;
  });
  return make('matches', pattern.join(''));
}

/** `field=(a, b)`. @throws {QueryFault} */
export function readList(field: QueryField, sign: Sign, signSpan: Span, values: readonly Written[]): SearchNode {
  if (sign === ':' && TEXTUAL.has(field.type)) {
    const nodes = values.map((value) => readCriterion(field, sign, signSpan, value));
    const [only] = nodes;
    return nodes.length === 1 && only !== undefined ? only : { or: nodes };
  }
  if (sign !== ':' && sign !== '=') {
    throw new QueryFault('operator', signSpan, 'a list is compared by =; deny it by "not" before the field', '=');
  }
  if (!field.operators.includes('oneOf')) {
    throw new QueryFault('operator', signSpan, `${field.name} cannot be compared with a list`);
  }
  return {
    field: field.name,
    operator: 'oneOf',
    value: values.map((value) => scalar(field, value)) as (string | number)[],
  }; // safe: yes or no has no oneOf
}

/** One value of the field's type. @throws {QueryFault} */
function scalar(field: QueryField, written: Written): string | number | boolean {
  const { text } = written;
  const refuse = (reason: string, suggestion: string | null = null): never => {
    throw new QueryFault('value', written, `${field.name} ${reason}`, suggestion);
  };
  if (TEXTUAL.has(field.type)) return text;
  if (field.type === 'flag') {
    if (/^(?:yes|true|1)$/i.test(text)) return true;
    return /^(?:no|false|0)$/i.test(text) ? false : refuse('is yes or no', 'yes');
  }
  if (DATED.has(field.type)) {
    if (/^today$/i.test(text)) return refuse('takes a date or an age', '1d');
    if (/^yesterday$/i.test(text)) return refuse('takes a date or an age', '2d');
    if (!/^\d{4}-\d{2}-\d{2}(?:[T ].*)?$/.test(text)) refuse('takes a date such as 2026-11-20, or an age such as 30d');
    return text;
  }
  if (NAMED.has(field.type)) return readChoice(field, written, refuse);
  const number = readQuantity(text, field.unit);
  if (number === null) {
    const units = unitsOf(field.unit);
    return refuse(
      units.length === 0 ? 'takes a number' : `takes a number, alone (${field.unit}) or with ${units.join(', ')}`,
    );
  }
  if (field.type !== 'integer' || Number.isInteger(number)) return number;
  return /[a-z%]$/i.test(text) ? Math.round(number) : refuse('takes a whole number', String(Math.round(number)));
}

function readChoice(
  field: QueryField,
  written: Written,
  refuse: (reason: string, suggestion?: string | null) => never,
): number {
  const { text } = written;
  if (isBare(written) && /^-?[0-9]+$/.test(text)) return Number(text);
  const key = text.toLowerCase();
  const choices = field.choices ?? [];
  const found =
    choices.find(({ label }) => label.toLowerCase() === key) ??
    choices.find(({ labelFr, alias }) => labelFr?.toLowerCase() === key || alias?.toLowerCase() === key);
  if (found !== undefined) return found.value;
  const near = field.choices?.find(({ label }) => label.toLowerCase().startsWith(key));
  return refuse('takes a number or one of its names', near === undefined ? null : `"${near.label}"`);
}
