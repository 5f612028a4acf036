import { sql } from 'kysely';
import { inScope } from '../db/asset-scope.ts';
import type { Db, Executor } from '../db/database.ts';
import { contains } from '../db/like.ts';
import type { RegistryTables } from './registry-tables.ts';

type Row = RegistryTables['registry_queries'];

/** A query as it is in the database. */
export type StoredQuery = Omit<Row, 'id'> & { readonly id: number };

export type ResultsQuery = {
  readonly limit: number;
  readonly offset: number;
  /** Text that the value, or the name of the machine, contains. */
  readonly q?: string | undefined;
  /** Exactly this value. */
  readonly value?: string | undefined;
};

export type StoredResult = {
  readonly asset_id: number;
  readonly asset_name: string;
  readonly value: string | null;
  readonly hive: string | null;
  readonly path: string | null;
};

export type RegistryRepository = ReturnType<typeof createRegistryRepository>;

export function createRegistryRepository({ kysely, engine }: Db) {
  return {
    transaction: <T>(work: (trx: Executor) => Promise<T>): Promise<T> => kysely.transaction().execute(work),

    list: (): Promise<StoredQuery[]> =>
      kysely.selectFrom('registry_queries').selectAll().orderBy('name').orderBy('id').execute(),

    find: (id: number, executor: Executor = kysely): Promise<StoredQuery | undefined> =>
      executor.selectFrom('registry_queries').selectAll().where('id', '=', id).executeTakeFirst(),

    /** @returns Undefined when there is one of that name. */
    async create(trx: Executor, query: Omit<Row, 'id'>): Promise<StoredQuery | undefined> {
      return await trx
        .insertInto('registry_queries')
        .values(query)
        .onConflict((conflict) => conflict.column('name').doNothing())
        .returningAll()
        .executeTakeFirst();
    },

    async isNameTaken(trx: Executor, name: string, except: number): Promise<boolean> {
      const other = trx.selectFrom('registry_queries').select('id').where('name', '=', name).where('id', '!=', except);
      return (await other.executeTakeFirst()) !== undefined;
    },

    update: (trx: Executor, id: number, values: Omit<Row, 'id' | 'created_at'>): Promise<StoredQuery | undefined> =>
      trx.updateTable('registry_queries').set(values).where('id', '=', id).returningAll().executeTakeFirst(),

    remove: (trx: Executor, id: number): Promise<StoredQuery | undefined> =>
      trx.deleteFrom('registry_queries').where('id', '=', id).returningAll().executeTakeFirst(),

    /** What active machines answered to the query of this name; of machines that were asked about several values, each. */
    async results(name: string, { limit, offset, q = '', value }: ResultsQuery) {
      const has = (cell: string) => contains(engine, sql.ref(cell), q);
      const filter = q === '' ? sql`` : sql` and (${has('r.value')} or ${has('a.name')})`;
      const exactly = value === undefined ? sql`` : sql` and r.value = ${value}`;
      const from = sql`from section_registry r join assets a on a.id = r.asset_id
        where r.name = ${name} and a.archived_at is null and a.merged_into is null and ${inScope()}${filter}${exactly}`;
      const counted = await sql<{ total: number; machines: number }>`
        select count(*) as total, count(distinct a.id) as machines ${from}`.execute(kysely);
      const { rows } = await sql<StoredResult>`
        select a.id as asset_id, a.name as asset_name, r.value as value, r.hive as hive, r.path as path ${from}
        order by a.name, a.id, r.row_id limit ${limit} offset ${offset}`.execute(kysely);
      const { total = 0, machines = 0 } = counted.rows[0] ?? {};
      return { items: rows, total, machines };
    },

    /** Values that active machines answered to the query of this name, the most frequent first. */
    async values(name: string, limit: number) {
      const from = sql`from section_registry r join assets a on a.id = r.asset_id
        where r.name = ${name} and a.archived_at is null and a.merged_into is null and ${inScope()}`;
      const { rows } = await sql<{ value: string | null; machines: number }>`
        select r.value as value, count(distinct a.id) as machines ${from}
        group by r.value order by machines desc, r.value limit ${limit}`.execute(kysely);
      const counted = await sql<{ total: number }>`
        select count(*) as total from (select distinct r.value ${from}) as different`.execute(kysely);
      return { items: rows, total: counted.rows[0]?.total ?? 0 };
    },
  };
}
