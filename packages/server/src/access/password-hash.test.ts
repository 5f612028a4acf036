import { expect, test } from 'vitest';
import { createPasswords } from './password-hash.ts';

const cheap = createPasswords({ ln: 10, r: 8, p: 1 });

test('verify() knows the password a hash was made of, and no other', async () => {
  const stored = await cheap.hash('correct horse battery');
  expect(stored).toMatch(/^\$scrypt\$ln=10,r=8,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(await cheap.verify('correct horse battery', stored)).toBe(true);
  expect(await cheap.verify('correct horse batterx', stored)).toBe(false);
  expect(await cheap.verify('', stored)).toBe(false);
});

test('hash() salts: one password has two hashes', async () => {
  expect(await cheap.hash('same')).not.toBe(await cheap.hash('same'));
});

test('a password is the same however the keyboard composes its letters', async () => {
  const stored = await cheap.hash('caf\u00e9 du coin');
  expect(await cheap.verify('cafe\u0301 du coin', stored)).toBe(true);
});

test('verify() spends the time of a hash on an unknown user', async () => {
  const { verify } = createPasswords({ ln: 14, r: 8, p: 1 });
  await verify('warm up', null);
  const begin = performance.now();
  expect(await verify('anything', null)).toBe(false);
  expect(performance.now() - begin).toBeGreaterThan(5); // ms; a look-up alone takes a fraction of one
});

test('isOutdated() tells a hash of another cost', async () => {
  const passwords = createPasswords();
  expect(passwords.isOutdated(await cheap.hash('x'))).toBe(true);
  const stored = await passwords.hash('x');
  expect(stored).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$/); // docs/decisions/0003-password-hashing.md
  expect(passwords.isOutdated(stored)).toBe(false);
});
