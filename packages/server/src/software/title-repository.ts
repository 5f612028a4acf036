import { sql } from 'kysely';
import { inScope } from '../db/asset-scope.ts';
import type { Db } from '../db/database.ts';
import { releaseInScope } from '../db/software-scope.ts';
import type { CheckedSelection } from '../fleet/asset-selection.ts';

export type Spread = { readonly value: string | null; readonly machines: number };

/** Of the asset `a`: which machines are meant; none: all. */
type Conditions = CheckedSelection['conditions'];

/** Values of a spread; a fleet has more TAGs than a page shows. */
const SPREAD = 100;

/** Titles that are told of which some versions are unwanted. */
const VERSIONED = 1000;

export type TitleRepository = ReturnType<typeof createTitleRepository>;

/** The catalogue as people read it: what is counted at once, of what the reader may see; and days and movers, of the whole fleet. */
export function createTitleRepository({ kysely }: Db) {
  const active = (among: Conditions = []) =>
    sql.join([sql`a.archived_at is null and a.merged_into is null`, inScope(), ...among], sql` and `);
  const byTitle = sql`software_release_facts f join section_software s on s.release_id = f.release_id
    join assets a on a.id = s.asset_id`;

  return {
    /** Titles of these of which only some releases are unwanted, or are in another category. */
    async exceptions(ids: readonly number[]): Promise<{ title_id: number; unwanted: number; own: number }[]> {
      if (ids.length === 0) return [];
      const { rows } = await sql<{ title_id: number; unwanted: number; own: number }>`
        select title_id, max(unwanted) as unwanted, max(own_category) as own from software_release_facts
        where title_id in (${sql.join(ids)}) group by title_id`.execute(kysely);
      return rows;
    },

    /** Releases that rules about versions put elsewhere than their titles. */
    async countOwn(): Promise<{ category_id: number; releases: number }[]> {
      const { rows } = await sql<{ category_id: number; releases: number }>`
        select category_id, count(*) as releases from software_release_facts f where own_category = 1
          and ${releaseInScope(sql.ref('f.release_id'))} group by category_id`.execute(kysely);
      return rows;
    },

    /** What is decided of each release that an asset has. */
    async ofAsset(assetId: number) {
      const { rows } = await sql<{
        title_id: number;
        name: string;
        publisher: string;
        version: string | null;
        category_id: number;
        unwanted: number;
      }>`select f.title_id as title_id, t.name as name, t.publisher as publisher, r.version as version,
          f.category_id as category_id, f.unwanted as unwanted
        from (select distinct release_id from section_software where asset_id = ${assetId}) s
        join software_release_facts f on f.release_id = s.release_id
        join software_releases r on r.id = f.release_id join software_titles t on t.id = f.title_id
        order by t.name, t.id, r.id`.execute(kysely);
      return rows;
    },

    /** Versions of a title on active machines, each with the machines that have it, as they are now. */
    async versions(titleId: number, among: Conditions) {
      const { rows } = await sql<{
        version: string | null;
        machines: number;
        category_id: number;
        unwanted: number;
      }>`select r.version as version, count(distinct s.asset_id) as machines, min(f.category_id) as category_id,
          max(f.unwanted) as unwanted
        from ${byTitle} join software_releases r on r.id = f.release_id
        where f.title_id = ${titleId} and ${active(among)} group by r.version`.execute(kysely);
      return rows;
    },

    /** Active machines that have any release of a title, as they are now. */
    async machines(titleId: number, among: Conditions): Promise<number> {
      const { rows } = await sql<{ machines: number }>`select count(distinct s.asset_id) as machines from ${byTitle}
        where f.title_id = ${titleId} and ${active(among)}`.execute(kysely);
      return rows[0]?.machines ?? 0;
    },

    /** Active machines, whatever they have. */
    async allMachines(among: Conditions): Promise<number> {
      const { rows } = await sql<{ machines: number }>`select count(*) as machines from assets a
        where a.kind = 'computer' and ${active(among)}`.execute(kysely);
      return rows[0]?.machines ?? 0;
    },

    /** Machines that have a title, by their system, TAG or group; most first. */
    async spread(titleId: number, by: 'os' | 'tag' | 'group', among: Conditions): Promise<Spread[]> {
      const those = sql`select distinct a.id as id, a.os as os, a.tag as tag from ${byTitle}
        where f.title_id = ${titleId} and ${active(among)}`;
      const value = by === 'os' ? sql`those.os` : by === 'tag' ? sql`those.tag` : sql`g.name`;
      const groups = sql` join group_members m on m.asset_id = those.id
          and (m.manual = 1 or (m.computed = 1 and m.manual = 0))
        join asset_groups g on g.id = m.group_id`;
      const { rows } = await sql<Spread>`select ${value} as value, count(*) as machines
        from (${those}) as those${by === 'group' ? groups : sql``} group by ${value}
        order by machines desc, value limit ${SPREAD}`.execute(kysely);
      return rows;
    },

    /** How many machines had a title, on the days on which that changed, oldest first. */
    async days(titleId: number, from: string): Promise<{ day: string; machines: number }[]> {
      const rows = kysely.selectFrom('software_title_days').select(['day', 'machines']).where('title_id', '=', titleId);
      const before = await rows.where('day', '<', from).orderBy('day', 'desc').limit(1).execute();
      return [...before, ...(await rows.where('day', '>=', from).orderBy('day').execute())];
    },

    /** The first day of which anything is known. */
    async firstDay(): Promise<string | null> {
      const found = await sql<{ day: string | null }>`select min(day) as day from software_title_days`.execute(kysely);
      return found.rows[0]?.day ?? null;
    },

    /** Titles whose number of machines changed most after a day. */
    async movers(day: string, limit: number) {
      const { rows } = await sql<{ id: number; name: string; publisher: string; machines: number; change: number }>`
        select * from (
          select c.title_id as id, t.name as name, c.publisher as publisher, c.machines as machines,
            c.machines - coalesce((select d.machines from software_title_days d
              where d.title_id = c.title_id and d.day <= ${day} order by d.day desc limit 1), 0) as change
          from software_catalog c join software_titles t on t.id = c.title_id
          where c.title_id in (select title_id from software_title_days where day > ${day})) as moved
        where change <> 0 order by abs(change) desc, id limit ${limit}`.execute(kysely);
      return rows;
    },

    /** Active machines that have anything unwanted. */
    async unwantedMachines(): Promise<number> {
      const { rows } = await sql<{ machines: number }>`select count(*) as machines from assets a where ${active()}
        and a.id in (select s.asset_id from section_software s where s.release_id in (
          select release_id from software_release_facts where unwanted = 1))`.execute(kysely);
      return rows[0]?.machines ?? 0;
    },

    /** Of titles of which some versions alone are unwanted: the active machines that have one of those. */
    async machinesWithUnwantedVersions(): Promise<{ titleId: number; machines: number }[]> {
      const { rows } = await sql<{ titleId: number; machines: number }>`
        select f.title_id as "titleId", count(distinct s.asset_id) as machines from ${byTitle}
        where f.unwanted = 1 and ${active()} and f.title_id in (
          select c.title_id from software_catalog c join software_categories k on k.id = c.category_id
          where c.unwanted = 0 and k.unwanted = 0)
        group by f.title_id order by machines desc, f.title_id limit ${VERSIONED}`.execute(kysely);
      return rows;
    },
  };
}
