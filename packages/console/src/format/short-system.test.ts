import { expect, test } from 'vitest';
import { shortSystem } from './short-system.ts';

test.each([
  ['Microsoft Windows 11 Pro', 'Windows 11 Pro'],
  ['Windows 7', 'Windows 7'],
  ['Microsoft Hyper-V Server', 'Microsoft Hyper-V Server'],
  ['Debian GNU/Linux 12', 'Debian GNU/Linux 12'],
])('%s is shown as %s', (os, shown) => {
  expect(shortSystem(os)).toBe(shown);
});
