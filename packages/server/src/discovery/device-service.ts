import { AppError } from '@muster/protocol';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import type { DeviceRepository, DeviceState, DevicesQuery, Sighting, StoredDevice } from './device-repository.ts';
import { parseMac } from './subnet.ts';

type Needs = {
  readonly repository: DeviceRepository;
  readonly audit: Pick<AuditService, 'record'>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
};

/** What a person knows of a device. */
export type Knowledge = {
  /** Name of a device type that exists. */
  readonly type: string;
  readonly description: string;
};

export type DeviceService = ReturnType<typeof createDeviceService>;

/** Devices seen on networks, and what people know them to be. */
export function createDeviceService({ repository, audit, clock }: Needs) {
  return {
    /** One item for each network a device was seen on. */
    async list(query: DevicesQuery) {
      const { items, total } = await repository.page(query);
      return { items: items.map(toView), total };
    },

    /**
     * @param as Who identified it, when that is another than who says so here.
     * @throws {AppError} `DEVICE_INVALID`, `DEVICE_TYPE_NOT_FOUND`.
     */
    async identify(given: string, { type, description }: Knowledge, doer: Doer, as = doer.actor): Promise<void> {
      const mac = macOf(given);
      const text = description.trim();
      if (text === '')
        throw new AppError('DEVICE_INVALID', { reason: 'a device that is identified has a description' });
      await repository.transaction(async (trx) => {
        const known = await repository.findType(trx, keyOf(type));
        if (known === undefined) throw new AppError('DEVICE_TYPE_NOT_FOUND', { type });
        const earlier = await repository.identification(trx, mac);
        await repository.identify(trx, {
          mac,
          type_id: known.id,
          description: text,
          identified_by: as,
          identified_at: clock(),
        });
        const typeBefore = earlier?.type_id == null ? null : await repository.typeById(trx, earlier.type_id);
        const before = earlier === undefined ? null : { type: typeBefore ?? null, description: earlier.description };
        const after = { type: known.name, description: text };
        await audit.record({ ...doer, action: 'device.identify', target: `device ${mac}`, before, after }, trx);
      });
    },

    /** It is unknown again. @throws {AppError} `DEVICE_NOT_FOUND`, `DEVICE_INVALID`. */
    async unidentify(given: string, doer: Doer): Promise<void> {
      const mac = macOf(given);
      await repository.transaction(async (trx) => {
        const before = await repository.identification(trx, mac);
        if (before === undefined) throw new AppError('DEVICE_NOT_FOUND', { mac });
        await repository.unidentify(trx, mac);
        const shown = { before: { description: before.description }, after: null };
        await audit.record({ ...doer, action: 'device.unidentify', target: `device ${mac}`, ...shown }, trx);
      });
    },

    /** Forgets where it was seen; who sees it again tells anew. @throws {AppError} `DEVICE_NOT_FOUND`, `DEVICE_INVALID`. */
    async forget(given: string, doer: Doer): Promise<void> {
      const mac = macOf(given);
      await repository.transaction(async (trx) => {
        const sightings = await repository.forget(trx, mac);
        if (sightings === 0) throw new AppError('DEVICE_NOT_FOUND', { mac });
        await audit.record(
          { ...doer, action: 'device.forget', target: `device ${mac}`, before: { sightings }, after: null },
          trx,
        );
      });
    },

    types: () => repository.types(),

    /** @throws {AppError} `DEVICE_TYPE_EXISTS`, `DEVICE_INVALID`. */
    async addType(given: string, doer: Doer): Promise<{ id: number; name: string; devices: number }> {
      const name = given.trim();
      if (name === '') throw new AppError('DEVICE_INVALID', { reason: 'a type has a name' });
      return await repository.transaction(async (trx) => {
        const id = await repository.addType(trx, name, keyOf(name));
        if (id === undefined) throw new AppError('DEVICE_TYPE_EXISTS', { type: name });
        await audit.record({ ...doer, action: 'deviceType.create', target: `deviceType ${id}`, after: { name } }, trx);
        return { id, name, devices: 0 };
      });
    },

    /** @throws {AppError} `DEVICE_TYPE_NOT_FOUND`; `DEVICE_TYPE_IN_USE` while a device is of it. */
    async removeType(id: number, doer: Doer): Promise<void> {
      await repository.transaction(async (trx) => {
        const name = await repository.typeById(trx, id);
        if (name === undefined) throw new AppError('DEVICE_TYPE_NOT_FOUND', { type: id });
        const devices = await repository.devicesOfType(trx, id);
        if (devices > 0) throw new AppError('DEVICE_TYPE_IN_USE', { type: name, devices });
        await repository.removeType(trx, id);
        await audit.record({ ...doer, action: 'deviceType.remove', target: `deviceType ${id}`, before: { name } }, trx);
      });
    },

    /** Sightings as they come; later ones win. */
    see: (sightings: readonly Sighting[]) => repository.see(sightings),

    /** For who takes over types from elsewhere. @returns Its id. */
    async ensureType(given: string): Promise<number> {
      const name = given.trim();
      return await repository.transaction(async (trx) => {
        const id = await repository.addType(trx, name, keyOf(name));
        const found = id ?? (await repository.findType(trx, keyOf(name)))?.id;
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
      await repository.transaction((trx) => repository.identifyNew(trx, device));
    },

    /** First addresses of the networks on which something was seen. */
    networksSeen: (page: { readonly limit: number; readonly offset: number }) => repository.networksSeen(page),

    countKnown: (macs: readonly string[]) => repository.countKnown(macs),
  };
}

/** @throws {AppError} `DEVICE_INVALID`. */
function macOf(given: string): string {
  const mac = parseMac(given);
  if (mac === null) throw new AppError('DEVICE_INVALID', { reason: `"${given.slice(0, 40)}" is no MAC address` });
  return mac;
}

const keyOf = (name: string) => name.trim().toLowerCase();

const isoOf = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

function toView(device: StoredDevice) {
  const { seen_at, identified_by, identified_at, asset_id, ...rest } = device;
  const isIdentified = identified_by !== null;
  const state: DeviceState = asset_id !== null ? 'inventoried' : isIdentified ? 'identified' : 'unknown';
  return {
    ...rest,
    state,
    seenAt: isoOf(seen_at),
    identifiedBy: identified_by,
    identifiedAt: isoOf(identified_at),
    assetId: asset_id,
  };
}
