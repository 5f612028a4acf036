import { type Cell, type Row, type Section, sections } from '@muster/protocol';
import { type RawBuilder, sql } from 'kysely';
import type { Db, Executor } from '../db/database.ts';
import { type Engine, fromStored, type JsonColumn, type StoredType, toStored } from '../db/engine.ts';
import { prepared } from '../db/prepared.ts';
import { type SectionTable, type StoredColumn, sectionTable, TITLE_COLUMNS } from '../db/section-table.ts';
import type { SoftwareRepository } from './software-repository.ts';

/** A row as it is in the database. */
export type StoredRow = { /** Within the asset. */ readonly id: number; readonly row: Row };

export type RowsQuery = {
  readonly limit: number;
  readonly offset: number;
  /** Text that one of the text columns contains; empty for all rows. */
  readonly q?: string | undefined;
  /** Column names of the section, `-` before one that descends. Others are ignored. */
  readonly sort?: readonly string[] | undefined;
};

/** Statements that are kept, by the columns that they fill: machines of one kind fill the same. */
const KEPT_INSERTS = 300;

export type SectionRepository = ReturnType<typeof createSectionRepository>;

/** The rows of sections, one table a section. Nothing here decides: see `reception-service.ts`. */
export function createSectionRepository(db: Db, software: SoftwareRepository) {
  const { engine, kysely } = db;
  const listing = new Map<string, ReturnType<typeof prepareList>>();
  const inserts = new Map<string, ReturnType<typeof prepareInsert>>();

  const prepareList = (section: Section) =>
    prepared<{ assetId: number }, StoredRecord>((param) => {
      const { select, from } = reading(sectionTable(section));
      return sql<StoredRecord>`select s.row_id, ${select} from ${from}
        where s.asset_id = ${param('assetId')} order by s.row_id`.compile(kysely);
    });

  const prepareInsert = (section: Section, filled: readonly StoredColumn[], hasRelease: boolean) => {
    const columns: JsonColumn[] = [{ name: 'row_id', type: 'integer' }];
    if (hasRelease) columns.push({ name: 'release_id', type: 'reference' });
    if (section.parent !== undefined) columns.push({ name: 'parent_key', type: 'text' });
    for (const { stored, column } of filled) columns.push({ name: stored, type: column.type });
    const names = sql.join(columns.map(({ name }) => sql.ref(name)));
    return prepared<{ assetId: number; rows: string }, never>((param) => {
      const asset = sql`cast(${param('assetId')} as ${sql.raw(engine.types.reference)})`;
      return sql<never>`insert into ${sql.table(sectionTable(section).name)} (asset_id, ${names})
        select ${asset}, ${names} from ${engine.rowsFromJson(param('rows'), columns)}`.compile(kysely);
    });
  };

  /** The statement for rows that fill these columns. */
  function inserting(section: Section, filled: readonly StoredColumn[], hasRelease: boolean) {
    const key = [section.name, hasRelease, ...filled.map(({ stored }) => stored)].join(' ');
    const made = inserts.get(key) ?? prepareInsert(section, filled, hasRelease);
    if (inserts.size >= KEPT_INSERTS) inserts.clear();
    inserts.set(key, made);
    return made;
  }

  return {
    /** All rows of one section of one asset, in the order in which they came. */
    async list(executor: Executor, section: Section, assetId: number): Promise<StoredRow[]> {
      const statement = listing.get(section.name) ?? prepareList(section);
      listing.set(section.name, statement);
      const { rows } = await statement(executor, { assetId });
      return rows.map((record) => ({ id: record.row_id, row: toRow(section, record) }));
    },

    /** One page of the rows. */
    async page(section: Section, assetId: number, query: RowsQuery): Promise<{ items: Row[]; total: number }> {
      const table = sectionTable(section);
      const { select, from } = reading(table);
      const where = sql`where s.asset_id = ${assetId}${filter(table, query.q)}`;
      const counted = await sql<{ total: number }>`select count(*) as total from ${from} ${where}`.execute(db.kysely);
      const { rows } = await sql<StoredRecord>`select s.row_id, ${select} from ${from} ${where}
        order by ${order(engine, table, query.sort ?? [])} limit ${query.limit} offset ${query.offset}`.execute(
        db.kysely,
      );
      return { items: rows.map((record) => toRow(section, record)), total: counted.rows[0]?.total ?? 0 };
    },

    /**
     * @param firstId Number of the first of the rows within the asset; the others follow.
     * @param releaseIds For section `software`: the release of each row.
     */
    async insert(
      executor: Executor,
      section: Section,
      assetId: number,
      rows: readonly Row[],
      firstId: number,
      releaseIds: readonly number[] | undefined,
    ): Promise<void> {
      if (rows.length === 0) return;
      const table = sectionTable(section);
      // Columns that no row fills need not travel: software has twenty, of which a Linux machine fills one.
      const filled = table.columns.filter(({ name }) => rows.some((row) => (row[name] ?? null) !== null));
      const values = rows.map((row, i) => {
        const given: unknown[] = [firstId + i];
        if (releaseIds !== undefined) given.push(releaseIds[i]);
        if (section.parent !== undefined) given.push(row.parentKey ?? null);
        for (const { name, column } of filled) given.push(toStored(column, row[name]));
        return given;
      });
      await inserting(section, filled, releaseIds !== undefined)(executor, { assetId, rows: JSON.stringify(values) });
    },

    /** Writes the named columns of one stored row. */
    async update(
      executor: Executor,
      section: Section,
      assetId: number,
      id: number,
      row: Row,
      names: readonly string[],
      releaseId?: number,
    ): Promise<void> {
      const table = sectionTable(section);
      const assignments: RawBuilder<unknown>[] = table.columns
        .filter(({ name }) => names.includes(name))
        .map(({ name, stored, column }) => sql`${sql.ref(stored)} = ${toStored(column, row[name])}`);
      if (releaseId !== undefined) assignments.push(sql`release_id = ${releaseId}`);
      if (assignments.length === 0) return;
      await sql`update ${sql.table(table.name)} set ${sql.join(assignments)}
        where asset_id = ${assetId} and row_id = ${id}`.execute(executor);
    },

    async remove(executor: Executor, section: Section, assetId: number, ids: readonly number[]): Promise<void> {
      if (ids.length === 0) return;
      const gone = engine.rowsFromJson(
        ids.map((id) => [id]),
        [{ name: 'gone_id', type: 'reference' satisfies StoredType }],
      );
      await sql`delete from ${sql.table(sectionTable(section).name)}
        where asset_id = ${assetId} and row_id in (select gone_id from ${gone})`.execute(executor);
    },

    /** All rows of one asset become those of another, which has none. */
    async moveAll(executor: Executor, section: Section, from: number, to: number): Promise<void> {
      await sql`update ${sql.table(sectionTable(section).name)} set asset_id = ${to} where asset_id = ${from}`.execute(
        executor,
      );
    },

    async removeAll(executor: Executor, section: Section, assetId: number): Promise<void> {
      await sql`delete from ${sql.table(sectionTable(section).name)} where asset_id = ${assetId}`.execute(executor);
    },

    /** The release of each row of section `software`, in the order of `list`. */
    async releaseIds(executor: Executor, assetId: number): Promise<number[]> {
      const { rows } = await sql<{ release_id: number }>`
        select release_id from section_software where asset_id = ${assetId} order by row_id`.execute(executor);
      return rows.map((row) => row.release_id);
    },

    knownReleases: software.knownReleases,
    ensureReleases: software.ensureReleases,
  };

  function filter(table: SectionTable, q: string | undefined): RawBuilder<unknown> {
    if (q === undefined || q === '') return sql``;
    const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
    const caseless = sql.raw(engine.caseless);
    const matches = [...table.columns, ...table.sharedColumns]
      .filter(({ column }) => column.type === 'text' || column.type === 'texts')
      .map((column) => sql`${address(column)} ${caseless} ${pattern} escape '\\'`);
    return matches.length === 0 ? sql`` : sql` and (${sql.join(matches, sql` or `)})`;
  }
}

