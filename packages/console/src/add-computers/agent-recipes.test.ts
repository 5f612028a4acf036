import { expect, test } from 'vitest';
import { agentRecipes, isLoopback } from './agent-recipes.ts';

const urls = {
  ocs: 'https://inv.example/ocsinventory',
  fusion: 'https://inv.example/plugins/fusioninventory/',
  glpi: 'https://inv.example/front/inventory.php',
  muster: 'https://inv.example/ocsinventory',
};

test('every agent has a recipe with its own address of the server', () => {
  const recipes = agentRecipes(urls);
  expect(new Set(recipes.map(({ kind }) => kind))).toEqual(new Set(Object.keys(urls)));
  for (const { kind, steps } of recipes) expect(steps.some(({ code }) => code.includes(urls[kind]))).toBe(true);
});

test.each([
  { url: 'http://127.0.0.1:8080/ocsinventory', loopback: true },
  { url: 'http://localhost:8080/ocsinventory', loopback: true },
  { url: 'http://[::1]:8080/', loopback: true },
  { url: 'https://127.example.org/', loopback: false },
  { url: 'nonsense', loopback: false },
])('isLoopback($url) is $loopback', ({ url, loopback }) => {
  expect(isLoopback(url)).toBe(loopback);
});
