import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { TalliedRelease } from './tally.ts';

export type TallyRepository = ReturnType<typeof createTallyRepository>;

/** What was counted of each machine, for counting some of them. */
export function createTallyRepository({ kysely, engine }: Db) {
  const ids = (values: readonly number[]) =>
    engine.rowsFromJson(
      values.map((id) => [id]),
      [{ name: 'given_id', type: 'reference' }],
    );

  return {
    /** All assets there are, in sight or not. */
    async assetIds(): Promise<number[]> {
      const { rows } = await sql<{ id: number }>`select id from assets`.execute(kysely);
      return rows.map(({ id }) => id);
    },

    /** The packed releases of those of these machines that were counted. */
    async packed(assetIds: readonly number[]): Promise<string[]> {
      const { rows } = await sql<{ releases: string }>`select c.releases as releases from ${ids(assetIds)}
        join software_counted c on c.asset_id = given_id`.execute(kysely);
      return rows.map(({ releases }) => releases);
    },

    async releases(releaseIds: readonly number[]): Promise<TalliedRelease[]> {
      const { rows } = await sql<TalliedRelease>`select r.id as id, r.title_id as "titleId", r.version as version
        from ${ids(releaseIds)} join software_releases r on r.id = given_id`.execute(kysely);
      return rows;
    },

    /** The numbers of the whole fleet: of each release, and of each title. */
    async totals() {
      const releases = await sql<TalliedRelease & { machines: number }>`select r.id as id, r.title_id as "titleId",
          r.version as version, f.machines as machines
        from software_release_facts f join software_releases r on r.id = f.release_id
        where f.machines > 0`.execute(kysely);
      const titles = await sql<{ id: number; machines: number }>`select title_id as id, machines
        from software_catalog where machines > 0`.execute(kysely);
      return { releases: releases.rows, titles: titles.rows };
    },

    /** Another text when machines were counted since. */
    async mark(): Promise<string> {
      const { rows } = await sql<{ mark: string }>`select
          cast(coalesce(sum(machines), 0) as text) || ' ' || cast(coalesce(sum(machines * (release_id % 9973)), 0) as text) as mark
        from software_release_facts`.execute(kysely);
      return rows[0]?.mark ?? '';
    },
  };
}
