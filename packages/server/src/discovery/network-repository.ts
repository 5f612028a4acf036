import { sql } from 'kysely';
import type { Db, Executor } from '../db/database.ts';
import type { DiscoveryTables } from './discovery-tables.ts';
import type { Subnet } from './subnet.ts';

type Row = DiscoveryTables['networks'];

/** A network as it is in the database. */
export type StoredNetwork = Omit<Row, 'id'> & { readonly id: number };

/** What is on a network: machines that report, devices that people identified, and others. */
export type NetworkCounts = {
  readonly inventoried: number;
  readonly identified: number;
  readonly unknown: number;
};

export type NetworksQuery = {
  readonly limit: number;
  readonly offset: number;
  /** Text that name, address, site, tag or comment contain. */
  readonly q?: string | undefined;
  readonly tag?: string | undefined;
};

export type NetworkRepository = ReturnType<typeof createNetworkRepository>;

export function createNetworkRepository({ kysely, engine }: Db) {
  return {
    transaction: <T>(work: (trx: Executor) => Promise<T>): Promise<T> => kysely.transaction().execute(work),

    async page({ limit, offset, q = '', tag }: NetworksQuery) {
      const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
      const columns = ['name', 'address', 'site', 'tag', 'comment'] as const;
      const found = kysely
        .selectFrom('networks')
        .$if(tag !== undefined, (query) => query.where('tag', '=', tag ?? ''))
        .$if(q !== '', (query) =>
          query.where((eb) =>
            eb.or(
              columns.map(
                (column) => sql<boolean>`${eb.ref(column)} ${sql.raw(engine.caseless)} ${pattern} escape '\\'`,
              ),
            ),
          ),
        );
      const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
      const items = await found.selectAll().orderBy('name').orderBy('id').limit(limit).offset(offset).execute();
      return { items: items satisfies StoredNetwork[], total: Number(total) };
    },

    find: (id: number, executor: Executor = kysely): Promise<StoredNetwork | undefined> =>
      executor.selectFrom('networks').selectAll().where('id', '=', id).executeTakeFirst(),

    async findSame({ address, prefix }: Subnet, tag: string, executor: Executor): Promise<StoredNetwork | undefined> {
      return await executor
        .selectFrom('networks')
        .selectAll()
        .where('address', '=', address)
        .where('prefix', '=', prefix)
        .where('tag', '=', tag)
        .executeTakeFirst();
    },

    /** @returns Undefined when there is one of this address, mask and tag. */
    async create(trx: Executor, network: Omit<Row, 'id'>): Promise<StoredNetwork | undefined> {
      return await trx
        .insertInto('networks')
        .values(network)
        .onConflict((conflict) => conflict.columns(['address', 'prefix', 'tag']).doNothing())
        .returningAll()
        .executeTakeFirst();
    },

    async update(
      trx: Executor,
      id: number,
      values: Omit<Row, 'id' | 'created_at'>,
    ): Promise<StoredNetwork | undefined> {
      return await trx.updateTable('networks').set(values).where('id', '=', id).returningAll().executeTakeFirst();
    },

    async remove(trx: Executor, id: number): Promise<StoredNetwork | undefined> {
      return await trx.deleteFrom('networks').where('id', '=', id).returningAll().executeTakeFirst();
    },

    /** Of networks by id. Machines are counted by the subnet of their interfaces, as they report it. */
    async counts(ids: readonly number[]): Promise<Map<number, NetworkCounts>> {
      if (ids.length === 0) return new Map();
      const wanted = engine.rowsFromJson(
        ids.map((id) => [id]),
        [{ name: 'wanted_id', type: 'reference' }],
      );
      const of = sql`(select * from networks where id in (select wanted_id from ${wanted})) as w`;
      const machines = await sql<{ id: number; n: number }>`
        select on_it.id, count(distinct a.id) as n from (
          select w.id, w.tag, i.asset_id from ${of} join section_networks i on i.subnet = w.address
          union all select w.id, w.tag, i.asset_id from ${of} join section_networks i on i.subnet6 = w.address) as on_it
        join assets a on a.id = on_it.asset_id and a.archived_at is null and a.merged_into is null
        where on_it.tag = '' or a.tag = on_it.tag group by on_it.id`.execute(kysely);
      const devices = await sql<{ id: number; identified: number; unknown: number }>`
        select w.id, count(d.mac) as identified, sum(case when d.mac is null and not ${isInventoried} then 1 else 0 end) as unknown
        from ${of} join device_sightings s on s.network = w.address and (w.tag = '' or s.tag = w.tag)
        left join network_devices d on d.mac = s.mac group by w.id`.execute(kysely);
      const counts = new Map(ids.map((id) => [id, { inventoried: 0, identified: 0, unknown: 0 }]));
      for (const { id, n } of machines.rows) counts.set(id, { inventoried: Number(n), identified: 0, unknown: 0 });
      for (const { id, identified, unknown } of devices.rows) {
        const inventoried = counts.get(id)?.inventoried ?? 0;
        counts.set(id, { inventoried, identified: Number(identified), unknown: Number(unknown) });
      }
      return counts;
    },
  };
}

/** A machine that reports has an interface of the address of `s`. */
const isInventoried = sql`exists (select 1 from section_networks i cross join assets a
  where i.mac = s.mac and a.id = i.asset_id and a.archived_at is null and a.merged_into is null)`;
