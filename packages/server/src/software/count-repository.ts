import { sql } from 'kysely';
import type { Db, Executor } from '../db/database.ts';

/** A machine whose software is another than was counted. */
export type Uncounted = {
  readonly assetId: number;
  /** Of its software; empty where none of it counts: out of sight, or gone. */
  readonly fingerprint: string;
};

/** What is remembered of a machine that was counted; `releases` as the service packs them. */
export type Counted = Uncounted & { readonly releases: string };

export type CountRepository = ReturnType<typeof createCountRepository>;

/** How many machines have what. */
export function createCountRepository({ kysely, engine }: Db) {
  const ids = (values: readonly number[]) =>
    engine.rowsFromJson(
      values.map((id) => [id]),
      [{ name: 'given_id', type: 'reference' }],
    );
  const deltas = (values: ReadonlyMap<number, number>) =>
    engine.rowsFromJson(
      [...values],
      [
        { name: 'given_id', type: 'reference' },
        { name: 'given_delta', type: 'integer' },
      ],
    );

  return {
    transaction: <T>(work: (trx: Executor) => Promise<T>): Promise<T> => kysely.transaction().execute(work),

    /** Whether an inventory came, or an asset was put out of sight, since. */
    async isChangedSince(at: number): Promise<boolean> {
      const { rows } = await sql<{ found: number }>`select 1 as found from assets
        where last_inventory_at >= ${at} or archived_at >= ${at} limit 1`.execute(kysely);
      return rows.length > 0;
    },

    /** The last number of an asset that is there, or was counted. */
    async lastAsset(): Promise<number> {
      const { rows } = await sql<{ a: number | null; c: number | null }>`
        select (select max(id) from assets) as a, (select max(asset_id) from software_counted) as c`.execute(kysely);
      return Math.max(rows[0]?.a ?? 0, rows[0]?.c ?? 0);
    },

    /** Machines after one, up to another, whose software is not what was counted; ascending. */
    async uncounted(after: number, upTo: number, limit: number): Promise<Uncounted[]> {
      const wanted = sql`case when a.archived_at is null and a.merged_into is null then coalesce(s.fingerprint, '')
        else '' end`;
      const { rows } = await sql<Uncounted>`
        select a.id as "assetId", ${wanted} as fingerprint
        from assets a left join asset_sections s on s.asset_id = a.id and s.section = 'software'
          left join software_counted c on c.asset_id = a.id
        where a.id > ${after} and a.id <= ${upTo} and ${wanted} <> coalesce(c.fingerprint, '')
        order by a.id limit ${limit}`.execute(kysely);
      return rows;
    },

    /** Machines that were counted and are there no more. */
    async gone(limit: number): Promise<Uncounted[]> {
      const { rows } = await sql<Uncounted>`
        select c.asset_id as "assetId", '' as fingerprint
        from software_counted c left join assets a on a.id = c.asset_id where a.id is null
        order by c.asset_id limit ${limit}`.execute(kysely);
      return rows;
    },

    /** The releases of some machines, each once for each machine. */
    async releasesOf(assetIds: readonly number[]): Promise<Map<number, number[]>> {
      const found = new Map<number, number[]>();
      if (assetIds.length === 0) return found;
      const { rows } = await sql<{ assetId: number; releaseId: number }>`
        select s.asset_id as "assetId", s.release_id as "releaseId" from ${ids(assetIds)}
        join section_software s on s.asset_id = given_id`.execute(kysely);
      for (const { assetId, releaseId } of rows) {
        const list = found.get(assetId);
        if (list === undefined) found.set(assetId, [releaseId]);
        else list.push(releaseId);
      }
      return found;
    },

    /** The title of each release, and whether the catalogue has it. */
    async titlesOf(executor: Executor, releaseIds: readonly number[]) {
      const { rows } = await sql<{ id: number; titleId: number; isKnown: number }>`
        select r.id as id, r.title_id as "titleId", case when f.release_id is null then 0 else 1 end as "isKnown"
        from ${ids(releaseIds)} join software_releases r on r.id = given_id
        left join software_release_facts f on f.release_id = r.id`.execute(executor);
      return rows;
    },

    /** The releases that were counted of machines, packed. */
    async remembered(executor: Executor, assetIds: readonly number[]): Promise<Map<number, string>> {
      const { rows } = await sql<{ id: number; releases: string }>`
        select c.asset_id as id, c.releases as releases from ${ids(assetIds)}
        join software_counted c on c.asset_id = given_id`.execute(executor);
      return new Map(rows.map(({ id, releases }) => [id, releases]));
    },

    /** Remembers what was counted of machines; those of which nothing counts are forgotten. */
    async remember(trx: Executor, counted: readonly Counted[]): Promise<void> {
      const none = counted.filter(({ releases }) => releases === '').map(({ assetId }) => assetId);
      const some = counted.filter(({ releases }) => releases !== '');
      if (none.length > 0) {
        await sql`delete from software_counted where asset_id in (select given_id from ${ids(none)})`.execute(trx);
      }
      // A machine that says it has software, but none that counts, is not looked at again and again.
      const empty = counted.filter(({ releases, fingerprint }) => releases === '' && fingerprint !== '');
      const given = engine.rowsFromJson(
        [...some, ...empty].map(({ assetId, fingerprint, releases }) => [assetId, fingerprint, releases]),
        [
          { name: 'given_id', type: 'reference' },
          { name: 'given_fingerprint', type: 'text' },
          { name: 'given_releases', type: 'text' },
        ],
      );
      if (some.length + empty.length === 0) return;
      await sql`insert into software_counted (asset_id, fingerprint, releases)
        select given_id, given_fingerprint, given_releases from ${given} where true
        on conflict (asset_id) do update set fingerprint = excluded.fingerprint, releases = excluded.releases`.execute(
        trx,
      );
    },

    /**
     * Adds machines to releases and titles, or takes them off.
     *
     * @param day UTC day on whose end titles have the number of machines that results.
     */
    async add(
      trx: Executor,
      releases: ReadonlyMap<number, number>,
      titles: ReadonlyMap<number, number>,
      day: string,
    ): Promise<void> {
      if (releases.size > 0) {
        await sql`update software_release_facts set machines = machines + given_delta
          from (select * from ${deltas(releases)}) as counted where release_id = given_id`.execute(trx);
        // Only of titles that won or lost a release there are more or fewer versions.
        const touched = sql`select f.title_id from ${deltas(releases)}
          join software_release_facts f on f.release_id = given_id where f.machines = given_delta or f.machines = 0`;
        // One join for all of them: planners would read all releases for each title otherwise.
        const counted = sql`select f.title_id as given_id,
            count(distinct case when f.machines > 0 then coalesce(r.version, '') end) as given_versions
          from software_release_facts f join software_releases r on r.id = f.release_id
          where f.title_id in (${touched}) group by f.title_id`;
        await sql`update software_catalog set versions = given_versions from (${counted}) as counted
          where title_id = given_id and versions <> given_versions`.execute(trx);
      }
      if (titles.size === 0) return;
      await sql`update software_catalog set machines = machines + given_delta
        from (select * from ${deltas(titles)}) as counted where title_id = given_id`.execute(trx);
      await sql`insert into software_title_days (title_id, day, machines)
        select c.title_id, ${day}, c.machines from ${ids([...titles.keys()])}
        join software_catalog c on c.title_id = given_id where true
        on conflict (title_id, day) do update set machines = excluded.machines`.execute(trx);
    },

    /** Days before this one are forgotten, but for the last one of each title. */
    async forgetDays(before: string): Promise<void> {
      await sql`delete from software_title_days where day < ${before} and exists (
        select 1 from software_title_days later where later.title_id = software_title_days.title_id
          and later.day > software_title_days.day and later.day <= ${before})`.execute(kysely);
    },
  };
}
