import { expect, test } from 'vitest';
import { createFormat } from '../../format/create-format.ts';
import { inWords, matches, objectionTo } from './setting-words.ts';

const integer = { type: 'integer' as const, min: 1, max: 10, pattern: null };
const text = { type: 'text' as const, min: null, max: null, pattern: '^(?:[a-z]*)$' };

test.each([
  { setting: integer, value: '', objection: 'empty' },
  { setting: integer, value: 1.5, objection: 'notWhole' },
  { setting: integer, value: 0, objection: 'tooSmall' },
  { setting: integer, value: 11, objection: 'tooLarge' },
  { setting: integer, value: 10, objection: null },
  { setting: text, value: 'A', objection: 'form' },
  { setting: text, value: '', objection: null },
])('objectionTo() says $objection of $value', ({ setting, value, objection }) => {
  expect(objectionTo(setting, value)).toBe(objection);
});

test('inWords() tells long times in words, and leaves plain ones alone', () => {
  const format = createFormat('en', 'UTC');
  expect(inWords({ unit: 'seconds' }, 86_400, format)).toBe('1 day');
  expect(inWords({ unit: 'hours' }, 30, format)).toContain('6 hr');
  expect(inWords({ unit: 'hours' }, 23, format)).toBeNull();
  expect(inWords({ unit: 'days' }, 90, format)).toBeNull();
  expect(inWords({ unit: 'seconds' }, 0, format)).toBeNull();
  expect(inWords({ unit: null }, 90, format)).toBeNull();
});

test('matches() finds settings by any words of their name and meaning', () => {
  const setting = { name: 'PROLOG_FREQ', meaning: { en: 'Time between two contacts.', fr: 'Temps.' } } as never;
  expect(matches(setting, 'prolog freq', 'en')).toBe(true);
  expect(matches(setting, 'contacts time', 'en')).toBe(true);
  expect(matches(setting, 'contacts', 'fr')).toBe(false);
});
