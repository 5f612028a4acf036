import { type RawBuilder, sql } from 'kysely';
import { currentScope } from '../access/viewer.ts';
import type { Db, Executor } from '../db/database.ts';
import { contains } from '../db/like.ts';
import { titleInScope } from '../db/software-scope.ts';
import type { DecidedBy } from './software-tables.ts';
import type { AmongCounts } from './tally-service.ts';

/** What narrows a list of titles. */
export type TitleFilter = {
  /** Text that the name or the publisher contains. */
  readonly q?: string | undefined;
  readonly name?: string | undefined;
  readonly publisher?: string | undefined;
  readonly categoryId?: number | undefined;
  readonly unwanted?: boolean | undefined;
  readonly installed: 'yes' | 'no' | 'all';
  readonly decidedBy?: DecidedBy | undefined;
  readonly machinesFrom?: number | undefined;
  readonly machinesTo?: number | undefined;
  readonly versionsFrom?: number | undefined;
  readonly versionsTo?: number | undefined;
};

export const TITLE_SORTS = ['name', 'publisher', 'category', 'versions', 'machines'] as const;
export type TitleSort = (typeof TITLE_SORTS)[number];

export type TitleOrder = readonly { readonly field: TitleSort; readonly descending: boolean }[];

type Page = { readonly limit: number; readonly offset: number };

/** Numbers that take the place of those of the whole fleet; null: those of the whole fleet. */
export type OtherCounts = Pick<AmongCounts, 'titles' | 'json'> | null;

export type StoredTitle = {
  readonly id: number;
  readonly name: string;
  /** As reported. */
  readonly reported: string;
  readonly publisher: string;
  readonly category_id: number;
  readonly decided_by: DecidedBy;
  readonly rule_id: number | null;
  readonly unwanted: number;
  readonly category_unwanted: number;
  readonly machines: number;
  readonly versions: number;
};

const COLUMNS: Readonly<Record<TitleSort, string>> = {
  name: 'c.sort_name',
  publisher: 'c.publisher_key',
  category: 'k.name_key',
  versions: 'c.versions',
  machines: 'c.machines',
};

const SELECTED = sql`t.id as id, t.name as name, t.publisher as reported, c.publisher as publisher,
  c.category_id as category_id, c.decided_by as decided_by, c.rule_id as rule_id, c.unwanted as unwanted,
  k.unwanted as category_unwanted, c.machines as machines, c.versions as versions`;

export type TitleListRepository = ReturnType<typeof createTitleListRepository>;

