import { expect, test } from 'vitest';
import { versionKey } from './version-key.ts';

/** Each older than the next. */
const ORDERED = [
  ['0.9', '1', '1.0.1', '1.2', '1.10', '2', '10'],
  ['1.0~beta', '1.0~rc1', '1.0', '1.0-1', '1.0-2', '1.0-10', '1.0a', '1.0b', '1.0.1'],
  ['1.0alpha2', '1.0beta1', '1.0-dev', '1.0rc1', '1.0rc2', '1.0.0', '1.0.1rc1'],
  ['115.0esr', '115.2.0esr', '115.10.1esr', '128.0'],
  ['10.0.19041.1', '10.0.19041.985', '10.0.22631.3'],
  ['9:1', '10:0.1'],
  ['99.0', '1:0.1'],
  ['2.36-9+deb12u3', '2.36-9+deb12u10'],
  ['5.15.0-91-generic', '5.15.0-105-generic', '6.1.0-9-amd64'],
  ['2024-01-31', '2024-02-01', '2024-11-20'],
  ['1.1.1k', '1.1.1w', '3.0.11'],
  ['1.2.3', '123456789012345678901234567890.0', '123456789012345678901234567891.0'],
];

test.each(ORDERED.map((versions) => [versions.join(' < '), versions] as const))('%s', (_name, versions) => {
  const keys = versions.map((version) => versionKey(version) ?? '');
  expect(keys.toSorted()).toEqual(keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test.each([
  ['1.0', '1.0.0'],
  ['v1.2', '1.2'],
  ['V1.2', '1.02'],
  ['1.0.0-1', '1-1'],
  ['1.2RC1', '1.2rc1'],
])('versionKey() takes %s and %s for the same', (one, other) => {
  expect(versionKey(one)).toBe(versionKey(other));
});

test('versionKey() has nothing to say of what is no version', () => {
  expect(['', '-', '…', ' . '].map(versionKey)).toEqual([null, null, null, null]);
  expect(versionKey('unknown')).toBe('04unknown2');
  expect(versionKey('1'.repeat(5000))?.length).toBeLessThan(300);
});
