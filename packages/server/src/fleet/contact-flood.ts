import type { ContactRepository } from './contact-repository.ts';
import type { ContactSettings } from './contact-settings.ts';

/** Addresses that brought a new machine a moment ago, at most; the database knows of the others. */
const REMEMBERED = 10_000;

type Needs = { readonly contacts: ContactRepository; readonly settings: ContactSettings };

export type FloodFilter = ReturnType<typeof createFloodFilter>;

/**
 * One new machine an address and time.
 *
 * The database tells when an address last brought a new machine, so the filter holds over restarts and for all processes of a
 * server; those that are on their way into it are remembered here, so that many at once do not slip through.
 */
export function createFloodFilter({ contacts, settings }: Needs) {
  /** Address → when it brought a new machine, oldest first. */
  const recent = new Map<string, number>();

  async function sinceWhen(now: number): Promise<number> {
    return now - (await settings.get('INVENTORY_FILTER_FLOOD_IP_CACHE_TIME')) * 1000;
  }

  function remember(address: string, at: number): void {
    recent.delete(address);
    recent.set(address, at);
    if (recent.size <= REMEMBERED) return;
    const [oldest] = recent.keys();
    if (oldest !== undefined) recent.delete(oldest);
  }

  return {
    /** Whether an unknown machine at this address is not wanted now. */
    async isFlooding(address: string, now: number): Promise<boolean> {
      const since = await sinceWhen(now);
      return (recent.get(address) ?? since) > since || (await contacts.newestFrom(address, since)) !== null;
    },

    /** The same for a machine that is about to be stored: if it is wanted, the next one is not. */
    async refuses(address: string, now: number): Promise<boolean> {
      const since = await sinceWhen(now);
      if ((recent.get(address) ?? since) > since) return true;
      // Claimed before the database is asked: of two at once only one gets through.
      remember(address, now);
      const stored = await contacts.newestFrom(address, since);
      if (stored === null) return false;
      remember(address, stored);
      return true;
    },
  };
}
