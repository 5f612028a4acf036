import { AppError } from '@muster/protocol';
import type { AssetMover } from './asset-mover.ts';
import type { AssetRepository } from './asset-repository.ts';
import type { ContactRepository } from './contact-repository.ts';
import type { Arrival } from './reception-service.ts';

/** Characters of one kept message, at most. A scan of a full /22 by SNMP has about a tenth of it. */
const LONGEST = 4 * 1024 * 1024;

type Needs = { readonly assets: AssetRepository; readonly contacts: ContactRepository };

export type MessageKeeper = ReturnType<typeof createMessageKeeper>;

/**
 * Keeps what agents send and no room takes yet: results of packages (`DOWNLOAD`) and of SNMP scans (`SNMP`).
 *
 * An agent sends such a message once and forgets it when it is accepted, so refusing it would lose it, and so would accepting
 * without keeping. The newest 50 of each kind are kept for a machine, 20,000 in all. The rooms that come read them from here.
 */
export function createMessageKeeper({ assets, contacts }: Needs) {
  return {
    /**
     * @returns The machine it was kept for; null for one that never sent an inventory, of which a message means nothing.
     * @throws {AppError} `BODY_TOO_LARGE`.
     */
    async keep(deviceId: string, query: string, body: string, arrival: Arrival): Promise<number | null> {
      if (body.length > LONGEST) throw new AppError('BODY_TOO_LARGE', { limit: LONGEST });
      const asset = await assets.findByDeviceId(deviceId);
      if (asset === undefined) return null;
      await contacts.keepMessage({
        asset_id: asset.id,
        query,
        received_at: arrival.at,
        source_ip: arrival.sourceIp,
        body,
      });
      return asset.id;
    },
  };
}

/** Messages go with the machine that sent them. */
export function createMessageMover(contacts: ContactRepository): AssetMover {
  return {
    name: 'kept-messages',
    async move(trx, from, to) {
      return await contacts.moveMessages(trx, from, to);
    },
    async restore(trx, from, _to, moved) {
      await contacts.giveMessages(trx, Array.isArray(moved) ? moved.map(Number) : [], from);
    },
  };
}
