import { describe, expect, test } from 'vitest';
import type { AdminField, FieldType } from './admin-field.ts';
import { fromAgent, parseCell, toAgent, toApiValue, toShown, toStoredValue, withoutChoice } from './admin-value.ts';

const choices = [
  { id: 1, label: { en: 'Ground floor', fr: 'Rez-de-chaussée' } },
  { id: 2, label: { en: '1', fr: null } },
  { id: 5, label: { en: 'Roof', fr: 'Toit' } },
];
const field = (type: FieldType): AdminField => ({
  id: 3,
  name: 'Floor',
  type,
  label: { en: 'Floor', fr: 'Étage' },
  tab: '',
  position: 1,
  default: null,
  choices: ['select', 'radio', 'checkbox'].includes(type) ? choices : [],
  builtIn: false,
});

describe('toStoredValue()', () => {
  const long = 'x'.repeat(256);
  test.each<[FieldType, unknown, string | null]>([
    ['text', '  Room 12 ', 'Room 12'],
    ['text', '', null],
    ['text', '   ', null],
    ['text', null, null],
    ['multiline', 'one\r\ntwo\tthree', 'one\ntwo\tthree'],
    ['multiline', long, long],
    ['integer', -12, '-12'],
    ['integer', -0, '0'],
    ['real', 0.25, '0.25'],
    ['date', '2024-02-29', '2024-02-29'],
    ['select', 5, '5'],
    ['radio', 1, '1'],
    ['checkbox', [5, 1, 5], '[1,5]'],
    ['checkbox', [], null],
  ])('keeps %s %j as %j', (type, value, stored) => {
    expect(toStoredValue(field(type), value)).toBe(stored);
  });

  test.each<[FieldType, unknown, string]>([
    ['text', long, 'more than 255 characters'],
    ['text', 'two\nlines', 'control characters'],
    ['text', '\u0000', 'control characters'],
    ['text', 'half \ud800', 'control characters'],
    ['text', 12, 'must be a text'],
    ['multiline', 'bell \u0007', 'control characters'],
    ['integer', 1.5, 'whole number'],
    ['integer', 2 ** 60, 'whole number'],
    ['integer', '12', 'must be a number'],
    ['real', Number.NaN, 'must be a number'],
    ['date', '2023-02-29', 'YYYY-MM-DD'],
    ['date', '29/02/2024', 'YYYY-MM-DD'],
    ['select', 3, 'id of a choice'],
    ['select', 'Roof', 'id of a choice'],
    ['checkbox', 5, 'list of ids'],
    ['checkbox', [5, 6], 'id of a choice'],
  ])('refuses %s %j', (type, value, reason) => {
    expect(() => toStoredValue(field(type), value)).toThrow(
      expect.objectContaining({ code: 'ADMIN_VALUE_INVALID', message: expect.stringContaining(reason) }),
    );
  });
});

test.each<[FieldType, string, string | null]>([
  ['integer', ' 1 234 ', '1234'],
  ['real', '3,5', '3.5'],
  ['date', '3/11/2026', '2026-11-03'],
  ['select', 'toit', '5'],
  ['select', '1', '2'], // the label, as people mean it
  ['select', '5', '5'],
  ['checkbox', 'Roof; ground floor', '[1,5]'],
  ['checkbox', 'Roof&&&1', '[2,5]'],
  ['text', '=1+1', '=1+1'],
  ['text', '', null],
])('parseCell() reads %s "%s"', (type, cell, stored) => {
  expect(parseCell(field(type), cell, 'DD/MM/YYYY')).toBe(stored);
});

test.each<[FieldType, string]>([
  ['integer', '1.234,5'],
  ['real', '0x10'],
  ['date', '11/13/2026'],
  ['select', 'Cellar'],
])('parseCell() refuses %s "%s"', (type, cell) => {
  expect(() => parseCell(field(type), cell, 'DD/MM/YYYY')).toThrow(
    expect.objectContaining({ code: 'ADMIN_VALUE_INVALID' }),
  );
});

test.each<[FieldType, string, string | undefined]>([
  ['text', ' two\nlines ', 'two lines'],
  ['select', '1', '1'], // the id, as agents were told it
  ['select', 'Roof', '5'],
  ['checkbox', '1&&&5', '[1,5]'],
  ['integer', 'many', undefined],
  ['date', '2023-02-29', undefined],
  ['text', 'x'.repeat(300), undefined],
  ['text', '', undefined],
])('fromAgent() takes %s "%s" as %j and throws nothing', (type, told, stored) => {
  expect(fromAgent(field(type), told)).toBe(stored);
});

test('what agents are told comes back as it was', () => {
  const stored: [FieldType, string][] = [
    ['checkbox', '[1,2,5]'],
    ['select', '2'],
    ['multiline', 'one\ntwo'],
    ['real', '1e-7'],
    ['integer', '-12'],
    ['date', '2026-11-20'],
  ];
  for (const [type, value] of stored) expect(fromAgent(field(type), toAgent(field(type), value))).toBe(value);
});

test('people see labels, programs ids', () => {
  expect(toShown(field('checkbox'), '[1,5]')).toBe('Ground floor, Roof');
  expect(toShown(field('select'), '9')).toBe('#9');
  expect(toApiValue(field('checkbox'), '[1,5]')).toEqual([1, 5]);
  expect(toApiValue(field('real'), '0.5')).toBe(0.5);
  expect(withoutChoice(field('checkbox'), '[1,5]', new Set([5]))).toBe('[1]');
  expect(withoutChoice(field('select'), '5', new Set([5]))).toBeNull();
});
