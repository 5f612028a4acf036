import { expect, test } from 'vitest';
import { matches } from './entries.ts';

test.each([
  ['Tableau de bord', 'tab', true],
  ['Paramètres', 'parametre', true],
  ['Journal d’audit', 'aud', true],
  ['Add computers', 'comp add', true],
  ['Computers', 'puter', false],
  ['Computers', '', true],
])('matches("%s", "%s") is %s', (label, typed, expected) => {
  expect(matches(label, typed)).toBe(expected);
});
