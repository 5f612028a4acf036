import { expect, test } from 'vitest';
import { parseDay, typedDay } from './parse-day.ts';

const TODAY = new Date(2026, 10, 20, 15);

test.each([
  ['2026-11-20', '2026-11-20'],
  ['2026-1-5', '2026-01-05'],
  ['20/11/2026', '2026-11-20'],
  ['20.11.2026', '2026-11-20'],
  ['5/6/2026', '2026-06-05'],
  ['20 nov. 2026', '2026-11-20'],
  ['1er août 2026', '2026-08-01'],
  ['Nov 20, 2026', '2026-11-20'],
  ['14 juil 2026', '2026-07-14'],
  ['14 jui 2026', null],
  ['hier', '2026-11-19'],
  ['Aujourd’hui', '2026-11-20'],
  ['avant-hier', '2026-11-18'],
  ['il y a 3 jours', '2026-11-17'],
  ['3 days ago', '2026-11-17'],
  ['30j', '2026-10-21'],
  ['2 semaines', '2026-11-06'],
  ['1 mois', '2026-10-20'],
  ['1 year ago', '2025-11-20'],
  ['2026-02-30', null],
  ['32/01/2026', null],
  ['20/11', null],
  ['tomorrow', null],
  ['', null],
  ['constructor', null],
  ['3 constructor', null],
  ['<b>20/11/2026</b>', null],
])('%s is %s in French', (text, day) => {
  expect(parseDay(text, 'fr', TODAY)).toEqual(day === null ? { problem: 'unclear' } : { day });
});

test.each([
  ['20/11/2026', { day: '2026-11-20' }],
  ['11/20/2026', { day: '2026-11-20' }],
  ['6/6/2026', { day: '2026-06-06' }],
  ['5/6/2026', { problem: 'ambiguous' }],
])('%s in English, whose readers do not agree, is %o', (text, read) => {
  expect(parseDay(text, 'en', TODAY)).toEqual(read);
});

test('a month before the last day of March is the last day of February', () => {
  expect(parseDay('1 month ago', 'en', new Date(2026, 2, 31))).toEqual({ day: '2026-02-28' });
});

test.each(['en', 'fr'] as const)('what typedDay() writes in %s is read as the same day', (language) => {
  expect(parseDay(typedDay('2026-06-05', language), language, TODAY)).toEqual({ day: '2026-06-05' });
});
