import { type RawBuilder, sql } from 'kysely';
import { idInScope, inScope } from '../db/asset-scope.ts';
import type { Db, Executor } from '../db/database.ts';
import { contains } from '../db/like.ts';
import type { HistoryTable } from './history-tables.ts';
import type { MarkedEntry, RecentEntry } from './noise.ts';
import type { UndoableEntry } from './rebuild.ts';

export type ChangeKind = HistoryTable['kind'];

export type ChangesFilter = {
  readonly section?: string | undefined;
  /** Ms since 1970; at or after. */
  readonly from?: number | undefined;
  /** Ms since 1970; before. */
  readonly to?: number | undefined;
  readonly kinds?: readonly ChangeKind[] | undefined;
  /** Text that the key or a value contains. */
  readonly q?: string | undefined;
  /** Values that only go back and forth, one by one. */
  readonly noise?: boolean | undefined;
};

export type StoredChange = Omit<HistoryTable, 'id'> & { readonly id: number };
export type FleetChange = StoredChange & { readonly asset_name: string; readonly asset_kind: string };

/** A place in the history of the fleet. */
export type Place = { readonly at: number; readonly id: number };

export type Repeats = { readonly count: number; readonly until: number };

export type NoiseLine = {
  readonly section: string;
  readonly columns: string;
  readonly changes: number;
  readonly assets: number;
  readonly latest: number;
};

/** Candidates for noise that are looked at for one inventory: bounds what an agent that sends nonsense costs. */
const RECENT_LIMIT = 20_000;

/** The same of each asset, where many are changed at once. */
const RECENT_OF_EACH = 200;

export type HistoryRepository = ReturnType<typeof createHistoryRepository>;

