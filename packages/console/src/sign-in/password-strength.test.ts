import { expect, test } from 'vitest';
import { passwordStrength } from './password-strength.ts';

test.each([
  { password: 'short', strength: 'tooShort' },
  { password: 'aaaaaaaaaaaaaaaaaaaa', strength: 'weak' },
  { password: '123456789012345', strength: 'weak' },
  { password: 'passwordpassword', strength: 'weak' },
  { password: 'alice-alice-alice', strength: 'weak' },
  { password: 'tablecordier', strength: 'fair' },
  { password: 'correct horse battery staple', strength: 'strong' },
  { password: 'kV7#pqLz!2wX9$', strength: 'good' },
])('passwordStrength() of "$password" is $strength', ({ password, strength }) => {
  expect(passwordStrength(password, 'alice')).toBe(strength);
});
