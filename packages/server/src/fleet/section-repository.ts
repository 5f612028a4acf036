import { type Cell, type Row, type Section, sections } from '@muster/protocol';
import { type RawBuilder, sql } from 'kysely';
import type { Db, Executor } from '../db/database.ts';
import { type Engine, fromStored, type StoredType, toStored } from '../db/engine.ts';
import { contains } from '../db/like.ts';
import { columnRef, type SectionTable, type StoredColumn, sectionTable } from '../db/section-table.ts';
import { createSectionStatements, type Filled, reading, type StoredRecord } from './section-sql.ts';
import type { SoftwareRepository } from './software-repository.ts';

/** A row as it is in the database. */
export type StoredRow = { /** Within the asset. */ readonly id: number; readonly row: Row };

/** What a stored row becomes. */
export type RowChange = {
  readonly id: number;
  readonly row: Row;
  /** Those that differ. */
  readonly columns: readonly string[];
  readonly releaseId: number | undefined;
};

export type RowsQuery = {
  readonly limit: number;
  readonly offset: number;
  /** Text that one of the text columns contains; empty for all rows. */
  readonly q?: string | undefined;
  /** Column names of the section, `-` before one that descends. Others are ignored. */
  readonly sort?: readonly string[] | undefined;
};

export type SectionRepository = ReturnType<typeof createSectionRepository>;

/** The rows of sections, one table a section. Nothing here decides: see `reception-service.ts`. */
export function createSectionRepository(db: Db, software: SoftwareRepository) {
  const { engine } = db;
  const statements = createSectionStatements(db);

  return {
    /** All rows of one section of one asset, in the order in which they came. */
    async list(executor: Executor, section: Section, assetId: number): Promise<StoredRow[]> {
      const { rows } = await statements.list(section)(executor, { assetId });
      return rows.map((record) => ({ id: record.row_id, row: toRow(section, record) }));
    },

    /**
     * The same of software, where most of it is known: a stored row that equals one of the given rows is that very row, and
     * only what is left is read.
     *
     * @param releaseIds The release of each of the given rows.
     */
    async listLike(
      executor: Executor,
      section: Section,
      assetId: number,
      given: readonly Row[],
      releaseIds: readonly number[],
    ): Promise<StoredRow[]> {
      const { columns } = sectionTable(section);
      const { rows: stored } = await statements.own(section)(executor, { assetId });
      const waiting = new Map<string, Row[]>();
      for (const [i, row] of given.entries()) {
        const key = ownKey(releaseIds[i], columns, ({ name }) => row[name]);
        const same = waiting.get(key);
        if (same === undefined) waiting.set(key, [row]);
        else same.push(row);
      }
      const found = stored.map((record) => {
        const key = ownKey(record.release_id, columns, ({ stored: name, column }) => fromStored(column, record[name]));
        return { id: record.row_id, row: waiting.get(key)?.pop() };
      });
      const ids = found.filter(({ row }) => row === undefined).map(({ id }) => [id]);
      if (ids.length === 0) return found as StoredRow[]; // safe: each has its row
      const { rows } = await statements.some(section)(executor, { assetId, ids: JSON.stringify(ids) });
      const read = new Map(rows.map((record) => [record.row_id, record]));
      return found.flatMap(({ id, row }) => {
        const record = read.get(id);
        if (row !== undefined) return [{ id, row }];
        return record === undefined ? [] : [{ id, row: toRow(section, record) }];
      });
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
      // Columns that no row fills need not travel: software has twenty, of which a Linux machine fills one.
      const columns = sectionTable(section).columns.filter(({ name }) =>
        rows.some((row) => (row[name] ?? null) !== null),
      );
      const filled = { section, columns, release: releaseIds !== undefined, parent: section.parent !== undefined };
      const values = rows.map((row, i) => cells(filled, firstId + i, row, releaseIds?.[i]));
      await statements.insert(filled)(executor, { assetId, rows: JSON.stringify(values) });
    },

    /** Writes the named columns of stored rows. */
    async update(executor: Executor, section: Section, assetId: number, changes: readonly RowChange[]): Promise<void> {
      const names = new Set(changes.flatMap((change) => change.columns));
      const columns = sectionTable(section).columns.filter(({ name }) => names.has(name));
      const release = changes.some(({ releaseId }) => releaseId !== undefined);
      if (columns.length === 0 && !release) return;
      // A row is what it is now: that also columns are written which did not change in it does no harm.
      const filled = { section, columns, release, parent: false };
      const values = changes.map(({ id, row, releaseId }) => cells(filled, id, row, releaseId));
      await statements.update(filled)(executor, { assetId, rows: JSON.stringify(values) });
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
    const matches = [...table.columns, ...table.sharedColumns]
      .filter(({ column }) => column.type === 'text' || column.type === 'texts')
      .map((column) => contains(engine, columnRef(column), q));
    return matches.length === 0 ? sql`` : sql` and (${sql.join(matches, sql` or `)})`;
  }
}

/** The cells of a row in the order in which `section-sql.ts` has them travel. */
function cells({ columns, release, parent }: Filled, id: number, row: Row, releaseId: number | undefined): unknown[] {
  const given: unknown[] = [id];
  if (release) given.push(releaseId);
  if (parent) given.push(row.parentKey ?? null);
  for (const { name, column } of columns) given.push(toStored(column, row[name]));
  return given;
}

/** Equal for rows that are equal in all columns: a release stands for those that are shared. */
function ownKey(
  releaseId: number | undefined,
  columns: readonly StoredColumn[],
  cell: (column: StoredColumn) => Cell | undefined,
): string {
  let key = String(releaseId);
  for (const column of columns) key += `\u001f${cell(column) ?? ''}`;
  return key;
}

function order(engine: Engine, table: SectionTable, sort: readonly string[]): RawBuilder<unknown> {
  const columns = new Map([...table.columns, ...table.sharedColumns].map((column) => [column.name, column]));
  const wanted = sort.flatMap((word) => {
    const column = columns.get(word.replace(/^-/, ''));
    if (column === undefined) return [];
    const cell = column.column.version === true ? engine.versionKey(columnRef(column)) : columnRef(column);
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
