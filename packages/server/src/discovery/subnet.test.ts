import { describe, expect, test } from 'vitest';
import { maskOf, parseMac, parseSubnet, toAddress } from './subnet.ts';

describe('parseSubnet()', () => {
  test.each([
    ['192.0.2.0', '255.255.255.0', '192.0.2.0', 24],
    ['192.0.2.0', '/24', '192.0.2.0', 24],
    [' 10.0.0.0 ', '0xff000000', '10.0.0.0', 8],
    ['0.0.0.0', '0.0.0.0', '0.0.0.0', 0],
    ['192.0.2.7', '32', '192.0.2.7', 32],
    ['2001:DB8:0::', '64', '2001:db8::', 64],
    ['fd00:0:0:1::', 'ffff:ffff:ffff:ffff::', 'fd00:0:0:1::', 64],
  ])('reads %s %s', (address, mask, expected, prefix) => {
    expect(parseSubnet(address, mask)).toEqual({ address: expected, prefix });
  });

  test.each([
    ['', '24'],
    ['nowhere', '24'],
    ['192.0.2.1', '24'],
    ['192.0.2.0', ''],
    ['192.0.2.0', '33'],
    ['192.0.2.0', '255.0.255.0'],
    ['192.0.2.0', 'ffff::'],
    ['fe80::1%eth0', '64'],
    ['2001:db8::1', '64'],
    ['2001:db8::', '129'],
  ])('refuses %s %s', (address, mask) => {
    expect(() => parseSubnet(address, mask)).toThrow(/Cannot store the network/);
  });
});

test('maskOf() spells the mask as agents do', () => {
  expect([0, 8, 23, 32].map((prefix) => maskOf({ address: '0.0.0.0', prefix }))).toEqual([
    '0.0.0.0',
    '255.0.0.0',
    '255.255.254.0',
    '255.255.255.255',
  ]);
  expect(maskOf({ address: 'fd00::', prefix: 64 })).toBe('64');
});

test('parseMac() reads the spellings there are', () => {
  for (const spelling of ['00:1A:2b:3c:4d:5e', '00-1a-2b-3c-4d-5e', '001A2B3C4D5E']) {
    expect(parseMac(spelling)).toBe('00:1a:2b:3c:4d:5e');
  }
  for (const wrong of ['', '00:1a:2b:3c:4d', '00:1a-2b:3c:4d:5e', '00:1a:2b:3c:4d:5g', '0:1a:2b:3c:4d:5e']) {
    expect(parseMac(wrong)).toBeNull();
  }
});

test('toAddress() has one spelling of an address', () => {
  expect(['192.0.2.1', '2001:DB8::0:1', 'x', ''].map(toAddress)).toEqual(['192.0.2.1', '2001:db8::1', null, null]);
});
