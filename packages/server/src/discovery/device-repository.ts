import { addressKey } from '@muster/protocol/query';
import { sql } from 'kysely';
import { currentScope } from '../access/viewer.ts';
import type { Db, Executor } from '../db/database.ts';
import { machinesWith, seenInScope } from './seen-sql.ts';

export type Identification = {
  readonly mac: string;
  readonly type_id: number | null;
  readonly description: string;
  readonly identified_by: string;
  readonly identified_at: number | null;
};

export type StoredIdentification = Identification & { readonly version: number };

export type Sighting = {
  readonly mac: string;
  readonly network: string;
  readonly prefix: number;
  readonly tag: string;
  readonly ip: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly seenAt: number;
  /** The machine that saw it, where that is known. */
  readonly seenBy?: number | null | undefined;
};

export type DeviceRepository = ReturnType<typeof createDeviceRepository>;

/** What is seen of devices and said of them. Each sighting knows what lists show of its device. */
export function createDeviceRepository({ kysely, engine }: Db) {
  /** What is said of a device stands on its sightings too; one that was never seen has a row on no network. */
  async function show(trx: Executor, mac: string): Promise<void> {
    await sql`delete from device_sightings where mac = ${mac} and network = ''`.execute(trx);
    await sql`insert into device_sightings (mac, network, prefix, tag, ip, name, seen_at)
      select mac, '', 0, '', '', '', 0 from network_devices
      where mac = ${mac} and not exists (select 1 from device_sightings s where s.mac = ${mac})`.execute(trx);
    const said = (column: 'type_id' | 'description') =>
      sql`(select d.${sql.ref(column)} from network_devices d where d.mac = ${mac})`;
    await sql`update device_sightings set type_id = ${said('type_id')}, description = coalesce(${said('description')}, ''),
      state = case when asset_id is not null then 2
        when exists (select 1 from network_devices d where d.mac = ${mac}) then 1 else 0 end,
      search = ip || ' ' || mac || ' ' || name || ' ' || coalesce(${said('description')}, '')
      where mac = ${mac}`.execute(trx);
  }

  return {
    transaction: <T>(work: (trx: Executor) => Promise<T>): Promise<T> => kysely.transaction().execute(work),

    /** Whether who asks may know of a device; who sees everything may also of one that was never seen. */
    async isVisible(executor: Executor, mac: string): Promise<boolean> {
      if (currentScope() === 'everything') return true;
      const { rows } =
        await sql`select 1 from device_sightings s where s.mac = ${mac} and ${seenInScope()} limit 1`.execute(executor);
      return rows.length > 0;
    },

    async identification(trx: Executor, mac: string): Promise<StoredIdentification | undefined> {
      const query = trx.selectFrom('network_devices').selectAll().where('mac', '=', mac);
      return await (engine.rowLocks ? query.forUpdate() : query).executeTakeFirst();
    },

    async identify(trx: Executor, device: Identification): Promise<void> {
      const { mac, ...values } = device;
      await trx
        .insertInto('network_devices')
        .values(device)
        .onConflict((conflict) =>
          conflict
            .column('mac')
            .doUpdateSet((eb) => ({ ...values, version: sql<number>`${eb.ref('network_devices.version')} + 1` })),
        )
        .execute();
      await show(trx, mac);
    },

    /** Leaves alone what is identified here. */
    async identifyNew(trx: Executor, device: Identification): Promise<void> {
      await trx
        .insertInto('network_devices')
        .values(device)
        .onConflict((conflict) => conflict.column('mac').doNothing())
        .execute();
      await show(trx, device.mac);
    },

    async unidentify(trx: Executor, mac: string): Promise<void> {
      await trx.deleteFrom('network_devices').where('mac', '=', mac).execute();
      await show(trx, mac);
    },

    /** @returns On how many networks it was seen. */
    async forget(trx: Executor, mac: string): Promise<number> {
      const seen = trx.deleteFrom('device_sightings').where('mac', '=', mac).where('network', '<>', '');
      const { numDeletedRows } = await seen.executeTakeFirst();
      await show(trx, mac);
      return Number(numDeletedRows);
    },

    /** First addresses of the networks that a device was seen on. */
    async networksOf(trx: Executor, mac: string): Promise<string[]> {
      const query = trx.selectFrom('device_sightings').select('network').distinct();
      return (await query.where('mac', '=', mac).where('network', '<>', '').execute()).map(({ network }) => network);
    },

    /** A later sighting on the same network takes the place of an earlier one. */
    async see(sightings: readonly Sighting[]): Promise<void> {
      if (sightings.length === 0) return;
      const rows = sightings.map((one) => [
        ...[one.mac, one.network, one.prefix, one.tag, one.ip, one.name, one.seenAt, one.seenBy ?? null],
        ...[addressKey(one.ip) ?? '', addressKey(one.network) ?? ''],
      ]);
      const given = engine.rowsFromJson(rows, [
        { name: 'mac', type: 'text' },
        { name: 'network', type: 'text' },
        { name: 'prefix', type: 'integer' },
        { name: 'tag', type: 'text' },
        { name: 'ip', type: 'text' },
        { name: 'name', type: 'text' },
        { name: 'seen_at', type: 'time' },
        { name: 'seen_by', type: 'reference' },
        { name: 'ip_key', type: 'text' },
        { name: 'network_key', type: 'text' },
      ]);
      await kysely.transaction().execute(async (trx) => {
        await sql`delete from device_sightings where network = '' and mac in (select mac from (select * from ${given}) as g)`.execute(
          trx,
        );
        await sql`insert into device_sightings (mac, network, prefix, tag, ip, name, seen_at, seen_by, ip_key, network_key,
            first_seen_at, asset_id, type_id, description, search, state)
          select f.mac, f.network, f.prefix, f.tag, f.ip, f.name, f.seen_at, f.seen_by, f.ip_key, f.network_key,
            f.seen_at, f.asset_id, d.type_id, coalesce(d.description, ''),
            f.ip || ' ' || f.mac || ' ' || f.name || ' ' || coalesce(d.description, ''),
            case when f.asset_id is not null then 2 when d.mac is not null then 1 else 0 end
          from (select g.*, (select min(a.id) ${machinesWith('g')}) as asset_id from (select * from ${given}) as g) as f
            left join network_devices d on d.mac = f.mac where true
          on conflict (mac, network, tag) do update set prefix = excluded.prefix, ip = excluded.ip, name = excluded.name,
            seen_at = excluded.seen_at, seen_by = excluded.seen_by, ip_key = excluded.ip_key,
            asset_id = excluded.asset_id, search = excluded.search,
            state = excluded.state
          where excluded.seen_at > device_sightings.seen_at`.execute(trx);
        await sql`update discovery_state set stale = 1 where stale = 0`.execute(trx);
      });
    },
  };
}
