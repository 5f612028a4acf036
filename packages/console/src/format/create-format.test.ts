import type { Unit } from '@muster/protocol';
import { expect, test } from 'vitest';
import { createFormat, type Language } from './create-format.ts';

const en = createFormat('en', 'Europe/Paris');
const fr = createFormat('fr', 'Europe/Paris');
/** Intl writes several kinds of unbreakable space, which differ between versions of ICU. */
const plain = (text: string | null) => text?.replace(/[\u00a0\u202f]/g, ' ') ?? null;

test.each<{ language: Language; value: number; unit: Unit; text: string; exact: string | null }>([
  { language: 'en', value: 7_812, unit: 'MiB', text: '7.6 GiB', exact: '7,812 MiB' },
  { language: 'fr', value: 7_812, unit: 'MiB', text: '7,6 Gio', exact: '7 812 Mio' },
  { language: 'en', value: 512, unit: 'MiB', text: '512 MiB', exact: null },
  { language: 'en', value: 0, unit: 'MiB', text: '0 MiB', exact: null },
  { language: 'en', value: 2_097_152, unit: 'MiB', text: '2 TiB', exact: '2,097,152 MiB' },
  { language: 'en', value: 2_400, unit: 'MHz', text: '2.4 GHz', exact: '2,400 MHz' },
  { language: 'en', value: 1_000, unit: 'Mbit/s', text: '1 Gbit/s', exact: '1,000 Mbit/s' },
  { language: 'en', value: 1_000_204, unit: 'MB', text: '1 TB', exact: '1,000,204 MB' },
  { language: 'fr', value: 500, unit: 'MB', text: '500 Mo', exact: null },
  { language: 'en', value: 45, unit: 's', text: '45 s', exact: null },
  { language: 'en', value: 273_600, unit: 's', text: '3 days 4 hr', exact: '273,600 s' },
  { language: 'fr', value: 273_600, unit: 's', text: '3 j 4 h', exact: '273 600 s' },
  { language: 'en', value: 12_345, unit: 'mV', text: '12.3 V', exact: '12,345 mV' },
  { language: 'en', value: 80, unit: '%', text: '80 %', exact: null },
])('quantity() writes $value $unit as "$text" ($language)', ({ language, value, unit, text, exact }) => {
  const quantity = (language === 'fr' ? fr : en).quantity(value, unit);
  expect(plain(quantity.text)).toBe(text);
  expect(plain(quantity.exact)).toBe(exact);
});

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
test.each([
  { iso: '2026-11-20T12:00:00.000Z', en: 'now', fr: 'maintenant' },
  { iso: '2026-11-20T11:57:00.000Z', en: '3 minutes ago', fr: 'il y a 3 minutes' },
  { iso: '2026-11-19T12:00:00.000Z', en: 'yesterday', fr: 'hier' },
  { iso: '2024-10-01T12:00:00.000Z', en: '2 years ago', fr: 'il y a 2 ans' },
  { iso: '2026-11-20T12:00:09.000Z', en: 'now', fr: 'maintenant' },
  { iso: 'nonsense', en: 'nonsense', fr: 'nonsense' },
])('relative() says "$en" and "$fr"', ({ iso, ...words }) => {
  expect(plain(en.relative(iso, NOW))).toBe(words.en);
  expect(plain(fr.relative(iso, NOW))).toBe(words.fr);
});

test('moment() is in the zone of the reader, machineMoment() and day() are not moved', () => {
  expect(plain(en.moment('2026-11-20T23:30:00.000Z'))).toBe('Nov 21, 2026, 12:30:00 AM');
  expect(plain(fr.machineMoment('2026-11-20 23:30:00'))).toBe('20 nov. 2026, 23:30:00');
  expect(plain(en.day('2026-11-20'))).toBe('Nov 20, 2026');
  expect(en.day('unknown')).toBe('unknown');
});
