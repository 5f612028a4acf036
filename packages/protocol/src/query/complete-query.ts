import { fieldAliases } from './aliases.ts';
import { createFieldNames, type FieldNames } from './field-names.ts';
import type { Span } from './query-error.ts';
import { signs } from './read-criterion.ts';
import { quote } from './scan-value.ts';
import type { QueryField } from './search-tree.ts';
import { unitsOf } from './units.ts';

export type Completion = {
  /** What stands between `start` and `end` afterwards. */
  readonly text: string;
  readonly kind: 'field' | 'sign' | 'value' | 'section' | 'keyword';
  /** What it is, in the words of the field list; empty when the text says it. */
  readonly detail: string;
};

export type Completions = Span & {
  readonly options: readonly Completion[];
  /** The field whose value is being written, and what of it there is; null elsewhere. */
  readonly value: { readonly field: QueryField; readonly text: string } | null;
};

const KEYWORDS = ['and', 'or', 'not', 'has'];
const MOST = 50;

/** What may stand where the cursor is, the likeliest first. `start` to `end` is the part that an option replaces. */
export function completeQuery(text: string, cursor: number, fields: readonly QueryField[]): Completions {
  const names = createFieldNames(fields);
  const { start, quoted, section, afterHas } = contextAt(text.slice(0, cursor));
  const word = text.slice(start, cursor).replace(/^-/, '');
  const from = cursor - word.length;
  const answer = (begin: number, options: readonly Completion[]): Completions => ({
    start: begin,
    end: cursor,
    options: options.slice(0, MOST),
    value: null,
  });
  const [, name = '', sign, value = ''] = /^([\p{L}\p{N}_.]+)\s*(!=|<=|>=|[:=<>~])\s*(.*)$/su.exec(word) ?? [];
  if (sign !== undefined) {
    const field = names.find(name, section);
    if (field === undefined) return answer(cursor - value.length, []);
    const isWord = sign === ':' || sign === '=' || sign === '!=';
    const begun = { field, text: value.replace(/^"/, '').replace(/\\(.)/g, '$1') };
    return { ...answer(cursor - value.length, values(field, sign, value)), value: isWord ? begun : null };
  }
  if (quoted) return answer(cursor, []);
  if (afterHas) return answer(from, sections(names, word));
  const exact = names.find(word, section);
  const found = fieldOptions(names, section, word);
  const keywords = KEYWORDS.filter((keyword) => word !== '' && keyword.startsWith(word.toLowerCase()));
  const behind = exact === undefined ? [] : signOptions(exact, word);
  return answer(from, [
    ...behind,
    ...found,
    ...keywords.map((keyword) => ({ text: `${keyword} `, kind: 'keyword' as const, detail: '' })),
  ]);
}

type Context = {
  readonly start: number;
  readonly quoted: boolean;
  readonly section: string | null;
  readonly afterHas: boolean;
};

/** Where the word at the end begins, and what it stands in. */
function contextAt(text: string): Context {
  const open: (string | null)[] = [];
  let start = 0;
  let quoted = false;
  let last = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quoted) {
      if (char === '\\') at += 1;
      else if (char === '"') quoted = false;
      continue;
    }
    if (char === '"') quoted = true;
    else if (char === ')') {
      open.pop();
      start = at + 1;
    } else if (char === '(') {
      const isHas = last.toLowerCase() === 'has';
      open.push(isHas ? text.slice(start, at) : (open.at(-1) ?? null));
      last = '';
      start = at + 1;
    } else if (/\s/.test(char)) {
      if (at > start) last = text.slice(start, at);
      start = at + 1;
    }
  }
  return { start, quoted, section: open.at(-1) ?? null, afterHas: last.toLowerCase() === 'has' };
}

function fieldOptions(names: FieldNames, section: string | null, word: string): Completion[] {
  const key = word.toLowerCase();
  const known = section === null ? null : (names.findSection(section) ?? null);
  const all = [...names.words(known)].map(([text, field]) => ({ text, field, rank: rankOf(text, field, key) }));
  return all
    .filter(({ rank }) => rank < 4)
    .sort((a, b) => a.rank - b.rank || a.text.length - b.text.length)
    .map(({ text, field }) => ({ text, kind: 'field', detail: field.label }));
}

/** Everyday words first, then names that begin so, then columns and labels; 4 for what does not fit. */
function rankOf(text: string, { label }: QueryField, key: string): number {
  const lower = text.toLowerCase();
  if (lower.startsWith(key)) return Object.hasOwn(fieldAliases, text) ? 0 : 1;
  if (key === '') return 4;
  if (lower.includes(`.${key}`)) return 2;
  return label.toLowerCase().includes(key) ? 3 : 4;
}

function sections(names: FieldNames, word: string): Completion[] {
  const key = word.toLowerCase();
  const found = names.sections.filter((name) => name.toLowerCase().startsWith(key));
  return found.map((name) => ({ text: `${name}(`, kind: 'section', detail: '' }));
}

const SIGNS = [':', '=', '!=', '<', '<=', '>', '>=', '~'];

function signOptions(field: QueryField, word: string): Completion[] {
  const said = field.operators.map((operator) => signs[operator]);
  return SIGNS.filter((sign) => said.some((one) => one === sign || (sign === ':' && one.startsWith(':')))).map(
    (sign) => ({
      text: `${word}${sign}`,
      kind: 'sign',
      detail: field.label,
    }),
  );
}

function values(field: QueryField, sign: string, value: string): Completion[] {
  const key = value.replace(/^"/, '').toLowerCase();
  const isTime = field.type === 'date' || field.type === 'datetime' || field.type === 'time';
  const units = /^[0-9.]+$/.test(value) ? unitsOf(field.unit).map((unit) => `${value}${unit}`) : [];
  const words = [
    ...(field.choices ?? []).map(({ label }) => label),
    ...(field.type === 'flag' ? ['yes', 'no'] : []),
    ...(isTime && /[<>]/.test(sign) ? ['1d', '7d', '30d', '90d'] : []),
    ...units,
  ].filter((word) => word.toLowerCase().startsWith(key));
  const bare = /^(?::|=|!=)$/.test(sign) ? ['empty', 'notempty'].filter((word) => word.startsWith(key)) : [];
  return [...words.map((word) => quote(word)), ...bare].map((text) => ({ text, kind: 'value', detail: field.label }));
}
