import { AppError, type Inventory } from '@muster/protocol';
import { createAddressMatcher } from '../settings/address-rules.ts';
import type { AssetRepository, StoredAsset } from './asset-repository.ts';
import type { FloodFilter } from './contact-flood.ts';
import type { ContactRepository } from './contact-repository.ts';
import type { ContactSettings } from './contact-settings.ts';
import type { ContactSpread } from './contact-spread.ts';
import type { Arrival } from './reception-service.ts';
import type { PrologSessions } from './session-service.ts';

const DAY_MS = 86_400_000;

/** What an agent that reports for duty is told. */
export type Decision = {
  /** `send`: an inventory is due. `wait`: not yet. `off`: inventories are switched off, and with them everything else. */
  readonly inventory: 'send' | 'wait' | 'off';
  /** Hours until the next contact; with decimals unless whole hours were wanted. */
  readonly prologFreqHours: number;
  readonly inventoryOnStartup: boolean;
  /** The machine, with this contact; null when it is not known yet. */
  readonly asset: StoredAsset | null;
};

export type ContactManner = {
  /** Agents of OCS Inventory read whole hours only. */
  readonly wholeHours: boolean;
  /** The label that the agent has for its machine. */
  readonly tag?: string | null;
};

type Needs = {
  readonly assets: Pick<AssetRepository, 'findByDeviceId'>;
  readonly contacts: Pick<ContactRepository, 'noteContact'>;
  readonly settings: ContactSettings;
  readonly sessions: PrologSessions;
  readonly flood: FloodFilter;
  readonly spread: ContactSpread;
};

export type ContactService = ReturnType<typeof createContactService>;

/** Decides what a machine that reports has to do, and whether its inventory is let in. */
export function createContactService({ assets, contacts, settings, sessions, flood, spread }: Needs) {
  let matcher: { readonly rules: string; readonly matches: (address: string) => boolean } | null = null;

  async function isTrusted(address: string | null): Promise<boolean> {
    const rules = await settings.get('TRUSTED_IP');
    const key = rules.join('\n');
    if (matcher?.rules !== key) matcher = { rules: key, matches: createAddressMatcher(rules) };
    return address !== null && matcher.matches(address);
  }

  /** FREQUENCY for one machine. That inventories are off for all cannot be overridden. Source: OCS protocol. */
  async function frequencyOf(assetId: number | null): Promise<number> {
    const global = await settings.get('FREQUENCY');
    return global === -1 ? -1 : await settings.effective('FREQUENCY', assetId);
  }

  async function filters(address: string | null): Promise<boolean> {
    if (address === null || !(await settings.get('INVENTORY_FILTER_FLOOD_IP'))) return false;
    return !(await isTrusted(address));
  }

  return {
    /**
     * Notes the contact of a known machine and decides whether its inventory is due.
     *
     * An unknown machine is not created: it is, when its inventory comes.
     *
     * Source: OCS protocol, PROLOG decision. When an inventory is due is counted from when we received the last one, by
     * our own clock: the peer trusts the agent's, and a machine whose clock is ahead never reports again.
     */
    async decide(deviceId: string, arrival: Arrival, { wholeHours, tag = null }: ContactManner): Promise<Decision> {
      const asset = (await contacts.noteContact({ deviceId, tag, ...toldBy(arrival) })) ?? null;
      const assetId = asset?.id ?? null;
      const unwanted =
        asset === null &&
        arrival.sourceIp !== null &&
        (await settings.get('PROLOG_FILTER_ON')) &&
        (await filters(arrival.sourceIp)) &&
        (await flood.isFlooding(arrival.sourceIp, arrival.at));
      const own = await settings.of(assetId);
      const hours = own.get('PROLOG_FREQ');
      const frequency = own.get('FREQUENCY');
      return {
        inventory: unwanted ? 'off' : decideInventory(frequency, asset?.last_inventory_at ?? null, arrival.at),
        prologFreqHours: spread.next({ assetId, now: arrival.at, hours, wholeHours }),
        inventoryOnStartup: own.get('INVENTORY_ON_STARTUP'),
        asset,
      };
    },

    /** The agent was told to send its inventory. */
    async expectInventory(deviceId: string, arrival: Arrival): Promise<void> {
      await sessions.open(deviceId, arrival.at);
    },

    /**
     * Lets an inventory in, or not.
     *
     * @throws {AppError} `INVENTORY_DISABLED`; `INVENTORY_FLOOD` for a new machine of an address that brought another one a
     * moment ago; `INVENTORY_NOT_ASKED` without a session where INVENTORY_SESSION_ONLY wants one.
     */
    async admit(deviceId: string, arrival: Arrival): Promise<void> {
      const asset = await assets.findByDeviceId(deviceId);
      if ((await frequencyOf(asset?.id ?? null)) === -1) throw new AppError('INVENTORY_DISABLED');
      const { sourceIp, at } = arrival;
      const seconds = await settings.get('INVENTORY_FILTER_FLOOD_IP_CACHE_TIME');
      const filtered = asset === undefined && (await settings.get('INVENTORY_FILTER_ON')) && (await filters(sourceIp));
      if (filtered && sourceIp !== null && (await flood.refuses(sourceIp, at))) {
        throw new AppError('INVENTORY_FLOOD', { seconds });
      }
      if (!(await sessions.allows(deviceId, at)) && !(await isTrusted(sourceIp))) {
        throw new AppError('INVENTORY_NOT_ASKED');
      }
    },

    /** The inventory as it shall be read: without its checksum where INVENTORY_DIFF says not to believe it. */
    async believed(inventory: Inventory): Promise<Inventory> {
      return (await settings.get('INVENTORY_DIFF')) ? inventory : { ...inventory, checksum: null };
    },

    /** The inventory is stored. */
    async settle(deviceId: string): Promise<void> {
      await sessions.close(deviceId);
    },

    /** Hours between two contacts, for answers to what is no contact. */
    async prologFreqHours(assetId: number | null): Promise<number> {
      return await settings.effective('PROLOG_FREQ', assetId);
    },
  };
}

/** @param frequencyDays 0: always; -1: never. @param lastInventoryAt Null for a machine that never sent one. */
export function decideInventory(
  frequencyDays: number,
  lastInventoryAt: number | null,
  now: number,
): Decision['inventory'] {
  if (frequencyDays === -1) return 'off';
  if (frequencyDays === 0 || lastInventoryAt === null) return 'send';
  return lastInventoryAt + frequencyDays * DAY_MS < now ? 'send' : 'wait';
}

/** What a contact tells of a machine. An agent that was upgraded says so at once, not only at its next inventory. */
function toldBy({ at, sourceIp, userAgent, agentId }: Arrival) {
  const isAgent = userAgent !== null && /agent/i.test(userAgent);
  return { at, sourceIp, agentId, agent: isAgent ? userAgent : null };
}
