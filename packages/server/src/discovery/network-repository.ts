import { type RawBuilder, sql } from 'kysely';
import { inScope, tagInScope } from '../db/asset-scope.ts';
import type { Db, Executor } from '../db/database.ts';
import { contains } from '../db/like.ts';
import type { DiscoveryTables } from './discovery-tables.ts';
import { networkInScope, seenInScope } from './seen-sql.ts';
import type { Subnet } from './subnet.ts';

type Row = DiscoveryTables['networks'];

/** A network as it is in the database. */
export type StoredNetwork = Omit<Row, 'id' | 'version'> & { readonly id: number; readonly version: number };

type NewNetwork = Omit<Row, 'id' | 'version'>;

/** What is on a network: machines that report, devices that people identified, and others. */
export type NetworkCounts = {
  readonly inventoried: number;
  readonly identified: number;
  readonly unknown: number;
};

const COUNTED = ['inventoried', 'identified', 'unknown'] as const;

/** What narrows a list of networks. */
export type NetworkFilter = {
  /** Text that name, address, site, tag or comment contain. */
  readonly q?: string | undefined;
  readonly name?: string | undefined;
  readonly address?: string | undefined;
  readonly site?: string | undefined;
  readonly tag?: string | undefined;
  readonly comment?: string | undefined;
  /** Whether somebody gave it a name. */
  readonly named?: boolean | undefined;
} & { readonly [K in (typeof COUNTED)[number] as `${K}From` | `${K}To`]?: number | undefined };

export const NETWORK_SORTS = ['name', 'address', 'site', 'tag', ...COUNTED, 'updatedAt'] as const;
export type NetworkSort = (typeof NETWORK_SORTS)[number];

export type NetworksQuery = NetworkFilter & {
  readonly sort: readonly { readonly field: NetworkSort; readonly descending: boolean }[];
  readonly limit: number;
  readonly offset: number;
};

const COLUMNS: Readonly<Record<NetworkSort, RawBuilder<unknown>>> = {
  name: sql`lower(n.name)`,
  address: sql`n.address_key`,
  site: sql`lower(n.site)`,
  tag: sql`lower(n.tag)`,
  inventoried: sql`coalesce(c.inventoried, 0)`,
  identified: sql`coalesce(c.identified, 0)`,
  unknown: sql`coalesce(c.unknown, 0)`,
  updatedAt: sql`n.updated_at`,
};

/** Empty ones stand at the end, whichever way. */
const EMPTY_LAST: readonly NetworkSort[] = ['name', 'site', 'tag'];

export type NetworkRepository = ReturnType<typeof createNetworkRepository>;

