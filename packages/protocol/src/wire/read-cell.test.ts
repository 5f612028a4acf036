import { expect, test } from 'vitest';
import { type Column, type ColumnOptions, date, datetime, flag, integer, real, text } from '../define-section.ts';
import { cellReader } from './read-cell.ts';

const number = (options: ColumnOptions) => integer('N', 'N.', options) as Column;
const read = (column: Column, value: string, monthFirst = false) => cellReader(column, monthFirst)(value);

test.each<[string, ColumnOptions, number | null | undefined]>([
  ['42', {}, 42],
  ['-1', {}, -1],
  ['007', {}, 7],
  ['4.0', {}, 4],
  ['4.2', {}, undefined], // without unit it is rather a version
  ['274877.906944', { unit: 'MB' }, 274878],
  ['12 %', { unit: '%' }, 12],
  ['5%', { unit: '%', reads: 'percent' }, 5],
  ['64 bits', { unit: 'bits' }, 64],
  ['1e999', {}, undefined],
  ['99999999999999999999', {}, undefined],
  ['abc', {}, undefined],
  ['0x10', {}, undefined],
  ['N/A', {}, null],
  ['na', {}, null],
  ['??', {}, null],
  ['unknown', {}, undefined],
  ['4 GB', { unit: 'MiB', reads: 'mebibytes' }, 4096],
  ['4096', { unit: 'MiB', reads: 'mebibytes' }, 4096],
  ['1.5 GiB', { unit: 'MiB', reads: 'mebibytes' }, 1536],
  ['3,9 Go', { unit: 'MiB', reads: 'mebibytes' }, 3993],
  ['512 KB', { unit: 'MiB', reads: 'mebibytes' }, 0],
  ['1 TB', { unit: 'MB', reads: 'mebibytes' }, 1_000_000],
  ['2048 bytes', { unit: 'KiB', reads: 'mebibytes' }, 2],
  ['4 apples', { unit: 'MiB', reads: 'mebibytes' }, undefined],
  ['1333 MHz', { unit: 'MHz', reads: 'megahertz' }, 1333],
  ['2.4 GHz', { unit: 'MHz', reads: 'megahertz' }, 2400],
  ['3200 MT/s', { unit: 'MHz', reads: 'megahertz' }, 3200],
  ['12.5 Wh', { unit: 'mWh', reads: 'milliwattHours' }, 12_500],
  ['4000 mWh', { unit: 'mWh', reads: 'milliwattHours' }, 4000],
  ['11.4 V', { unit: 'mV', reads: 'millivolts' }, 11_400],
  ['3.954V', { unit: 'mV', reads: 'millivolts' }, 3954],
  ['11400 mV', { unit: 'mV', reads: 'millivolts' }, 11_400],
  ['11.4', { unit: 'mV', reads: 'millivolts' }, 11_400],
  ['7600', { unit: 'mV', reads: 'millivolts' }, 7600],
  ['260 W', { unit: 'W', reads: 'watts' }, 260],
  ['1.2 kW', { unit: 'W', reads: 'watts' }, 1200],
  ['10 Gbps', { unit: 'Mbit/s', reads: 'megabitsPerSecond' }, 10_000],
  ['100 Mb/s', { unit: 'Mbit/s', reads: 'megabitsPerSecond' }, 100],
  ['1000', { unit: 'Mbit/s', reads: 'megabitsPerSecond' }, 1000],
  ['1 Gbps', { unit: 'bit/s', reads: 'megabitsPerSecond' }, 1_000_000_000],
])('an integer column reads "%s" with %o as %s', (value, options, expected) => {
  expect(read(number(options), value)).toBe(expected);
});

test.each([
  ['2.5', 2.5],
  ['2,5', 2.5],
  ['.5', 0.5],
  ['1e3', 1000],
  ['1e999', undefined],
  ['12 %', 12],
  ['', undefined],
])('a real column reads "%s" as %s', (value, expected) => {
  expect(read(real('N', 'N.', { unit: '%' }), value)).toBe(expected);
});

test.each([
  ['1', true],
  ['Yes', true],
  ['TRUE', true],
  ['on', true],
  ['0', false],
  ['No', false],
  ['2', undefined],
  ['N/A', null],
])('a flag column reads "%s" as %s', (value, expected) => {
  expect(read(flag('F', 'F.'), value)).toBe(expected);
});

test.each([
  ['2021-06-15', '2021-06-15'],
  ['2021/6/5', '2021-06-05'],
  ['15/06/2021', '2021-06-15'],
  ['06/15/2021', '2021-06-15'],
  ['05/06/2021', '2021-06-05'],
  ['05.06.2021', '2021-06-05'],
  ['20210615', '2021-06-15'],
  ['2021-06-15T10:00:00Z', '2021-06-15'],
  ['Thu Nov 19 17:42:03 2026', '2026-11-19'],
  ['29/02/2023', undefined],
  ['29/02/2024', '2024-02-29'],
  ['31/04/2024', undefined],
  ['1970-00-01', undefined],
  ['0000-00-00', null],
  ['n/a', null],
  ['yesterday', undefined],
  ['2021', undefined],
])('a date column reads "%s" as %s', (value, expected) => {
  expect(read(date('D', 'D.'), value)).toBe(expected);
});

test.each([
  ['04/05/2022', '2022-04-05'],
  ['13/05/2022', '2022-05-13'],
  ['2022-04-05', '2022-04-05'],
  ['04.05.2022', '2022-05-04'],
])('a date of the firmware reads "%s" as %s', (value, expected) => {
  expect(read(date('D', 'D.'), value, true)).toBe(expected);
});

test.each([
  ['2026-11-20 08:40:29', '2026-11-20 08:40:29'],
  ['2026-11-20T08:40:29+02:00', '2026-11-20 08:40:29'],
  ['2026-11-20T08:40:29.123Z', '2026-11-20 08:40:29'],
  ['2026/11/20 8:40', '2026-11-20 08:40:00'],
  ['20/11/2026 08:40', '2026-11-20 08:40:00'],
  ['20/11/2026', '2026-11-20 00:00:00'],
  ['2026-20-11 08:40:29', '2026-11-20 08:40:29'], // some agents write the boot time so
  ['20261120084029.000000+060', '2026-11-20 08:40:29'],
  ['Fri Nov  6 08:40:29 2026', '2026-11-06 08:40:29'],
  ['Fri Nov 20 08:40:29 CET 2026', '2026-11-20 08:40:29'],
  ['2026-11-20 25:00:00', undefined],
  ['2026-11-20 08:61:00', undefined],
  ['0000-00-00 00:00:00', null],
])('a date-time column reads "%s" as %s', (value, expected) => {
  expect(read(datetime('D', 'D.'), value)).toBe(expected);
});

test('a text column keeps what it is told, in its letters and spellings', () => {
  expect(read(text('T', 'T.'), 'N/A')).toBe('N/A');
  expect(read(text('T', 'T.', { letters: 'lower' }), 'Up')).toBe('up');
  expect(read(text('T', 'T.', { letters: 'upper' }), 'ab:cd')).toBe('AB:CD');
  const column = text('T', 'T.', { letters: 'lower', spellings: { 'in use': 'used' } });
  expect(read(column, 'In Use')).toBe('used');
  expect(read(column, 'Free')).toBe('free');
});
