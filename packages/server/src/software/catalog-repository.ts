import { sql } from 'kysely';
import type { Db, Executor } from '../db/database.ts';
import { releaseInScope, titleInScope } from '../db/software-scope.ts';
import type { DecidedBy, SoftwareTables } from './software-tables.ts';

type CatalogRow = SoftwareTables['software_catalog'];
type FactsRow = SoftwareTables['software_release_facts'];

/** A title with what is decided of it; null for one that just arrived. */
export type CatalogTitle = {
  readonly id: number;
  readonly name: string;
  /** As reported. */
  readonly reported: string;
  readonly machines: number;
  readonly decided:
    | (Pick<CatalogRow, 'publisher' | 'category_id' | 'rule_id' | 'unwanted'> & {
        readonly decided_by: DecidedBy;
      })
    | null;
};

/** A release with what is decided of it; null for one that just arrived. */
export type CatalogRelease = {
  readonly id: number;
  readonly titleId: number;
  readonly version: string | null;
  readonly machines: number;
  readonly decided: Pick<FactsRow, 'category_id' | 'own_category' | 'unwanted'> | null;
};

export type TitleDecision = Pick<
  CatalogRow,
  'title_id' | 'sort_name' | 'publisher' | 'publisher_key' | 'category_id' | 'decided_by' | 'rule_id' | 'unwanted'
>;

export type ReleaseDecision = Omit<FactsRow, 'machines'>;

export type CatalogRepository = ReturnType<typeof createCatalogRepository>;

