import type { AdminField, AdminValue } from '../../api/machine-types.ts';
import type { Format } from '../../format/create-format.ts';

/** What is being typed or chosen: a text, or ids of choices as texts. */
export type Draft = { readonly text: string; readonly chosen: string[] };

const WITH_CHOICES = new Set<AdminField['type']>(['select', 'radio', 'checkbox']);

export function draftOf(field: AdminField, value: AdminValue): Draft {
  if (!WITH_CHOICES.has(field.type)) return { text: value === null ? '' : String(value), chosen: [] };
  const ids = Array.isArray(value) ? value : value === null ? [] : [value];
  return { text: '', chosen: ids.map(String) };
}

type Parsed =
  | { readonly isValid: true; readonly value: AdminValue }
  | { readonly isValid: false; readonly reason: 'integer' | 'real' | 'date' };

/** The value of a draft as the API takes it, or why it is none. Nothing typed clears the value. */
export function parseDraft(field: AdminField, { text, chosen }: Draft): Parsed {
  if (field.type === 'checkbox') return { isValid: true, value: chosen.length === 0 ? null : chosen.map(Number) };
  if (WITH_CHOICES.has(field.type)) {
    return { isValid: true, value: chosen[0] === undefined ? null : Number(chosen[0]) };
  }
  const typed = field.type === 'multiline' ? text : text.trim();
  if (typed.trim() === '') return { isValid: true, value: null };
  if (field.type === 'integer') {
    const isWhole = /^[+-]?\d{1,15}$/.test(typed);
    return isWhole ? { isValid: true, value: Number(typed) } : { isValid: false, reason: 'integer' };
  }
  if (field.type === 'real') {
    // A comma is how half of the readers write it.
    const number = /^[+-]?\d{1,15}([.,]\d{1,15})?$/.test(typed) ? Number(typed.replace(',', '.')) : Number.NaN;
    return Number.isNaN(number) ? { isValid: false, reason: 'real' } : { isValid: true, value: number };
  }
  if (field.type === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(typed)) return { isValid: false, reason: 'date' };
  return { isValid: true, value: typed };
}

/** A value for people: choices by their labels in the language on screen; empty for none. */
export function shownValue(field: AdminField, value: AdminValue, format: Format): string {
  if (value === null) return '';
  if (WITH_CHOICES.has(field.type)) {
    const ids = Array.isArray(value) ? value : [value];
    return ids
      .map((id) => field.choices.find((choice) => choice.id === Number(id)))
      .map((choice) => (format.language === 'fr' ? choice?.label.fr : null) ?? choice?.label.en ?? '?')
      .join(', ');
  }
  if (field.type === 'date') return format.day(String(value));
  return typeof value === 'number' ? format.number(value) : String(value);
}
