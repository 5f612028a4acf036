import { type Inventory, type Row, type Section, type SectionName, sections } from '@muster/protocol';

/**
 * The bit of each section in a CHECKSUM, as OCS Inventory numbers them. Several sections may share one.
 *
 * Source: OCS protocol, CHECKSUM bits.
 */
const BITS: ReadonlyMap<string, number> = new Map(
  (Object.values(sections) as readonly Section[]).flatMap(({ name, checksumBit }) =>
    checksumBit === undefined ? [] : [[name, checksumBit] as const],
  ),
);

/** Every section changed: what a machine begins with. */
export const EVERY_BIT = [...BITS.values()].reduce((all, bit) => all | bit, 0);

/** The bits of these sections. */
export function checksumOf(names: Iterable<string>): number {
  let bits = 0;
  for (const name of names) bits |= BITS.get(name) ?? 0;
  return bits;
}

/**
 * What changed since somebody last took note of it: what was known to have changed, what the agent says, and what we saw
 * ourselves, for many agents say nothing or forget sections. Bit 1 (hardware) is always set: an inventory came.
 *
 * @param sent `HARDWARE/CHECKSUM`; bits that mean nothing are left out.
 */
export function accumulatedChecksum(stored: number, sent: number | null, changed: Iterable<string>): number {
  const told = (sent ?? 0) % 2 ** 31; // bitwise operators see 32 bits
  return (stored | (told & EVERY_BIT) | checksumOf(changed) | checksumOf(['hardware'])) & EVERY_BIT;
}

/** Sections which a GLPI agent leaves out of a full inventory when the machine has none. Source: GLPI, partial inventories. */
const EMPTY_WHEN_ABSENT: readonly SectionName[] = ['virtualMachines', 'remoteManagement', 'monitors', 'antivirus'];

/** What the absence of a section means; see docs/decisions/0005. */
export function isEmptyWhenAbsent(inventory: Inventory, { name, checksumBit }: Section): boolean {
  if (inventory.partial) return false;
  if (((inventory.checksum ?? 0) & (checksumBit ?? 0)) !== 0) return true;
  return inventory.dialect === 'glpi' && EMPTY_WHEN_ABSENT.includes(name as SectionName);
}

/** Names under which Windows runs its services: no person. */
const SERVICE_ACCOUNT = /^(local)?system$/i;

/** Several logins are joined by "/". */
export function isServiceAccount(user: string): boolean {
  return user.split('/').every((name) => SERVICE_ACCOUNT.test(name.trim()));
}

/**
 * Whether what is stored must be looked at before section `hardware` is: the user it names is no person, or a partial
 * inventory tells nothing of users.
 */
export function needsKnownUser(inventory: Inventory): boolean {
  const told = inventory.sections.hardware?.[0];
  if (told === undefined) return false;
  return namesNoPerson(told) || leavesUsersOut(inventory);
}

/**
 * The row of section `hardware` with the people in it that it shall not lose.
 *
 * - An inventory made by a service account does not erase the last person who used the machine.
 * - A partial inventory of a GLPI agent without users lacks the last user although nothing changed.
 *
 * Source: OCS protocol, HARDWARE specifics; GLPI agent, partial inventories.
 */
export function withKnownUser(inventory: Inventory, told: Row, known: Row): Row {
  let row = told;
  if (namesNoPerson(told) && typeof known.userId === 'string') row = { ...row, userId: known.userId };
  if (leavesUsersOut(inventory) && (told.lastLoggedUser ?? null) === null) {
    row = { ...row, lastLoggedUser: known.lastLoggedUser ?? null, lastLoggedAt: known.lastLoggedAt ?? null };
  }
  return row;
}

const namesNoPerson = (row: Row) => typeof row.userId === 'string' && isServiceAccount(row.userId);

const leavesUsersOut = (inventory: Inventory) => inventory.partial && inventory.sections.users === undefined;
