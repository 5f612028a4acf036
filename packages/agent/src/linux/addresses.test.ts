import { expect, test } from 'vitest';
import { formatAddress6, parseAddress6, toMask, toMask6, toSubnet, toSubnet6 } from './addresses.ts';

test.each([
  [0, '0.0.0.0'],
  [8, '255.0.0.0'],
  [20, '255.255.240.0'],
  [24, '255.255.255.0'],
  [31, '255.255.255.254'],
  [32, '255.255.255.255'],
])('toMask(%i) is %s', (length, mask) => {
  expect(toMask(length)).toBe(mask);
});

test.each([
  ['192.168.56.10', 24, '192.168.56.0'],
  ['10.89.96.11', 20, '10.89.96.0'],
  ['10.89.111.11', 20, '10.89.96.0'],
  ['192.0.2.1', 32, '192.0.2.1'],
])('toSubnet(%s/%i) is %s', (address, length, subnet) => {
  expect(toSubnet(address, length)).toBe(subnet);
});

test.each([
  [0, '::'],
  [10, 'ffc0::'],
  [64, 'ffff:ffff:ffff:ffff::'],
  [128, 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
])('toMask6(%i) is %s', (length, mask) => {
  expect(toMask6(length)).toBe(mask);
});

test.each([
  ['00000000000000000000000000000001', '::1'],
  ['20010db8000000010000000000000010', '2001:db8:0:1::10'],
  ['20010db8000000000001000000000001', '2001:db8::1:0:0:1'],
  ['20010db8000100020003000000050006', '2001:db8:1:2:3:0:5:6'],
  ['00000000000000000000000000000000', '::'],
])('address %s is written %s, and read again', (hex, text) => {
  const bytes = parseAddress6(hex);
  expect(formatAddress6(bytes ?? [])).toBe(text);
  expect(parseAddress6(text)).toEqual(bytes);
});

test.each(['', 'x', '1::2::3x', '1:2:3', '12345::', '::g'])('%j is no address', (text) => {
  expect(parseAddress6(text)).toBeNull();
});

test('toSubnet6() keeps the first bits', () => {
  expect(toSubnet6(parseAddress6('2001:db8:1:2:3:4:5:6') ?? [], 64)).toBe('2001:db8:1:2::');
  expect(toSubnet6(parseAddress6('fe80::1') ?? [], 10)).toBe('fe80::');
});
