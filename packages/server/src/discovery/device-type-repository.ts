import { sql } from 'kysely';
import { currentScope } from '../access/viewer.ts';
import type { Db, Executor } from '../db/database.ts';
import { seenInScope } from './seen-sql.ts';

/** Whether who asks may see the device `d`. */
const isVisible = () =>
  currentScope() === 'everything'
    ? sql<boolean>`1 = 1`
    : sql<boolean>`exists (select 1 from device_sightings s where s.mac = d.mac and ${seenInScope()})`;

export type DeviceTypeRepository = ReturnType<typeof createDeviceTypeRepository>;

/** What devices may be. */
export function createDeviceTypeRepository({ kysely }: Db) {
  return {
    async list(): Promise<{ id: number; name: string; devices: number }[]> {
      const { rows } = await sql<{ id: number; name: string; devices: number }>`
        select t.id, t.name, count(d.mac) as devices
        from device_types t left join network_devices d on d.type_id = t.id and ${isVisible()}
        group by t.id, t.name, t.name_key order by t.name_key`.execute(kysely);
      return rows.map((row) => ({ ...row, devices: Number(row.devices) }));
    },

    async find(trx: Executor, key: string): Promise<{ id: number; name: string } | undefined> {
      return await trx.selectFrom('device_types').select(['id', 'name']).where('name_key', '=', key).executeTakeFirst();
    },

    /** @returns Undefined when there is one of that name. */
    async add(trx: Executor, name: string, key: string): Promise<number | undefined> {
      const made = await trx
        .insertInto('device_types')
        .values({ name, name_key: key })
        .onConflict((conflict) => conflict.column('name_key').doNothing())
        .returning('id')
        .executeTakeFirst();
      return made?.id;
    },

    async byId(trx: Executor, id: number): Promise<string | undefined> {
      return (await trx.selectFrom('device_types').select('name').where('id', '=', id).executeTakeFirst())?.name;
    },

    async rename(trx: Executor, id: number, name: string, key: string): Promise<void> {
      await trx.updateTable('device_types').set({ name, name_key: key }).where('id', '=', id).execute();
    },

    async countDevices(trx: Executor, id: number): Promise<number> {
      const row = await trx
        .selectFrom('network_devices')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('type_id', '=', id)
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },

    async remove(trx: Executor, id: number): Promise<void> {
      await trx.deleteFrom('device_types').where('id', '=', id).execute();
    },
  };
}
