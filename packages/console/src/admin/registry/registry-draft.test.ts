import { expect, test } from 'vitest';
import { registryProblem, splitKey } from './registry-draft.ts';

test.each([
  { text: 'SOFTWARE\\X', tree: 2, key: 'SOFTWARE\\X' },
  { text: 'HKCU\\Software\\X', tree: 1, key: 'Software\\X' },
  { text: 'HKLM:\\SOFTWARE\\X', tree: 2, key: 'SOFTWARE\\X' },
  { text: 'Computer\\HKEY_USERS\\S-1', tree: 3, key: 'S-1' },
  { text: 'HKLM', tree: 2, key: 'HKLM' },
])('splitKey() reads $text', ({ text, tree, key }) => {
  expect(splitKey(text, 2)).toEqual({ tree, key });
});

test('registryProblem() names the first empty field', () => {
  const whole = { name: 'n', tree: 2, key: 'k', value: '*' };
  expect(registryProblem(whole)).toBeNull();
  expect(registryProblem({ ...whole, name: ' ' })).toBe('name');
  expect(registryProblem({ ...whole, key: '\\' })).toBe('key');
  expect(registryProblem({ ...whole, value: '' })).toBe('value');
});
