import { AppError } from '@muster/protocol';
import { type AdminField, type Choice, hasChoices } from './admin-field.ts';

/**
 * A value as the API gives and takes it: a text, a date as `YYYY-MM-DD`, a number, the id of a choice (select, radio) or
 * several (checkbox). Stored is always a text: numbers in decimal, choices by id, those of a checkbox as a JSON array.
 */
export type AdminValue = string | number | readonly number[];

/** Longest values, in characters. Source: OCS Inventory has 255 for a text; the other is ours. */
const TEXT_CHARACTERS = 255;
const MULTILINE_CHARACTERS = 10_000;

/** What joins the choices of a checkbox on the wire. Source: OCS Inventory. */
const JOINT = '&&&';

/** How a file writes days. */
export const DATE_ORDERS = ['YYYY-MM-DD', 'DD/MM/YYYY', 'MM/DD/YYYY'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/**
 * The stored form of a value of the API; null clears the field.
 *
 * @throws {AppError} `ADMIN_VALUE_INVALID`.
 */
export function toStoredValue(field: AdminField, value: unknown): string | null {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return null;
  switch (field.type) {
    case 'text':
    case 'multiline':
    case 'date':
      if (typeof value !== 'string') throw invalid(field, 'it must be a text');
      return field.type === 'date' ? dateOf(field, value, 'YYYY-MM-DD') : textOf(field, value);
    case 'integer':
    case 'real':
      if (typeof value !== 'number') throw invalid(field, 'it must be a number');
      return numberOf(field, value);
    case 'select':
    case 'radio':
      return String(choiceById(field, value).id);
    case 'checkbox':
      if (!Array.isArray(value)) throw invalid(field, 'it must be a list of ids of choices');
      return joined(value.map((id) => choiceById(field, id)));
  }
}

/**
 * The stored form of what a person wrote in a cell of a file: labels of choices rather than ids, numbers with a decimal
 * comma too.
 *
 * @throws {AppError} `ADMIN_VALUE_INVALID`.
 */
export function parseCell(field: AdminField, cell: string, dates: DateOrder): string | null {
  const text = cell.trim();
  if (text === '') return null;
  switch (field.type) {
    case 'text':
    case 'multiline':
      return textOf(field, cell);
    case 'date':
      return dateOf(field, text, dates);
    case 'integer':
    case 'real':
      return numberOf(field, decimalOf(field, text));
    case 'select':
    case 'radio':
      return String(choiceNamed(field, text, 'label').id);
    case 'checkbox':
      return joined(text.split(/&&&|[|;]/).map((part) => choiceNamed(field, part.trim(), 'label')));
  }
}

/**
 * The stored form of what an agent holds; undefined for what no value of this field can be: an agent's text is never a
 * reason to refuse its inventory. Ids of choices come first, because they are what agents are told.
 */
export function fromAgent(field: AdminField, told: string): string | undefined {
  const text = told.trim();
  if (text === '') return undefined;
  try {
    switch (field.type) {
      case 'text':
        return textOf(field, text.replace(/\p{Cc}+/gu, ' ')) ?? undefined;
      case 'multiline':
        return textOf(field, text) ?? undefined;
      case 'date':
        return dateOf(field, text, 'YYYY-MM-DD');
      case 'integer':
      case 'real':
        return numberOf(field, decimalOf(field, text));
      case 'select':
      case 'radio':
        return String(choiceNamed(field, text, 'id').id);
      case 'checkbox':
        return joined(text.split(JOINT).map((part) => choiceNamed(field, part.trim(), 'id')));
    }
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** What agents are told: choices by id, as OCS Inventory does, so that a copy stays right when a label changes. */
export function toAgent(field: AdminField, stored: string): string {
  return field.type === 'checkbox' ? idsOf(stored).join(JOINT) : stored;
}

export function toApiValue(field: AdminField, stored: string): AdminValue {
  switch (field.type) {
    case 'text':
    case 'multiline':
    case 'date':
      return stored;
    case 'checkbox':
      return idsOf(stored);
    default:
      return Number(stored);
  }
}

/** What people read: the labels of choices, in English. */
export function toShown(field: AdminField, stored: string): string {
  if (!hasChoices(field.type)) return stored;
  const ids = field.type === 'checkbox' ? idsOf(stored) : [Number(stored)];
  return ids.map((id) => field.choices.find((choice) => choice.id === id)?.label.en ?? `#${id}`).join(', ');
}

/** The stored form without a choice that is no more; null when nothing is left. */
export function withoutChoice(field: AdminField, stored: string, removed: ReadonlySet<number>): string | null {
  if (field.type !== 'checkbox') return removed.has(Number(stored)) ? null : stored;
  const left = idsOf(stored).filter((id) => !removed.has(id));
  return left.length === 0 ? null : JSON.stringify(left);
}

const idsOf = (stored: string) => JSON.parse(stored) as number[]; // safe: `joined` wrote it

const joined = (choices: readonly Choice[]) =>
  JSON.stringify([...new Set(choices.map(({ id }) => id))].sort((a, b) => a - b));

function textOf(field: AdminField, value: string): string | null {
  const text = value.replace(/\r\n?/g, '\n').trim();
  if (text === '') return null;
  const limit = field.type === 'multiline' ? MULTILINE_CHARACTERS : TEXT_CHARACTERS;
  if (text.length > limit) throw invalid(field, `it has more than ${limit} characters`);
  const forbidden = field.type === 'multiline' ? /(?![\n\t])\p{Cc}/u : /\p{Cc}/u;
  if (forbidden.test(text) || !text.isWellFormed()) throw invalid(field, 'it has control characters');
  return text;
}

function numberOf(field: AdminField, value: number): string {
  if (!Number.isFinite(value)) throw invalid(field, 'it must be a number');
  if (field.type === 'integer' && !Number.isSafeInteger(value)) throw invalid(field, 'it must be a whole number');
  return String(value === 0 ? 0 : value); // no "-0"
}

function decimalOf(field: AdminField, text: string): number {
  // 1 234,5 as spreadsheets write it in many countries; both signs at once would be guesswork.
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(/^([+-]?\d+),(\d+)$/, '$1.$2');
  if (!/^[+-]?\d+(\.\d+)?(e[+-]?\d{1,3})?$/i.test(plain)) throw invalid(field, 'it must be a number');
  return Number(plain);
}

const DATE_PATTERNS: Readonly<Record<DateOrder, { readonly pattern: RegExp; readonly order: readonly number[] }>> = {
  'YYYY-MM-DD': { pattern: /^(\d{4})-(\d{2})-(\d{2})$/, order: [1, 2, 3] },
  'DD/MM/YYYY': { pattern: /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/, order: [3, 2, 1] },
  'MM/DD/YYYY': { pattern: /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/, order: [3, 1, 2] },
};

function dateOf(field: AdminField, text: string, dates: DateOrder): string {
  const { pattern, order } = DATE_PATTERNS[dates];
  const found = pattern.exec(text);
  const [year = '', month = '', day = ''] = order.map((i) => found?.[i] ?? '');
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = found === null ? Number.NaN : Date.parse(`${iso}T00:00:00Z`);
  // The thirtieth of February would be read as a day of March.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso) {
    throw invalid(field, `it must be a day written ${dates}`);
  }
  return iso;
}

function choiceById(field: AdminField, id: unknown): Choice {
  const choice = field.choices.find((candidate) => candidate.id === id);
  if (choice === undefined) throw invalid(field, `it must be the id of a choice of the field`);
  return choice;
}

/** By label or by id; which is tried first decides about labels that are numbers. */
function choiceNamed(field: AdminField, text: string, first: 'label' | 'id'): Choice {
  const byId = field.choices.find(({ id }) => String(id) === text);
  const wanted = text.toLowerCase();
  const byLabel = field.choices.find(
    ({ label }) => label.en.toLowerCase() === wanted || label.fr?.toLowerCase() === wanted,
  );
  const choice = first === 'id' ? (byId ?? byLabel) : (byLabel ?? byId);
  if (choice !== undefined) return choice;
  throw invalid(field, `"${text.slice(0, 100)}" is none of its choices`);
}

function invalid(field: AdminField, reason: string): AppError {
  return new AppError('ADMIN_VALUE_INVALID', { field: field.name, reason });
}
