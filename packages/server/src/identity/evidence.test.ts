import { expect, test } from 'vitest';
import { createBlacklists } from './blacklists.ts';
import { toMac, toName, toSerial, toUuid } from './spelling.ts';

test.each([
  '4C4C4544-0048-3410-8050-B5C04F525931',
  '4c4c4544-0048-3410-8050-b5c04f525931',
  '44454c4c-4800-1034-8050-b5c04f525931',
  'VMware-4c 4c 45 44 00 48 34 10-80 50 b5 c0 4f 52 59 31',
  '{4C4C4544-0048-3410-8050-B5C04F525931}',
])('toUuid() spells %s as all its spellings', (spelling) => {
  expect(toUuid(spelling)).toBe('44454C4C-4800-1034-8050-B5C04F525931');
});

test.each([
  { value: 'SCZC1234567', maker: 'Hewlett-Packard', serial: 'CZC1234567' },
  { value: ' czc1234567 ', maker: 'HP', serial: 'CZC1234567' },
  { value: 'SCZC1234567', maker: 'Dell Inc.', serial: 'SCZC1234567' },
  { value: '0', maker: null, serial: null },
])('toSerial() reads "$value" of $maker', ({ value, maker, serial }) => {
  expect(toSerial(value, maker)).toBe(serial);
});

test('toMac() and toName() have one spelling, and none for what is no address', () => {
  expect(toMac('3C-52-82-AA-BB-CC')).toBe('3c:52:82:aa:bb:cc');
  expect(toMac('01:00:5e:00:00:01')).toBeNull();
  expect(toMac('00')).toBeNull();
  expect(toName('PC-7.example.org')).toBe('pc-7');
  expect(toName('localhost')).toBeNull();
});

test.each([
  ['serial', 'TO BE FILLED BY O.E.M.'],
  ['serial', '0000000'],
  ['boardSerial', '123456789'],
  ['diskSerial', 'XXXXXXXXXXX'],
  ['uuid', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'],
  ['uuid', toUuid('03000200-0400-0500-0006-000700080009') ?? ''],
  ['mac', '00:50:56:c0:00:01'],
] as const)('the blacklists have %s "%s"', (kind, value) => {
  expect(createBlacklists().has(kind, value)).toBe(true);
});

test('administrators may add to the blacklists, and take off', () => {
  const lists = createBlacklists([
    { kind: 'serial', value: 'ACME-1', listed: true },
    { kind: 'serial', value: 'EVAL', listed: false },
  ]);
  expect(lists.has('serial', 'ACME-1')).toBe(true);
  expect(lists.has('serial', 'EVAL')).toBe(false);
  expect(lists.has('serial', 'S6AF0010')).toBe(false);
});