/** Titles and releases as the rules read them, and what is decided of them. */
export function createCatalogRepository({ kysely, engine }: Db) {
  const idsTable = (ids: readonly number[]) =>
    engine.rowsFromJson(
      ids.map((id) => [id]),
      [{ name: 'given_id', type: 'reference' }],
    );

  return {
    executor: kysely as Executor,

    /** How many titles there are. */
    async countTitles(): Promise<number> {
      const { rows } = await sql<{ total: number }>`select count(*) as total from software_titles`.execute(kysely);
      return rows[0]?.total ?? 0;
    },

    /** Number of the last release: cheap to ask. */
    async newest(): Promise<number> {
      const { rows } = await sql<{ id: number | null }>`select max(id) as id from software_releases`.execute(kysely);
      return rows[0]?.id ?? 0;
    },

    /** Numbers of titles after another, ascending, that who asks may know of. */
    async titleIds(after: number, limit: number): Promise<number[]> {
      const titles = kysely.selectFrom('software_titles').select('id').where('id', '>', after).orderBy('id');
      const seen = titles.where(titleInScope(sql.ref('software_titles.id')));
      return (await seen.limit(limit).execute()).map(({ id }) => id);
    },

    /** Titles that have an undecided release after this one; new titles among them. */
    async undecided(after: number, limit: number): Promise<number[]> {
      const { rows } = await sql<{ id: number }>`
        select r.title_id as id from software_releases r left join software_release_facts f on f.release_id = r.id
        where r.id > ${after} and f.release_id is null group by r.title_id order by r.title_id limit ${limit}`.execute(
        kysely,
      );
      return rows.map(({ id }) => id);
    },

    /** @param lock They stay as they are until the transaction ends. */
    async titles(executor: Executor, ids: readonly number[], lock = false): Promise<CatalogTitle[]> {
      if (lock && engine.rowLocks) {
        await sql`select title_id from software_catalog where title_id in (select given_id from ${idsTable(ids)})
          order by title_id for update`.execute(executor);
      }
      const { rows } = await sql<{ id: number; name: string; reported: string } & Partial<CatalogRow>>`
        select t.id as id, t.name as name, t.publisher as reported, c.publisher as publisher, c.machines as machines,
          c.category_id as category_id, c.decided_by as decided_by, c.rule_id as rule_id, c.unwanted as unwanted
        from software_titles t left join software_catalog c on c.title_id = t.id
        where t.id in (select given_id from ${idsTable(ids)}) order by t.id`.execute(executor);
      return rows.map(({ id, name, reported, publisher, machines, category_id, decided_by, rule_id, unwanted }) => ({
        id,
        name,
        reported,
        machines: machines ?? 0,
        decided:
          publisher == null || category_id == null || decided_by == null
            ? null
            : { publisher, category_id, decided_by, rule_id: rule_id ?? null, unwanted: unwanted ?? 0 },
      }));
    },

    /** @param seen Those alone that who asks may know of. */
    async releases(executor: Executor, titleIds: readonly number[], seen = false): Promise<CatalogRelease[]> {
      const those = seen ? sql` and ${releaseInScope(sql.ref('r.id'))}` : sql``;
      const { rows } = await sql<
        { id: number; titleId: number; version: string | null } & { [K in keyof FactsRow]: FactsRow[K] | null }
      >`select r.id as id, r.title_id as "titleId", r.version as version, f.category_id as category_id,
          f.own_category as own_category, f.unwanted as unwanted, f.machines as machines
        from software_releases r left join software_release_facts f on f.release_id = r.id
        where r.title_id in (select given_id from ${idsTable(titleIds)})${those}`.execute(executor);
      return rows.map(({ id, titleId, version, category_id, own_category, unwanted, machines }) => ({
        id,
        titleId,
        version,
        machines: machines ?? 0,
        decided:
          category_id === null ? null : { category_id, own_category: own_category ?? 0, unwanted: unwanted ?? 0 },
      }));
    },

    async saveTitles(trx: Executor, decisions: readonly TitleDecision[]): Promise<void> {
      if (decisions.length === 0) return;
      const columns = [
        'title_id',
        'sort_name',
        'publisher',
        'publisher_key',
        'category_id',
        'decided_by',
        'rule_id',
        'unwanted',
      ] as const;
      const types = {
        title_id: 'reference',
        category_id: 'reference',
        rule_id: 'reference',
        unwanted: 'integer',
      } as const;
      const rows = engine.rowsFromJson(
        decisions.map((one) => columns.map((name) => one[name])),
        columns.map((name) => ({ name, type: name in types ? types[name as keyof typeof types] : 'text' })), // safe: asked just before
      );
      const set = columns.slice(2).map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`);
      await sql`insert into software_catalog (${sql.join(columns.map((name) => sql.ref(name)))}, machines, versions)
        select ${sql.join(columns.map((name) => sql.ref(name)))}, 0, 0 from ${rows} where true
        on conflict (title_id) do update set ${sql.join(set)}`.execute(trx);
    },

    async saveReleases(trx: Executor, decisions: readonly ReleaseDecision[]): Promise<void> {
      if (decisions.length === 0) return;
      const columns = ['release_id', 'title_id', 'category_id', 'own_category', 'unwanted'] as const;
      const rows = engine.rowsFromJson(
        decisions.map((one) => columns.map((name) => one[name])),
        columns.map((name) => ({ name, type: name.endsWith('_id') ? 'reference' : 'integer' })),
      );
      const set = columns.slice(2).map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`);
      await sql`insert into software_release_facts (${sql.join(columns.map((name) => sql.ref(name)))}, machines)
        select ${sql.join(columns.map((name) => sql.ref(name)))}, 0 from ${rows} where true
        on conflict (release_id) do update set ${sql.join(set)}`.execute(trx);
    },

    /** Titles that a person put into a category become the rules' again. */
    async releaseFromHand(trx: Executor, categoryId: number, to: number): Promise<number> {
      await sql`update software_release_facts set category_id = ${to}, own_category = 0
        where category_id = ${categoryId}`.execute(trx);
      const done = await sql`update software_catalog set category_id = ${to}, decided_by = 'none', rule_id = null
        where category_id = ${categoryId}`.execute(trx);
      return Number(done.numAffectedRows ?? 0);
    },
  };
}
