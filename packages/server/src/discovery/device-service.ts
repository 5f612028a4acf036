import { AppError } from '@muster/protocol';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import type { Executor } from '../db/database.ts';
import {
  DEVICE_SORTS,
  type DeviceFilter,
  type DeviceListRepository,
  deviceStates,
  type StoredDevice,
} from './device-list-repository.ts';
import type { DeviceRepository, Sighting } from './device-repository.ts';
import type { DeviceTypeRepository } from './device-type-repository.ts';
import type { NetworkCountRepository } from './network-count-repository.ts';
import { readOrder } from './read-order.ts';
import { maskOf, parseMac } from './subnet.ts';

export type DeviceListQuery = DeviceFilter & {
  /** Names of `DEVICE_SORTS`, `-` before one that descends; empty: seen last first. */
  readonly sort?: readonly string[] | undefined;
  /** See `DevicesQuery`. */
  readonly order?: 'seen' | undefined;
  readonly limit: number;
  readonly offset: number;
};

type Needs = {
  readonly repository: DeviceRepository;
  readonly lists: DeviceListRepository;
  readonly types: DeviceTypeRepository;
  readonly counts: Pick<NetworkCountRepository, 'recount'>;
  readonly audit: Pick<AuditService, 'record'>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
};

/** What a person knows of a device. */
export type Knowledge = {
  /** Name of a device type that exists. */
  readonly type: string;
  readonly description: string;
  /** Of what was known, as its editor saw it, 0 for nothing; absent: whatever there is. */
  readonly version?: number | undefined;
};

export type DeviceService = ReturnType<typeof createDeviceService>;

