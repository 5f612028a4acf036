import type { Row } from '@muster/protocol';
import { expect, test } from 'vitest';
import {
  accumulatedChecksum,
  checksumOf,
  EVERY_BIT,
  isServiceAccount,
  needsKnownUser,
  withKnownUser,
} from './inventory-rules.ts';
import { testInventory } from './testing/test-inventory.ts';

const inventoryOf = (sections: Record<string, readonly Row[]>, partial = false) =>
  testInventory('pc-1', sections, { partial, dialect: partial ? 'glpi' : 'ocs' });

test('the bits are those of OCS Inventory', () => {
  expect(EVERY_BIT).toBe(4_194_303);
  expect(checksumOf(['hardware', 'networks', 'software', 'envs'])).toBe(1 + 4096 + 65_536);
});

test.each([
  { name: 'of an agent that sends none', stored: 0, sent: null, changed: ['drives'], wanted: 1 + 512 },
  { name: 'of an unchanged machine', stored: 0, sent: null, changed: [], wanted: 1 },
  { name: 'keeps what was not taken note of', stored: 4096, sent: 0, changed: ['drives'], wanted: 4096 + 1 + 512 },
  { name: 'believes the agent', stored: 0, sent: 65_536, changed: [], wanted: 65_536 + 1 },
  { name: 'sees what the agent forgot', stored: 0, sent: 1, changed: ['usbDevices'], wanted: 2_097_152 + 1 },
  { name: 'leaves out bits without a meaning', stored: 0, sent: 999_999_999_999_999, changed: [], wanted: null },
])('accumulatedChecksum() $name', ({ stored, sent, changed, wanted }) => {
  const checksum = accumulatedChecksum(stored, sent, changed);
  if (wanted !== null) expect(checksum).toBe(wanted);
  expect(checksum).toBeGreaterThan(0);
  expect(checksum & ~EVERY_BIT).toBe(0);
});

test.each(['SYSTEM', 'LocalSystem', 'system', 'system/SYSTEM'])('%s is no person', (user) => {
  expect(isServiceAccount(user)).toBe(true);
});

test.each(['ada', 'systemd-operator', 'ada/SYSTEM', ''])('"%s" is not taken for a service', (user) => {
  expect(isServiceAccount(user)).toBe(false);
});

test('a service account does not erase the last person', () => {
  const told = { userId: 'SYSTEM', name: 'pc-1' };
  const inventory = inventoryOf({ hardware: [told] });
  expect(needsKnownUser(inventory)).toBe(true);
  expect(withKnownUser(inventory, told, { userId: 'ada' })).toEqual({ userId: 'ada', name: 'pc-1' });
  expect(withKnownUser(inventory, told, { userId: null })).toEqual(told);
});

test('a person replaces the last one, and nobody means nobody', () => {
  for (const userId of ['grace', null]) {
    const inventory = inventoryOf({ hardware: [{ userId }] });
    expect(needsKnownUser(inventory)).toBe(false);
  }
});

test('a partial inventory without users leaves the last user as it was', () => {
  const known = { lastLoggedUser: 'ada', lastLoggedAt: 'Mon Nov 16 09:00' };
  const told = { name: 'pc-1', lastLoggedUser: null };
  const without = inventoryOf({ hardware: [told] }, true);
  expect(needsKnownUser(without)).toBe(true);
  expect(withKnownUser(without, told, known)).toEqual({ name: 'pc-1', ...known });
  const withUsers = inventoryOf({ hardware: [told], users: [] }, true);
  expect(needsKnownUser(withUsers)).toBe(false);
});
