import { expect, test } from 'vitest';
import { hashPassword, isOutdated, verifyPassword } from './password-hash.ts';

const cheap = { ln: 10, r: 8, p: 1 };

test('verifyPassword() knows the password a hash was made of, and no other', async () => {
  const stored = await hashPassword('correct horse battery', cheap);
  expect(stored).toMatch(/^\$scrypt\$ln=10,r=8,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(await verifyPassword('correct horse battery', stored)).toBe(true);
  expect(await verifyPassword('correct horse batterx', stored)).toBe(false);
  expect(await verifyPassword('', stored)).toBe(false);
});

test('hashPassword() salts: one password has two hashes', async () => {
  expect(await hashPassword('same', cheap)).not.toBe(await hashPassword('same', cheap));
});

test('a password is the same however the keyboard composes its letters', async () => {
  const stored = await hashPassword('caf\u00e9 du coin', cheap);
  expect(await verifyPassword('cafe\u0301 du coin', stored)).toBe(true);
});

test('verifyPassword() spends the time of a hash on an unknown user', async () => {
  await verifyPassword('warm up', null);
  const begin = performance.now();
  expect(await verifyPassword('anything', null)).toBe(false);
  expect(performance.now() - begin).toBeGreaterThan(20); // ms; a look-up alone takes a fraction of one
});

test('isOutdated() tells a hash of another cost', async () => {
  expect(isOutdated(await hashPassword('x', cheap))).toBe(true);
  expect(isOutdated(await hashPassword('x'))).toBe(false);
});