export function createHistoryRepository({ kysely, engine }: Db) {
  return {
    async append(
      trx: Executor,
      at: number,
      entries: readonly (MarkedEntry & { readonly assetId: number })[],
    ): Promise<void> {
      const rows = engine.rowsFromJson(
        entries.map((entry) => [
          entry.assetId,
          at,
          entry.section,
          entry.kind,
          entry.row_key,
          entry.before,
          entry.after,
          entry.rest ?? null,
          entry.noise_of,
          entry.noise_columns,
        ]),
        [
          { name: 'asset_id', type: 'reference' },
          { name: 'at', type: 'time' },
          { name: 'section', type: 'text' },
          { name: 'kind', type: 'text' },
          { name: 'row_key', type: 'text' },
          { name: 'before', type: 'text' },
          { name: 'after', type: 'text' },
          { name: 'rest', type: 'text' },
          { name: 'noise_of', type: 'reference' },
          { name: 'noise_columns', type: 'text' },
        ],
      );
      await sql`insert into history
        (asset_id, at, section, kind, row_key, before, after, rest, noise_of, noise_columns) select * from ${rows}`.execute(
        trx,
      );
    },

    /** What happened to some rows of an asset, newest first. */
    async recent(trx: Executor, assetId: number, since: number, keys: readonly string[]): Promise<RecentEntry[]> {
      const wanted = engine.textsFromJson(keys);
      const { rows } = await sql<RecentEntry>`
        select id, section, kind, row_key, before, after, noise_of from history
        where asset_id = ${assetId} and at >= ${since} and kind <> 'created'
          and row_key in (select value from ${wanted})
        order by id desc limit ${sql.lit(RECENT_LIMIT)}`.execute(trx);
      return rows;
    },

    /** The same of many assets, of each the newest `RECENT_OF_EACH`. */
    async recentOfMany(
      trx: Executor,
      assetIds: readonly number[],
      since: number,
      keys: readonly string[],
    ): Promise<Map<number, RecentEntry[]>> {
      const assets = engine.rowsFromJson(
        assetIds.map((id) => [id]),
        [{ name: 'given_id', type: 'reference' }],
      );
      const { rows } = await sql<RecentEntry & { asset_id: number }>`
        select id, asset_id, section, kind, row_key, before, after, noise_of from (
          select h.*, row_number() over (partition by h.asset_id order by h.id desc) as place
          from (select given_id from ${assets}) g join history h on h.asset_id = g.given_id
          where h.at >= ${since} and h.kind <> 'created'
            and h.row_key in (select value from ${engine.textsFromJson(keys)})) n
        where place <= ${sql.lit(RECENT_OF_EACH)} order by asset_id, id desc`.execute(trx);
      return Map.groupBy(rows, ({ asset_id }) => asset_id);
    },

    /** Of one asset, newest first. */
    async list(
      assetId: number,
      query: ChangesFilter & { readonly limit: number; readonly offset: number },
    ): Promise<{ items: StoredChange[]; total: number }> {
      const where = sql`where h.asset_id = ${assetId} ${indexed(query)} ${scanned(query)}`;
      const counted = await sql<{ total: number }>`select count(*) as total from history h ${where}`.execute(kysely);
      const { rows } = await sql<StoredChange>`select h.* from history h ${where}
        order by h.at desc, h.id desc limit ${query.limit} offset ${query.offset}`.execute(kysely);
      return { items: rows, total: counted.rows[0]?.total ?? 0 };
    },

    /**
     * Of the fleet, newest first: looks at no more than a number of entries, so that a rare text costs no more than a
     * frequent one.
     *
     * @returns `end`: where the next look begins; null at the end of the history.
     */
    async scan(
      query: ChangesFilter & { readonly assetKind?: string | undefined },
      after: Place | null,
      entries: number,
      limit: number,
    ): Promise<{ items: FleetChange[]; end: Place | null }> {
      const beyond = after === null ? sql`` : sql`and (h.at, h.id) < (${after.at}, ${after.id})`;
      const range = sql`from history h where 1 = 1 ${indexed(query)} ${beyond} order by h.at desc, h.id desc`;
      const ofKind = query.assetKind === undefined ? sql`` : sql`and a.kind = ${query.assetKind}`;
      const { rows } = await sql<FleetChange>`select h.*, a.name as asset_name, a.kind as asset_kind
        from (select h.* ${range} limit ${entries}) h join assets a on a.id = h.asset_id
        where ${inScope()} ${ofKind} ${scanned(query)} order by h.at desc, h.id desc limit ${limit}`.execute(kysely);
      const last = await sql<Place>`select h.at, h.id ${range} limit 1 offset ${entries - 1}`.execute(kysely);
      return { items: rows, end: last.rows[0] ?? null };
    },

    /** How often what some entries tell of happened again, by their ids. */
    async repeats(ids: readonly number[]): Promise<Map<number, Repeats>> {
      if (ids.length === 0) return new Map();
      const rows = await kysely
        .selectFrom('history')
        .where('noise_of', 'in', ids)
        .groupBy('noise_of')
        .select((eb) => ['noise_of', eb.fn.countAll<number>().as('count'), eb.fn.max<number>('at').as('until')])
        .execute();
      return new Map(rows.map(({ noise_of, count, until }) => [noise_of ?? -1, { count, until }]));
    },

    /** What goes back and forth, the most frequent first. */
    async noise(from: number, limit: number): Promise<NoiseLine[]> {
      const { rows } = await sql<NoiseLine>`
        select section, noise_columns as columns, count(*) as changes, count(distinct asset_id) as assets, max(at) as latest
        from history where noise_of is not null and at >= ${from} and ${idInScope(sql.ref('asset_id'))}
        group by section, noise_columns order by count(*) desc, section, noise_columns limit ${limit}`.execute(kysely);
      return rows;
    },

    async count(assetId: number): Promise<number> {
      const { rows } = await sql<{ total: number }>`
        select count(*) as total from history where asset_id = ${assetId} and noise_of is null`.execute(kysely);
      return rows[0]?.total ?? 0;
    },

    /** The number of the newest entry that concerns a section; 0 when there is none. */
    async newest(assetId: number, section: string): Promise<number> {
      const { rows } = await sql<{ id: number | null }>`
        select max(id) as id from history
        where ${happenedTo(assetId, section)}`.execute(kysely);
      return rows[0]?.id ?? 0;
    },

    /**
     * The entries to undo, newest first, to come back to a moment.
     *
     * They are those after the last one that is not later than the moment: a clock that was set back takes none of them out
     * of the middle.
     */
    async after(assetId: number, section: string, at: number): Promise<(UndoableEntry & { id: number })[]> {
      const concerning = happenedTo(assetId, section);
      const { rows } = await sql<UndoableEntry & { id: number }>`
        select id, section, kind, row_key, before, after, rest from history
        where ${concerning} and id > coalesce((select max(id) from history where ${concerning} and at <= ${at}), 0)
        order by id desc`.execute(kysely);
      return rows;
    },

    /** Up to when the history was deleted; 0 when it is whole. Ms since 1970. */
    async horizon(): Promise<number> {
      const row = await kysely.selectFrom('history_horizon').select('before_at').executeTakeFirst();
      return row?.before_at ?? 0;
    },

    /** Told before the deletion begins, so that nobody rebuilds from what is half deleted. It never goes back. */
    async raiseHorizon(before: number): Promise<void> {
      await kysely
        .insertInto('history_horizon')
        .values({ id: 1, before_at: before })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet({ before_at: before }).where('history_horizon.before_at', '<', before),
        )
        .execute();
    },

    /** @returns How many were deleted, at most `limit`. */
    async deleteBefore(before: number, limit: number): Promise<number> {
      const { numAffectedRows } = await sql`delete from history where id in (
        select id from history where at < ${before} order by at, id limit ${limit})`.execute(kysely);
      return Number(numAffectedRows ?? 0);
    },

    /**
     * Parts a record's history at the moment at which another machine was taken for it: what came later belongs to the other
     * record; what happened at that moment was the difference between two machines, and is forgotten.
     *
     * @param counts JSON: the rows by section that the other record begins with.
     */
    async part(trx: Executor, from: number, to: number, at: number, counts: string): Promise<void> {
      // Written anew, in order: entries are undone by their numbers, and the other record begins with its creation.
      await sql`insert into history (asset_id, at, section, kind, row_key, after)
        values (${to}, ${at}, '', 'created', '', ${counts})`.execute(trx);
      await sql`insert into history (asset_id, at, section, kind, row_key, before, after, rest)
        select ${sql.lit(to)}, at, section, kind, row_key, before, after, rest from history
        where asset_id = ${from} and origin is null and at > ${at} order by id`.execute(trx);
      await sql`delete from history where asset_id = ${from} and origin is null and at >= ${at}`.execute(trx);
    },

    /** Gives the entries of one record to another, as its past. @returns The records they happened to. */
    async move(trx: Executor, from: number, to: number): Promise<number[]> {
      const origins = await trx
        .selectFrom('history')
        .select((eb) => eb.fn.coalesce('origin', 'asset_id').as('record'))
        .distinct()
        .where('asset_id', '=', from)
        .execute();
      await sql`update history set asset_id = ${to}, origin = coalesce(origin, asset_id)
        where asset_id = ${from}`.execute(trx);
      return origins.map(({ record }) => record);
    },

    /** Undoes `move`. */
    async moveBack(trx: Executor, from: number, to: number, records: readonly number[]): Promise<void> {
      if (records.length === 0) return;
      await sql`update history set asset_id = ${from}, origin = case when origin = ${from} then null else origin end
        where asset_id = ${to} and origin in (${sql.join(records)})`.execute(trx);
    },
  };

  /** Conditions that an index narrows. */
  function indexed({ section, from, to }: ChangesFilter): RawBuilder<unknown> {
    const conditions = [
      ...(section === undefined ? [] : [sql`and h.section = ${section}`]),
      ...(from === undefined ? [] : [sql`and h.at >= ${from}`]),
      ...(to === undefined ? [] : [sql`and h.at < ${to}`]),
    ];
    return conditions.length === 0 ? sql`` : sql.join(conditions, sql` `);
  }

  /** Conditions for which entries must be looked at. */
  function scanned({ kinds, q, noise }: ChangesFilter): RawBuilder<unknown> {
    const conditions = noise === true ? [] : [sql`and h.noise_of is null`];
    if (kinds !== undefined && kinds.length > 0) conditions.push(sql`and h.kind in (${sql.join([...kinds])})`);
    if (q !== undefined && q !== '') {
      const inJson = JSON.stringify(q).slice(1, -1);
      const has = (column: string, text: string) => contains(engine, sql.ref(`h.${column}`), text);
      conditions.push(sql`and (${has('row_key', q)} or ${has('before', inJson)} or ${has('after', inJson)})`);
    }
    return conditions.length === 0 ? sql`` : sql.join(conditions, sql` `);
  }
}

/** What happened to the rows of one record, whether or not it was merged into another one since. */
const happenedTo = (assetId: number, section: string) =>
  sql`((asset_id = ${assetId} and origin is null) or origin = ${assetId}) and section in (${section}, '')`;