/** Devices seen on networks, and what people know them to be. */
export function createDeviceService({ repository, lists, types, counts, audit, clock }: Needs) {
  /**
   * Changes what is known of a device, and what is counted of its networks.
   *
   * @throws {AppError} `DEVICE_NOT_FOUND` for one that who asks may not see.
   */
  function change<T>(mac: string, work: (trx: Executor) => Promise<T>): Promise<T> {
    return repository.transaction(async (trx) => {
      if (!(await repository.isVisible(trx, mac))) throw new AppError('DEVICE_NOT_FOUND', { mac });
      const networks = await repository.networksOf(trx, mac);
      const result = await work(trx);
      await counts.recount(trx, networks);
      return result;
    });
  }

  return {
    /** One item for each network a device was seen on. @throws {AppError} `REQUEST_INVALID` for an order that does not exist. */
    async list({ sort = [], ...query }: DeviceListQuery) {
      const order = sort.map((word) => readOrder(DEVICE_SORTS, word));
      const { items, total } = await lists.page({ ...query, sort: order });
      return { items: items.map(toView), total };
    },

    /**
     * @param as Who identified it, when that is another than who says so here.
     * @throws {AppError} `DEVICE_INVALID`, `DEVICE_TYPE_NOT_FOUND`, `DEVICE_CHANGED`.
     */
    async identify(
      given: string,
      { type, description, version }: Knowledge,
      doer: Doer,
      as = doer.actor,
    ): Promise<void> {
      const mac = macOf(given);
      const text = description.trim();
      if (text === '')
        throw new AppError('DEVICE_INVALID', { reason: 'a device that is identified has a description' });
      await change(mac, async (trx) => {
        const known = await types.find(trx, keyOf(type));
        if (known === undefined) throw new AppError('DEVICE_TYPE_NOT_FOUND', { type });
        const earlier = await repository.identification(trx, mac);
        if (version !== undefined && version !== (earlier?.version ?? 0)) throw new AppError('DEVICE_CHANGED', { mac });
        await repository.identify(trx, {
          mac,
          type_id: known.id,
          description: text,
          identified_by: as,
          identified_at: clock(),
        });
        const typeBefore = earlier?.type_id == null ? null : await types.byId(trx, earlier.type_id);
        const before = earlier === undefined ? null : { type: typeBefore ?? null, description: earlier.description };
        const after = { type: known.name, description: text };
        await audit.record({ ...doer, action: 'device.identify', target: `device ${mac}`, before, after }, trx);
      });
    },

    /** It is unknown again. @throws {AppError} `DEVICE_NOT_FOUND`, `DEVICE_INVALID`. */
    async unidentify(given: string, doer: Doer): Promise<void> {
      const mac = macOf(given);
      await change(mac, async (trx) => {
        const before = await repository.identification(trx, mac);
        if (before === undefined) throw new AppError('DEVICE_NOT_FOUND', { mac });
        const type = before.type_id === null ? null : ((await types.byId(trx, before.type_id)) ?? null);
        await repository.unidentify(trx, mac);
        const shown = { before: { type, description: before.description }, after: null };
        await audit.record({ ...doer, action: 'device.unidentify', target: `device ${mac}`, ...shown }, trx);
      });
    },

    /** Forgets where it was seen; who sees it again tells anew. @throws {AppError} `DEVICE_NOT_FOUND`, `DEVICE_INVALID`. */
    async forget(given: string, doer: Doer): Promise<void> {
      const mac = macOf(given);
      await change(mac, async (trx) => {
        const sightings = await repository.forget(trx, mac);
        if (sightings === 0) throw new AppError('DEVICE_NOT_FOUND', { mac });
        await audit.record(
          { ...doer, action: 'device.forget', target: `device ${mac}`, before: { sightings }, after: null },
          trx,
        );
      });
    },

    /** Sightings as they come; later ones win. */
    see: (sightings: readonly Sighting[]) => repository.see(sightings),

    types: () => types.list(),

    /** For who takes over types from elsewhere. @returns Its id. */
    async ensureType(given: string): Promise<number> {
      const name = given.trim();
      return await repository.transaction(async (trx) => {
        const id = await types.add(trx, name, keyOf(name));
        const found = id ?? (await types.find(trx, keyOf(name)))?.id;
        if (found === undefined) throw new AppError('DEVICE_TYPE_NOT_FOUND', { type: name });
        return found;
      });
    },

    /**
     * For who takes over devices from elsewhere: what is identified here stays as it is.
     *
     * @param by Who identified it there; when is not known. @throws {AppError} `DEVICE_INVALID`.
     */
    async takeIdentified(given: string, { type, description }: Knowledge, by: string): Promise<void> {
      const mac = macOf(given);
      const type_id = type.trim() === '' ? null : await this.ensureType(type);
      const device = { mac, type_id, description: description.trim(), identified_by: by, identified_at: null };
      await change(mac, (trx) => repository.identifyNew(trx, device));
    },

    /** First addresses of the networks on which something was seen. */
    networksSeen: (page: { readonly limit: number; readonly offset: number }) => lists.networksSeen(page),

    countKnown: (macs: readonly string[]) => lists.countKnown(macs),
  };
}

/** @throws {AppError} `DEVICE_INVALID`. */
function macOf(given: string): string {
  const mac = parseMac(given);
  if (mac === null) throw new AppError('DEVICE_INVALID', { reason: `"${given.slice(0, 40)}" is no MAC address` });
  return mac;
}

const keyOf = (name: string) => name.trim().toLowerCase();

const isoOf = (ms: number | null) => (ms === null || ms === 0 ? null : new Date(ms).toISOString());

function toView(device: StoredDevice) {
  const { mac, network, prefix, tag, ip, name, type, description, asset_id, seen_by } = device;
  const isSeen = network !== '';
  return {
    mac,
    state: deviceStates[device.state] ?? 'unknown',
    network: isSeen ? network : null,
    networkId: device.network_id,
    networkName: device.network_name === '' ? null : device.network_name,
    prefix: isSeen ? prefix : null,
    mask: isSeen ? maskOf({ address: network, prefix }) : null,
    tag: isSeen ? tag : null,
    ip: isSeen ? ip : null,
    name: isSeen ? name : null,
    firstSeenAt: isSeen ? isoOf(device.first_seen_at) : null,
    seenAt: isSeen ? isoOf(device.seen_at) : null,
    seenBy: seen_by === null ? null : { id: seen_by, name: device.seen_by_name ?? '' },
    type,
    description,
    identifiedBy: device.identified_by,
    identifiedAt: isoOf(device.identified_at),
    version: device.version ?? 0,
    assetId: asset_id,
    assetName: device.asset_name,
  };
}
