import { expect, test } from 'vitest';
import type { AdminField, AdminValue } from '../../api/machine-types.ts';
import { createFormat } from '../../format/create-format.ts';
import { draftOf, parseDraft, shownValue } from './admin-draft.ts';

const fieldOf = (type: AdminField['type']): AdminField => ({
  id: 3,
  name: 'X',
  type,
  label: { en: 'X', fr: null },
  tab: '',
  choices: [
    { id: 1, label: { en: 'Red', fr: 'Rouge' } },
    { id: 2, label: { en: 'Blue', fr: null } },
  ],
  default: null,
  builtIn: false,
  onForms: true,
  updatedAt: '2026-11-20T00:00:00.000Z',
});

test.each<{ type: AdminField['type']; value: AdminValue; en: string; fr: string }>([
  { type: 'text', value: 'a', en: 'a', fr: 'a' },
  { type: 'integer', value: -12, en: '-12', fr: '-12' },
  { type: 'real', value: 1.5, en: '1.5', fr: '1,5' },
  { type: 'select', value: 1, en: 'Red', fr: 'Rouge' },
  { type: 'radio', value: 9, en: '?', fr: '?' },
  { type: 'checkbox', value: [1, 2], en: 'Red, Blue', fr: 'Rouge, Blue' },
  { type: 'multiline', value: 'a\nb', en: 'a\nb', fr: 'a\nb' },
  { type: 'date', value: null, en: '', fr: '' },
])('a $type of $value is shown as "$en", and what is not touched stays as it is', ({ type, value, en, fr }) => {
  const field = fieldOf(type);
  expect(shownValue(field, value, createFormat('en'))).toBe(en);
  expect(shownValue(field, value, createFormat('fr'))).toBe(fr);
  expect(parseDraft(field, draftOf(field, value))).toEqual({ isValid: true, value });
});

test.each<{ type: AdminField['type']; text: string; parsed: object }>([
  { type: 'integer', text: ' 12 ', parsed: { isValid: true, value: 12 } },
  { type: 'integer', text: '1.5', parsed: { isValid: false, reason: 'integer' } },
  { type: 'integer', text: '1e3', parsed: { isValid: false, reason: 'integer' } },
  { type: 'real', text: '1,5', parsed: { isValid: true, value: 1.5 } },
  { type: 'real', text: '1,500.2', parsed: { isValid: false, reason: 'real' } },
  { type: 'date', text: '20/11/2026', parsed: { isValid: false, reason: 'date' } },
  { type: 'text', text: '   ', parsed: { isValid: true, value: null } },
  { type: 'multiline', text: ' a\n', parsed: { isValid: true, value: ' a\n' } },
])('parseDraft() of a $type "$text"', ({ type, text, parsed }) => {
  expect(parseDraft(fieldOf(type), { text, chosen: [] })).toEqual(parsed);
});