type StoredRecord = { readonly row_id: number } & Readonly<Record<string, unknown>>;

/** Where a column is found in `reading(…).from`. */
function address({ name, stored, column }: StoredColumn): RawBuilder<unknown> {
  if (column.shared !== true) return sql.ref(`s.${stored}`);
  return sql.ref(TITLE_COLUMNS.includes(name) ? `t.${stored}` : `r.${stored}`);
}

/** What to select from where, to have every column of a section under its stored name. */
function reading(table: SectionTable): { select: RawBuilder<unknown>; from: RawBuilder<unknown> } {
  const known = readings.get(table.name);
  if (known !== undefined) return known;
  const columns = [...table.sharedColumns, ...table.columns];
  const names = columns.map((column) => sql`${address(column)} as ${sql.ref(column.stored)}`);
  if (table.section.parent !== undefined) names.push(sql`s.parent_key as parent_key`);
  const from =
    table.sharedColumns.length === 0
      ? sql`${sql.table(table.name)} s`
      : sql`${sql.table(table.name)} s join software_releases r on r.id = s.release_id
          join software_titles t on t.id = r.title_id`;
  const made = { select: sql.join(names), from };
  readings.set(table.name, made);
  return made;
}
const readings = new Map<string, { select: RawBuilder<unknown>; from: RawBuilder<unknown> }>();

function order(engine: Engine, table: SectionTable, sort: readonly string[]): RawBuilder<unknown> {
  const columns = new Map([...table.columns, ...table.sharedColumns].map((column) => [column.name, column]));
  const wanted = sort.flatMap((word) => {
    const column = columns.get(word.replace(/^-/, ''));
    if (column === undefined) return [];
    const cell = column.column.version === true ? engine.versionKey(address(column)) : address(column);
    return [sql`${cell} ${sql.raw(word.startsWith('-') ? 'desc' : 'asc')}`];
  });
  return sql.join([...wanted, sql`s.row_id`]);
}

function toRow(section: Section, record: StoredRecord): Row {
  const row: Record<string, Cell> = {};
  const table = sectionTable(section);
  for (const { name, stored, column } of table.columns) row[name] = fromStored(column, record[stored]);
  for (const { name, stored, column } of table.sharedColumns) {
    const value = record[stored];
    // Titles hold '' for "no publisher", so that their unique key works; a text is never empty otherwise.
    row[name] = value === '' ? null : fromStored(column, value);
  }
  if (section.parent !== undefined) row.parentKey = String(record.parent_key ?? '');
  return row;
}

/** The section of a name that came from outside; undefined when there is none. */
export function findSection(name: string): Section | undefined {
  return Object.hasOwn(sections, name) ? sections[name as keyof typeof sections] : undefined;
}
