import { sections } from '@muster/protocol';
import { sql } from 'kysely';
import { currentScope } from '../access/viewer.ts';
import { inScope } from '../db/asset-scope.ts';
import type { Db } from '../db/database.ts';
import { sectionTable } from '../db/section-table.ts';

/** Values of a distribution that are told; the rest is the difference to the total. */
const MOST = 100;

const DAY_MS = 86_400_000;

/** Columns of assets by which they are counted. */
export type CountedColumn = 'os' | 'os_version' | 'agent' | 'manufacturer' | 'model' | 'tag';

export type Counted = { readonly label: string | null; readonly detail: string | null; readonly count: number };

export type Presence = {
  readonly total: number;
  readonly day: number;
  readonly week: number;
  readonly month: number;
  readonly newInWeek: number;
  readonly neverInventoried: number;
};

export type CountedChange = { readonly key: string; readonly kind: string; readonly count: number };

export type DashboardRepository = ReturnType<typeof createDashboardRepository>;

/** Counts over what its reader may see: computers that are records of their own and in sight. */
export function createDashboardRepository({ kysely }: Db) {
  const own = () => sql`a.kind = 'computer' and a.merged_into is null and ${inScope()}`;
  const inSight = () => sql`${own()} and a.archived_at is null`;
  // Who sees everything has no need to be told machine by machine whose history it is.
  const seen = () =>
    currentScope() === 'everything' ? sql`` : sql` and asset_id in (select a.id from assets a where ${inScope()})`;
  const bios = sectionTable(sections.bios).name;
  const countIf = (condition: ReturnType<typeof sql>) =>
    sql`cast(sum(case when ${condition} then 1 else 0 end) as integer)`;

  return {
    async presence(nowMs: number): Promise<Presence> {
      const { rows } = await sql<Presence>`select count(*) as total,
        ${countIf(sql`a.last_contact_at >= ${nowMs - DAY_MS}`)} as "day",
        ${countIf(sql`a.last_contact_at >= ${nowMs - 7 * DAY_MS}`)} as "week",
        ${countIf(sql`a.last_contact_at >= ${nowMs - 30 * DAY_MS}`)} as "month",
        ${countIf(sql`a.first_seen_at >= ${nowMs - 7 * DAY_MS}`)} as "newInWeek",
        ${countIf(sql`a.last_inventory_at is null`)} as "neverInventoried"
        from assets a where ${inSight()}`.execute(kysely);
      const [row] = rows;
      const number = (value: number | null | undefined) => Number(value ?? 0); // sums of nothing are null
      return {
        total: number(row?.total),
        day: number(row?.day),
        week: number(row?.week),
        month: number(row?.month),
        newInWeek: number(row?.newInWeek),
        neverInventoried: number(row?.neverInventoried),
      };
    },

    /** Computers by the value of a column, or of two, the most frequent first. */
    async countBy(column: CountedColumn, detail?: CountedColumn): Promise<Counted[]> {
      const label = sql`nullif(a.${sql.ref(column)}, '')`;
      const second = detail === undefined ? sql`cast(null as text)` : sql`nullif(a.${sql.ref(detail)}, '')`;
      const { rows } = await sql<Counted>`select ${label} as label, ${second} as detail, count(*) as count
        from assets a where ${inSight()} group by 1, 2 order by 3 desc, 1, 2 limit ${sql.lit(MOST)}`.execute(kysely);
      return rows;
    },

    /** Computers by the year of their firmware, the newest first; null: not told. */
    async countByFirmwareYear(): Promise<Counted[]> {
      const { rows } =
        await sql<Counted>`select substr(b.bios_date, 1, 4) as label, cast(null as text) as detail, count(*) as count
        from assets a left join ${sql.table(bios)} b on b.asset_id = a.id
        where ${inSight()} group by 1 order by 1 desc`.execute(kysely);
      return rows;
    },

    /** Computers by memory, in classes that begin at these limits (MiB, ascending); null: not told. */
    async countByMemory(limits: readonly number[]): Promise<{ from: number | null; count: number }[]> {
      const whens = limits.toReversed().map((limit) => sql`when a.memory_mib >= ${limit} then ${sql.lit(limit)}`);
      const { rows } = await sql<{ from: number | null; count: number }>`select
        case ${sql.join(whens, sql` `)} else null end as "from", count(*) as count
        from assets a where ${inSight()} group by 1 order by 1`.execute(kysely);
      return rows;
    },

    /** Computers first seen on each day (days since 1970, UTC) from one on. */
    async newByDay(fromDay: number): Promise<{ day: number; count: number }[]> {
      const { rows } = await sql<{ day: number; count: number }>`select
        a.first_seen_at / ${sql.lit(DAY_MS)} as day, count(*) as count
        from assets a where ${inSight()} and a.first_seen_at >= ${fromDay * DAY_MS} group by 1`.execute(kysely);
      return rows.map(({ day, count }) => ({ day: Number(day), count }));
    },

    async archivedCount(): Promise<number> {
      const { rows } = await sql<{ count: number }>`select count(*) as count from assets a
        where ${own()} and a.archived_at is not null`.execute(kysely);
      return rows[0]?.count ?? 0;
    },

    /** What changed in a time, by section and kind; not first inventories, nor what only goes back and forth. */
    async changesBySection(fromMs: number, toMs: number): Promise<CountedChange[]> {
      const { rows } = await sql<CountedChange>`select section as "key", kind, count(*) as count from history
        where at >= ${fromMs} and at < ${toMs} and kind <> 'created' and noise_of is null${seen()}
        group by section, kind`.execute(kysely);
      return rows;
    },

    /** The same of one section, by the keys of its rows. */
    async changesByRow(section: string, fromMs: number, toMs: number): Promise<CountedChange[]> {
      const { rows } = await sql<CountedChange>`select row_key as "key", kind, count(*) as count from history
        where section = ${section} and at >= ${fromMs} and at < ${toMs} and kind <> 'created' and noise_of is null${seen()}
        group by row_key, kind`.execute(kysely);
      return rows;
    },
  };
}