export function createNetworkRepository({ kysely, engine }: Db) {
  /** As counted last, of what the reader may see. */
  const counted = () => sql`(select w.id, sum(a.inventoried) as inventoried, sum(a.identified) as identified,
      sum(a.unknown) as unknown
    from networks w join network_counts a on a.address = w.address and (w.tag = '' or a.tag = w.tag)
      and ${tagInScope(sql.ref('a.tag'))} group by w.id)`;

  function where(filter: NetworkFilter): RawBuilder<unknown> {
    const all: RawBuilder<unknown>[] = [networkInScope()];
    const { q = '', tag, named } = filter;
    if (tag !== undefined) all.push(sql`n.tag = ${tag}`);
    if (named !== undefined) all.push(named ? sql`n.name <> ''` : sql`n.name = ''`);
    for (const name of COUNTED) {
      const [from, to] = [filter[`${name}From`], filter[`${name}To`]];
      if (from !== undefined) all.push(sql`${COLUMNS[name]} >= ${from}`);
      if (to !== undefined) all.push(sql`${COLUMNS[name]} <= ${to}`);
    }
    for (const name of ['name', 'address', 'site', 'comment'] as const) {
      const text = filter[name] ?? '';
      if (text !== '') all.push(contains(engine, sql.ref(`n.${name}`), text));
    }
    if (q !== '') {
      const cells = ['name', 'address', 'site', 'tag', 'comment'].map((name) => sql.ref(`n.${name}`));
      const either = cells.map((cell) => contains(engine, cell, q));
      all.push(sql`(${sql.join(either, sql` or `)})`);
    }
    return sql.join(all, sql` and `);
  }

  return {
    transaction: <T>(work: (trx: Executor) => Promise<T>): Promise<T> => kysely.transaction().execute(work),

    async page({ sort, limit, offset, ...filter }: NetworksQuery) {
      const found = sql`from networks n left join ${counted()} c on c.id = n.id where ${where(filter)}`;
      const total = await sql<{ total: number }>`select count(*) as total ${found}`.execute(kysely);
      const orderBy = sort.flatMap(({ field, descending }) => [
        ...(EMPTY_LAST.includes(field) ? [sql`case when ${COLUMNS[field]} = '' then 1 else 0 end`] : []),
        descending ? sql`${COLUMNS[field]} desc` : COLUMNS[field],
      ]);
      const last = sort.at(-1)?.descending === true ? sql` desc` : sql``;
      const { rows } = await sql<StoredNetwork & NetworkCounts>`select n.*, ${COLUMNS.inventoried} as inventoried,
          ${COLUMNS.identified} as identified, ${COLUMNS.unknown} as unknown
        ${found} order by ${sql.join([...orderBy, sql`n.address_key${last}`, sql`n.id${last}`])}
        limit ${limit} offset ${offset}`.execute(kysely);
      const items = rows.map((row) => ({
        ...row,
        inventoried: Number(row.inventoried),
        identified: Number(row.identified),
        unknown: Number(row.unknown),
      }));
      return { items, total: Number(total.rows[0]?.total ?? 0) };
    },

    /** One that the reader may see. */
    async find(id: number, executor: Executor = kysely): Promise<StoredNetwork | undefined> {
      const { rows } = await sql<StoredNetwork>`select n.* from networks n
        where n.id = ${id} and ${networkInScope()}`.execute(executor);
      return rows[0];
    },

    async findSame({ address, prefix }: Subnet, tag: string, executor: Executor): Promise<StoredNetwork | undefined> {
      return await executor
        .selectFrom('networks')
        .selectAll()
        .where('address', '=', address)
        .where('prefix', '=', prefix)
        .where('tag', '=', tag)
        .executeTakeFirst();
    },

    /** One that has no name yet gets this one. @returns Undefined when there is one of this address, mask and tag that has. */
    async create(trx: Executor, network: NewNetwork): Promise<StoredNetwork | undefined> {
      const { address, prefix, tag, name, site, comment, updated_at } = network;
      // One of the same address and no name was found with another mask: the one that somebody says counts.
      const found = trx.deleteFrom('networks').where('address', '=', address).where('tag', '=', tag);
      await found.where('prefix', '<>', prefix).where('name', '=', '').execute();
      return await trx
        .insertInto('networks')
        .values(network)
        .onConflict((conflict) =>
          conflict
            .columns(['address', 'prefix', 'tag'])
            .doUpdateSet((eb) => ({
              ...{ name, site, comment, updated_at },
              version: sql<number>`${eb.ref('networks.version')} + 1`,
            }))
            .where('networks.name', '=', ''),
        )
        .returningAll()
        .executeTakeFirst();
    },

    /** @returns Undefined when it is of another version by now. */
    async update(
      trx: Executor,
      id: number,
      version: number,
      values: Omit<NewNetwork, 'created_at'> & { readonly version: number },
    ): Promise<StoredNetwork | undefined> {
      const same = trx.updateTable('networks').set(values).where('id', '=', id).where('version', '=', version);
      return await same.returningAll().executeTakeFirst();
    },

    async remove(trx: Executor, id: number): Promise<StoredNetwork | undefined> {
      return await trx.deleteFrom('networks').where('id', '=', id).returningAll().executeTakeFirst();
    },

    /** Of one network, as it is now. Machines are counted by the subnet of their interfaces, as they report it. */
    async counts({ address, tag }: Pick<StoredNetwork, 'address' | 'tag'>): Promise<NetworkCounts> {
      const ofTag = (cell: RawBuilder<unknown>) => (tag === '' ? sql`1 = 1` : sql`${cell} = ${tag}`);
      const machines = await sql<{ n: number }>`select count(distinct a.id) as n from (
          select i.asset_id from section_networks i where i.subnet = ${address}
          union all select i.asset_id from section_networks i where i.subnet6 = ${address}) as on_it
        join assets a on a.id = on_it.asset_id and a.archived_at is null and a.merged_into is null
        where ${ofTag(sql`a.tag`)} and ${inScope()}`.execute(kysely);
      const devices = await sql<{ state: number; n: number }>`select s.state, count(*) as n from device_sightings s
        where s.network = ${address} and ${ofTag(sql`s.tag`)} and ${seenInScope()} group by s.state`.execute(kysely);
      const of = (state: number) => Number(devices.rows.find((row) => row.state === state)?.n ?? 0);
      return { inventoried: Number(machines.rows[0]?.n ?? 0), identified: of(1), unknown: of(0) };
    },
  };
}