/** Lists of the catalogue: what was counted in the background, of the whole fleet or of some of its machines. */
export function createTitleListRepository({ kysely, engine }: Db) {
  /** Texts are tested last: they cost most. */
  function where(filter: TitleFilter): RawBuilder<unknown> {
    const { q = '', name = '', publisher = '', categoryId, unwanted, installed, decidedBy } = filter;
    // What some machine has, of those that were counted, is in scope: they are.
    const all: RawBuilder<unknown>[] = [installed === 'yes' ? sql`1 = 1` : titleInScope(sql.ref('c.title_id'))];
    if (installed !== 'all') all.push(installed === 'yes' ? sql`c.machines > 0` : sql`c.machines = 0`);
    if (categoryId !== undefined) {
      all.push(sql`(c.category_id = ${categoryId} or c.title_id in (
        select title_id from software_release_facts where own_category = 1 and category_id = ${categoryId}))`);
    }
    if (unwanted !== undefined) {
      const some = sql`c.title_id in (select title_id from software_release_facts where unwanted = 1)`;
      all.push(unwanted ? some : sql`not (${some})`);
    }
    if (decidedBy !== undefined) all.push(sql`c.decided_by = ${decidedBy}`);
    for (const [column, from, to] of [
      ['c.machines', filter.machinesFrom, filter.machinesTo],
      ['c.versions', filter.versionsFrom, filter.versionsTo],
    ] as const) {
      if (from !== undefined) all.push(sql`${sql.ref(column)} >= ${from}`);
      if (to !== undefined) all.push(sql`${sql.ref(column)} <= ${to}`);
    }
    if (name !== '') all.push(contains(engine, sql`t.name`, name));
    if (publisher !== '') all.push(contains(engine, sql`c.publisher`, publisher));
    if (q !== '') all.push(sql`(${contains(engine, sql`t.name`, q)} or ${contains(engine, sql`c.publisher`, q)})`);
    return sql.join(all, sql` and `);
  }

  /** The catalogue, with numbers of its own for some of the machines; what none of them has has none. */
  function catalog(counts: OtherCounts, installed: TitleFilter['installed']): RawBuilder<unknown> {
    if (counts === null) return sql`software_catalog c`;
    const given = engine.rowsFromJson(counts.json, [
      { name: 'given_id', type: 'reference' },
      { name: 'given_machines', type: 'integer' },
      { name: 'given_versions', type: 'integer' },
    ]);
    const join = sql.raw(installed === 'yes' ? 'join' : 'left join');
    // Materialized, and of a type: SQLite would go through all of it for each title.
    return sql`(with g as materialized (
        select cast(given_id as bigint) as given_id, given_machines, given_versions from ${given})
      select l.title_id, l.sort_name, l.publisher, l.publisher_key, l.category_id, l.decided_by,
        coalesce(g.given_machines, 0) as machines, coalesce(g.given_versions, 0) as versions
      from software_catalog l ${join} g on g.given_id = l.title_id) as c`;
  }

  /** Tables that a filter asks; the category's name is looked up for the page alone where it can be. */
  const from = (filter: TitleFilter, sortsByCategory: boolean, counts: OtherCounts) => {
    const asksName = (filter.q ?? '') !== '' || (filter.name ?? '') !== '';
    const titles = asksName ? sql` join software_titles t on t.id = c.title_id` : sql``;
    const categories = sortsByCategory ? sql` join software_categories k on k.id = c.category_id` : sql``;
    return sql`${catalog(counts, filter.installed)}${titles}${categories}`;
  };

  /** In this order; titles that are alike follow one another by number. */
  function orderedBy(order: TitleOrder): RawBuilder<unknown> {
    const cells = order.map(({ field, descending }) => {
      const cell = sql.ref(COLUMNS[field]);
      return descending ? sql`${cell} desc` : sql`${cell}`;
    });
    return sql.join([...cells, order.at(-1)?.descending === true ? sql`c.title_id desc` : sql`c.title_id`]);
  }

  const sortsByCategory = (order: TitleOrder) => order.some(({ field }) => field === 'category');

  return {
    /** How many titles a filter finds. */
    async count(filter: TitleFilter, counts: OtherCounts): Promise<number> {
      const { rows } = await sql<{ total: number }>`select count(*) as total from ${from(filter, false, counts)}
        where ${where(filter)}`.execute(kysely);
      return rows[0]?.total ?? 0;
    },

    /** Numbers of titles that a filter finds, in order. */
    async orderedIds(filter: TitleFilter, order: TitleOrder, counts: OtherCounts, page?: Page): Promise<number[]> {
      const limit = page === undefined ? sql`` : sql`limit ${page.limit} offset ${page.offset}`;
      const { rows } = await sql<{ id: number }>`select c.title_id as id
        from ${from(filter, sortsByCategory(order), counts)} where ${where(filter)}
        order by ${orderedBy(order)} ${limit}`.execute(kysely);
      return rows.map(({ id }) => id);
    },

    /** Numbers of all titles that a filter finds. */
    async ids(executor: Executor, filter: TitleFilter, counts: OtherCounts): Promise<number[]> {
      const { rows } = await sql<{ id: number }>`select c.title_id as id from ${from(filter, false, counts)}
        where ${where(filter)} order by c.title_id`.execute(executor);
      return rows.map(({ id }) => id);
    },

    /** Titles by number, in the order of the numbers; those that who asks may not know of are left out. */
    async byIds(ids: readonly number[], counts: OtherCounts): Promise<StoredTitle[]> {
      if (ids.length === 0) return [];
      const { rows } = await sql<StoredTitle>`select ${SELECTED} from software_catalog c
        join software_titles t on t.id = c.title_id join software_categories k on k.id = c.category_id
        where c.title_id in (${sql.join(ids)}) and ${titleInScope(sql.ref('c.title_id'))}`.execute(kysely);
      const found = new Map(rows.map((row) => [row.id, row]));
      return ids.flatMap((id) => {
        const row = found.get(id);
        if (row === undefined) return [];
        return [counts === null ? row : { ...row, ...(counts.titles.get(id) ?? { machines: 0, versions: 0 }) }];
      });
    },

    /** Those of some titles that who asks may know of. */
    async visible(executor: Executor, ids: readonly number[]): Promise<number[]> {
      if (currentScope() === 'everything') return [...ids];
      const given = engine.rowsFromJson(
        ids.map((id) => [id]),
        [{ name: 'given_id', type: 'reference' }],
      );
      const { rows } = await sql<{ id: number }>`select given_id as id from (select * from ${given}) as g
        where ${titleInScope(sql.ref('g.given_id'))}`.execute(executor);
      return rows.map(({ id }) => id);
    },

    /** Titles by category that some machine has. */
    async countByCategory(counts: OtherCounts): Promise<{ category_id: number; titles: number }[]> {
      const { rows } = await sql<{ category_id: number; titles: number }>`select c.category_id as category_id,
          count(*) as titles from ${catalog(counts, 'yes')} where c.machines > 0 group by c.category_id`.execute(
        kysely,
      );
      return rows;
    },
  };
}
