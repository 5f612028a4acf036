import { AppError } from '@muster/protocol';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import type { Executor } from '../db/database.ts';
import type { DeviceTypeRepository } from './device-type-repository.ts';

type Needs = {
  readonly types: DeviceTypeRepository;
  readonly transaction: <T>(work: (trx: Executor) => Promise<T>) => Promise<T>;
  readonly audit: Pick<AuditService, 'record'>;
};

export type DeviceTypeService = ReturnType<typeof createDeviceTypeService>;

/** What devices may be: a list that people keep. */
export function createDeviceTypeService({ types, transaction, audit }: Needs) {
  return {
    /** By name, each with how many devices are of it. */
    list: () => types.list(),

    /** @throws {AppError} `DEVICE_TYPE_EXISTS`, `DEVICE_INVALID`. */
    async add(given: string, doer: Doer): Promise<{ id: number; name: string; devices: number }> {
      const name = nameOf(given);
      return await transaction(async (trx) => {
        const id = await types.add(trx, name, name.toLowerCase());
        if (id === undefined) throw new AppError('DEVICE_TYPE_EXISTS', { type: name });
        await audit.record({ ...doer, action: 'deviceType.create', target: `deviceType ${id}`, after: { name } }, trx);
        return { id, name, devices: 0 };
      });
    },

    /** Devices of it are of the same type, by its new name. @throws {AppError} `DEVICE_TYPE_NOT_FOUND`, `DEVICE_TYPE_EXISTS`. */
    async rename(id: number, given: string, doer: Doer): Promise<{ id: number; name: string; devices: number }> {
      const name = nameOf(given);
      return await transaction(async (trx) => {
        const before = await types.byId(trx, id);
        if (before === undefined) throw new AppError('DEVICE_TYPE_NOT_FOUND', { type: id });
        const same = await types.find(trx, name.toLowerCase());
        if (same !== undefined && same.id !== id) throw new AppError('DEVICE_TYPE_EXISTS', { type: name });
        await types.rename(trx, id, name, name.toLowerCase());
        const shown = { before: { name: before }, after: { name } };
        await audit.record({ ...doer, action: 'deviceType.rename', target: `deviceType ${id}`, ...shown }, trx);
        return { id, name, devices: await types.countDevices(trx, id) };
      });
    },

    /** @throws {AppError} `DEVICE_TYPE_NOT_FOUND`; `DEVICE_TYPE_IN_USE` while a device is of it. */
    async remove(id: number, doer: Doer): Promise<void> {
      await transaction(async (trx) => {
        const name = await types.byId(trx, id);
        if (name === undefined) throw new AppError('DEVICE_TYPE_NOT_FOUND', { type: id });
        const devices = await types.countDevices(trx, id);
        if (devices > 0) throw new AppError('DEVICE_TYPE_IN_USE', { type: name, devices });
        await types.remove(trx, id);
        await audit.record({ ...doer, action: 'deviceType.remove', target: `deviceType ${id}`, before: { name } }, trx);
      });
    },
  };
}

/** @throws {AppError} `DEVICE_INVALID`. */
function nameOf(given: string): string {
  const name = given.trim();
  if (name === '') throw new AppError('DEVICE_INVALID', { reason: 'a type has a name' });
  return name;
}
