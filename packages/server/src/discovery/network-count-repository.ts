import { sql } from 'kysely';
import type { Db, Executor } from '../db/database.ts';
import { machinesWith } from './seen-sql.ts';

/** What is on the networks of an address, of one TAG. */
export type NetworkCount = {
  readonly address: string;
  readonly tag: string;
  readonly inventoried: number;
  readonly identified: number;
  readonly unknown: number;
};

/** An interface of an active machine on a network, as its agent says it. */
export type SeenInterface = {
  readonly asset_id: number;
  readonly tag: string | null;
  readonly subnet: string | null;
  readonly mask: string | null;
  readonly subnet6: string | null;
  readonly mask6: string | null;
};

/** A network that something is on. */
export type FoundNetwork = { readonly address: string; readonly prefix: number; readonly addressKey: string };

export type NetworkCountRepository = ReturnType<typeof createNetworkCountRepository>;

/** What is counted of networks in the background. */
export function createNetworkCountRepository({ kysely, engine }: Db) {
  const given = (counts: readonly NetworkCount[]) =>
    engine.rowsFromJson(
      counts.map(({ address, tag, inventoried, identified, unknown }) => [
        ...[address, tag, inventoried, identified, unknown],
      ]),
      [
        { name: 'address', type: 'text' },
        { name: 'tag', type: 'text' },
        { name: 'inventoried', type: 'integer' },
        { name: 'identified', type: 'integer' },
        { name: 'unknown', type: 'integer' },
      ],
    );

  return {
    transaction: <T>(work: (trx: Executor) => Promise<T>): Promise<T> => kysely.transaction().execute(work),

    async state(): Promise<{ counted_at: number | null; counted_ms: number; stale: number }> {
      const row = await kysely.selectFrom('discovery_state').selectAll().executeTakeFirst();
      return row ?? { counted_at: null, counted_ms: 0, stale: 1 };
    },

    /** Whether an inventory came, or an asset was put out of sight, since. */
    async isChangedSince(at: number): Promise<boolean> {
      const { rows } = await sql<{ found: number }>`select 1 as found from assets
        where last_inventory_at >= ${at} or archived_at >= ${at} limit 1`.execute(kysely);
      return rows.length > 0;
    },

    /** What is seen from now on makes it stale again. */
    async begin(): Promise<void> {
      await kysely.updateTable('discovery_state').set({ stale: 0 }).where('stale', '<>', 0).execute();
    },

    /** The last of so many devices after one; undefined when there are no more. */
    async lastOf(after: string, limit: number): Promise<string | undefined> {
      const { rows } = await sql<{ mac: string | null }>`select max(mac) as mac from (
        select mac from device_sightings where mac > ${after} order by mac limit ${limit}) as portion`.execute(kysely);
      return rows[0]?.mac ?? undefined;
    },

    /** Devices after one, up to another, that other machines report by now than was counted. */
    async moved(after: string, upTo: string): Promise<{ mac: string; asset_id: number | null }[]> {
      const { rows } = await sql<{ mac: string; asset_id: number | null }>`select mac, now_id as asset_id from (
          select s.mac, s.asset_id as before_id, (select min(a.id) ${machinesWith('s')}) as now_id
          from device_sightings s where s.mac > ${after} and s.mac <= ${upTo}) as pair
        where coalesce(before_id, 0) <> coalesce(now_id, 0)`.execute(kysely);
      return rows;
    },

    async saveMachines(moved: readonly { readonly mac: string; readonly asset_id: number | null }[]): Promise<void> {
      const rows = engine.rowsFromJson(
        moved.map(({ mac, asset_id }) => [mac, asset_id]),
        [
          { name: 'given_mac', type: 'text' },
          { name: 'given_id', type: 'reference' },
        ],
      );
      await sql`update device_sightings set asset_id = g.given_id, state = case when g.given_id is not null then 2
          when exists (select 1 from network_devices d where d.mac = g.given_mac) then 1 else 0 end
        from (select * from ${rows}) as g where g.given_mac = device_sightings.mac`.execute(kysely);
    },

    async lastAsset(): Promise<number> {
      const { rows } = await sql<{ id: number | null }>`select max(id) as id from assets`.execute(kysely);
      return rows[0]?.id ?? 0;
    },

    /** Interfaces of the machines after one, up to another; those of one machine follow one another. */
    async interfaces(after: number, upTo: number): Promise<SeenInterface[]> {
      const { rows } = await sql<SeenInterface>`select a.id as asset_id, a.tag, i.subnet, i.mask, i.subnet6, i.mask6
        from assets a join section_networks i on i.asset_id = a.id
        where a.id > ${after} and a.id <= ${upTo} and a.archived_at is null and a.merged_into is null
          and (i.subnet is not null or i.subnet6 is not null)
        order by a.id`.execute(kysely);
      return rows;
    },

    /** Devices by network, TAG and state. */
    async devices(): Promise<{ network: string; prefix: number; tag: string; state: number; n: number }[]> {
      const { rows } = await sql<{ network: string; prefix: number; tag: string; state: number; n: number }>`
        select network, max(prefix) as prefix, tag, state, count(*) as n from device_sightings
        where network <> '' group by network, tag, state`.execute(kysely);
      return rows.map((row) => ({ ...row, n: Number(row.n) }));
    },

    async all(): Promise<NetworkCount[]> {
      return await kysely.selectFrom('network_counts').selectAll().execute();
    },

    async save(trx: Executor, changed: readonly NetworkCount[], gone: readonly NetworkCount[]): Promise<void> {
      if (gone.length > 0) {
        await sql`delete from network_counts where exists (select 1 from (select * from ${given(gone)}) as g
          where g.address = network_counts.address and g.tag = network_counts.tag)`.execute(trx);
      }
      if (changed.length === 0) return;
      await sql`insert into network_counts (address, tag, inventoried, identified, unknown)
        select g.address, g.tag, g.inventoried, g.identified, g.unknown from (select * from ${given(changed)}) as g where true
        on conflict (address, tag) do update set inventoried = excluded.inventoried,
          identified = excluded.identified, unknown = excluded.unknown`.execute(trx);
    },

    /** Networks that something is on are there, without a name; those without one that nothing is on any more are not. */
    async saveFound(trx: Executor, found: readonly FoundNetwork[], at: number): Promise<void> {
      const rows = engine.rowsFromJson(
        found.map(({ address, prefix, addressKey }) => [address, prefix, addressKey]),
        [
          { name: 'address', type: 'text' },
          { name: 'prefix', type: 'integer' },
          { name: 'address_key', type: 'text' },
        ],
      );
      await sql`insert into networks (address, prefix, tag, name, site, comment, created_at, updated_at, address_key)
        select g.address, g.prefix, '', '', '', '', ${sql.lit(at)}, ${sql.lit(at)}, g.address_key from (select * from ${rows}) as g
        where not exists (select 1 from networks n where n.address = g.address and n.tag = '')
        on conflict (address, prefix, tag) do nothing`.execute(trx);
      await sql`delete from networks where name = ''
        and not exists (select 1 from network_counts c where c.address = networks.address)`.execute(trx);
    },

    async finish(trx: Executor, at: number, tookMs: number): Promise<void> {
      await trx.updateTable('discovery_state').set({ counted_at: at, counted_ms: tookMs }).execute();
    },

    /** Devices of some networks, counted at once: somebody said what one of them is. */
    async recount(trx: Executor, addresses: readonly string[]): Promise<void> {
      if (addresses.length === 0) return;
      const of = (
        state: number,
      ) => sql`(select count(*) from device_sightings s where s.network = network_counts.address
        and s.tag = network_counts.tag and s.state = ${state})`;
      await sql`update network_counts set identified = ${of(1)}, unknown = ${of(0)}
        where address in (select value from ${engine.textsFromJson(addresses)})`.execute(trx);
    },
  };
}
