import type { Inventory, Row } from '@muster/protocol';
import { expect, test } from 'vitest';
import { summarize } from './summary.ts';

const userOf = (hardware: Partial<Row>, users: readonly Partial<Row>[] = []) => {
  const sections = { hardware: [hardware], users } as Inventory['sections']; // safe: absent is null
  const inventory = { itemType: 'Computer', sections } as Inventory; // safe: the summary looks at nothing else
  return summarize(inventory, null).user_name ?? null;
};

test.each([
  [{ userId: 'ada', lastLoggedUser: 'bob' }, 'ada'],
  [{ userId: 'SYSTEM', lastLoggedUser: 'bob' }, 'bob'],
  // "last" says so where nobody ever logged in, and agents take it for a name.
  [{ lastLoggedUser: 'wtmp' }, 'carol'],
  [{ lastLoggedUser: 'reboot' }, 'carol'],
  [{}, 'carol'],
])('the user of a machine with %j is %s', (hardware, expected) => {
  expect(userOf(hardware, [{ login: 'carol' }])).toBe(expected);
});

test('a machine that nobody has used has no user', () => {
  expect(userOf({ userId: 'SYSTEM', lastLoggedUser: 'wtmp' })).toBeNull();
});
