import { expect, test } from 'vitest';
import { createFormat } from '../../format/create-format.ts';
import { createAdminWords } from './admin-words.ts';

const choice = (id: number, en: string, fr: string | null) => ({ id, label: { en, fr } });
const fields = [
  {
    ...{ id: 3, name: 'FLOOR', type: 'checkbox', label: { en: 'Floor', fr: 'Étage' } },
    choices: [choice(1, 'Ground floor', 'Rez-de-chaussée'), choice(2, 'Ground', 'Sol'), choice(3, 'Roof, north', null)],
  },
  { id: 4, name: 'BOUGHT', type: 'date', label: { en: 'Bought', fr: null }, choices: [] },
];
const words = (language: 'en' | 'fr') => createAdminWords(fields, createFormat(language, 'UTC'));

test.each([
  ['FLOOR', 'Ground floor', 'Rez-de-chaussée'],
  ['FLOOR', 'Ground, Ground floor', 'Sol, Rez-de-chaussée'],
  ['FLOOR', 'Roof, north, Ground', 'Roof, north, Sol'],
  ['FLOOR', 'Ground, Cellar', 'Ground, Cellar'],
  ['FLOOR', '', ''],
  ['GONE', 'Ground floor', 'Ground floor'],
  ['BOUGHT', '2026-11-20', '20 nov. 2026'],
])('%s "%s" is "%s" in French', (name, recorded, shown) => {
  expect(words('fr').value(name, recorded)).toBe(shown);
});

test('fields are called by their labels, and found by number too', () => {
  expect([words('fr').label('FLOOR'), words('en').label('FLOOR'), words('fr').label('GONE')]).toEqual([
    'Étage',
    'Floor',
    'GONE',
  ]);
  expect(words('fr').label('BOUGHT')).toBe('Bought');
  expect(words('fr').labelById(3)).toBe('Étage');
  expect(words('fr').valueById(3, [1, 9])).toBe('Rez-de-chaussée, ?');
  expect([words('fr').labelById(9), words('fr').valueById(3, null)]).toEqual([null, null]);
});
