import { sql } from 'kysely';
import type { Db, Executor } from '../db/database.ts';

/** Machines that have a release. */
export type ReleaseCount = { readonly titleId: number; readonly releaseId: number; readonly machines: number };

export type CountRepository = ReturnType<typeof createCountRepository>;

/** How many machines have what. */
export function createCountRepository({ kysely, engine }: Db) {
  const hidden = sql`select id from assets where archived_at is not null or merged_into is not null`;

  return {
    transaction: <T>(work: (trx: Executor) => Promise<T>): Promise<T> => kysely.transaction().execute(work),

    /** Whether an inventory came, or an asset was put out of sight, since. */
    async isChangedSince(at: number): Promise<boolean> {
      const { rows } = await sql<{ found: number }>`select 1 as found from assets
        where last_inventory_at >= ${at} or archived_at >= ${at} limit 1`.execute(kysely);
      return rows.length > 0;
    },

    /** Machines that are out of sight: what they have does not count. */
    async hiddenAssets(): Promise<number[]> {
      return (await sql<{ id: number }>`${hidden} order by id`.execute(kysely)).rows.map(({ id }) => id);
    },

    /** The releases of a few machines, each once for each machine. */
    async releasesOf(assetIds: readonly number[]): Promise<{ assetId: number; releaseId: number; titleId: number }[]> {
      const given = engine.rowsFromJson(
        assetIds.map((id) => [id]),
        [{ name: 'given_id', type: 'reference' }],
      );
      const { rows } = await sql<{ assetId: number; releaseId: number; titleId: number }>`
        select distinct s.asset_id as "assetId", s.release_id as "releaseId", r.title_id as "titleId"
        from section_software s join software_releases r on r.id = s.release_id
        where s.asset_id in (select given_id from ${given})`.execute(kysely);
      return rows;
    },

    /** Titles after one, ascending, with what was counted of them last. */
    async titles(after: number, limit: number) {
      return await kysely
        .selectFrom('software_catalog')
        .select(['title_id as titleId', 'machines', 'versions'])
        .where('title_id', '>', after)
        .orderBy('title_id')
        .limit(limit)
        .execute();
    },

    /** What was counted last of the releases of these titles. */
    async counted(from: number, to: number) {
      const { rows } = await sql<ReleaseCount & { version: string | null }>`
        select f.title_id as "titleId", f.release_id as "releaseId", f.machines as machines, r.version as version
        from software_release_facts f join software_releases r on r.id = f.release_id
        where f.title_id between ${from} and ${to}`.execute(kysely);
      return rows;
    },

    /** Machines that have the releases of these titles, also those out of sight. */
    async releases(from: number, to: number): Promise<ReleaseCount[]> {
      const { rows } = await sql<ReleaseCount>`
        select f.title_id as "titleId", f.release_id as "releaseId", count(distinct s.asset_id) as machines
        from software_release_facts f join section_software s on s.release_id = f.release_id
        where f.title_id between ${from} and ${to} group by f.title_id, f.release_id`.execute(kysely);
      return rows;
    },

    /** Machines that have any release of a title, also those out of sight. */
    async machines(titleIds: readonly number[]): Promise<{ titleId: number; machines: number }[]> {
      if (titleIds.length === 0) return [];
      const given = engine.rowsFromJson(
        titleIds.map((id) => [id]),
        [{ name: 'given_id', type: 'reference' }],
      );
      const { rows } = await sql<{ titleId: number; machines: number }>`
        select f.title_id as "titleId", count(distinct s.asset_id) as machines
        from software_release_facts f join section_software s on s.release_id = f.release_id
        where f.title_id in (select given_id from ${given}) group by f.title_id`.execute(kysely);
      return rows;
    },

    async saveReleases(trx: Executor, counts: readonly { releaseId: number; machines: number }[]): Promise<void> {
      if (counts.length === 0) return;
      const given = engine.rowsFromJson(
        counts.map(({ releaseId, machines }) => [releaseId, machines]),
        [
          { name: 'given_id', type: 'reference' },
          { name: 'given_machines', type: 'integer' },
        ],
      );
      await sql`update software_release_facts set machines = given_machines from (select * from ${given}) as counted
        where release_id = given_id`.execute(trx);
    },

    /** @param day UTC day at whose end this many machines have the title. */
    async saveTitles(
      trx: Executor,
      counts: readonly { titleId: number; machines: number; versions: number }[],
      day: string,
    ): Promise<void> {
      if (counts.length === 0) return;
      const given = engine.rowsFromJson(
        counts.map(({ titleId, machines, versions }) => [titleId, machines, versions]),
        [
          { name: 'given_id', type: 'reference' },
          { name: 'given_machines', type: 'integer' },
          { name: 'given_versions', type: 'integer' },
        ],
      );
      await sql`update software_catalog set machines = given_machines, versions = given_versions
        from (select * from ${given}) as counted where title_id = given_id`.execute(trx);
      await sql`insert into software_title_days (title_id, day, machines)
        select given_id, ${day}, given_machines from ${given} where true
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
