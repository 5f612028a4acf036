import type { ContactRepository } from './contact-repository.ts';
import type { ContactSettings } from './contact-settings.ts';

/** With a validity of 0 a session ends when its inventory comes; after this it is forgotten all the same. Milliseconds. */
const LONGEST_MS = 30 * 86_400_000;

type Needs = { readonly contacts: ContactRepository; readonly settings: ContactSettings };

export type PrologSessions = ReturnType<typeof createPrologSessions>;

/**
 * Who was asked for an inventory and has not sent it yet.
 *
 * Sessions are only kept while INVENTORY_SESSION_ONLY wants them: nothing else looks at them. When it is switched on, machines that
 * were asked a moment before are refused once, and asked again at their next contact.
 */
export function createPrologSessions({ contacts, settings }: Needs) {
  let sweptAt = 0;

  async function validityMs(): Promise<number> {
    const seconds = await settings.get('SESSION_VALIDITY_TIME');
    return seconds === 0 ? LONGEST_MS : seconds * 1000;
  }

  /** Any number of processes may do it at the same time. */
  async function sweep(now: number): Promise<void> {
    if (now - sweptAt < (await settings.get('SESSION_CLEAN_TIME')) * 1000) return;
    sweptAt = now;
    await contacts.sweepSessions(now - (await validityMs()));
  }

  return {
    /** The machine is asked for its inventory. */
    async open(deviceId: string, now: number): Promise<void> {
      if (!(await settings.get('INVENTORY_SESSION_ONLY'))) return;
      await sweep(now);
      await contacts.openSession(deviceId, now);
    },

    /** Whether the machine may send an inventory: it was asked for one, and not too long ago. */
    async allows(deviceId: string, now: number): Promise<boolean> {
      if (!(await settings.get('INVENTORY_SESSION_ONLY'))) return true;
      const openedAt = await contacts.sessionOpenedAt(deviceId);
      return openedAt !== undefined && now - openedAt < (await validityMs());
    },

    /** The inventory is stored. */
    async close(deviceId: string): Promise<void> {
      if (await settings.get('INVENTORY_SESSION_ONLY')) await contacts.closeSession(deviceId);
    },
  };
}
