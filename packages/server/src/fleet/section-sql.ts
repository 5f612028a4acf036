import type { Section } from '@muster/protocol';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { JsonColumn } from '../db/engine.ts';
import { prepared } from '../db/prepared.ts';
import { columnRef, type SectionTable, type StoredColumn, sectionRows, sectionTable } from '../db/section-table.ts';

/** Statements of one sort that are kept, by what they fill: machines of one kind fill the same. */
const KEPT = 300;

export type StoredRecord = { readonly row_id: number } & Readonly<Record<string, unknown>>;
export type OwnRecord = StoredRecord & { readonly release_id: number };

/** What a statement writes of each row, beside its number. */
export type Filled = {
  readonly section: Section;
  readonly columns: readonly StoredColumn[];
  /** Which release it is: of software. */
  readonly release: boolean;
  /** What it hangs on: of sections below others. */
  readonly parent: boolean;
};

/** The statements that every inventory needs to read and write rows of sections; each is put together once. */
export function createSectionStatements({ kysely, engine }: Db) {
  const asset = (id: number) => sql`cast(${id} as ${sql.raw(engine.types.reference)})`;

  return {
    /** All rows of an asset. */
    list: kept(nameOf, (section: Section) =>
      prepared<{ assetId: number }, StoredRecord>((param) => {
        const { select, from } = reading(sectionTable(section));
        return sql<StoredRecord>`select s.row_id, ${select} from ${from}
          where s.asset_id = ${param('assetId')} order by s.row_id`.compile(kysely);
      }),
    ),

    /** Those of its rows that have these numbers: a list as JSON. */
    some: kept(nameOf, (section: Section) =>
      prepared<{ assetId: number; ids: string }, StoredRecord>((param) => {
        const { select, from } = reading(sectionTable(section));
        const wanted = engine.rowsFromJson(param('ids'), [{ name: 'wanted_id', type: 'reference' }]);
        return sql<StoredRecord>`select s.row_id, ${select} from ${from}
          where s.asset_id = ${param('assetId')} and s.row_id in (select wanted_id from ${wanted})`.compile(kysely);
      }),
    ),

    /** All rows of an asset, without what they share with others: software by its releases. */
    own: kept(nameOf, (section: Section) =>
      prepared<{ assetId: number }, OwnRecord>((param) => {
        const { name, columns } = sectionTable(section);
        const names = ['row_id', 'release_id', ...columns.map(({ stored }) => stored)].map((one) => sql.ref(one));
        return sql<OwnRecord>`select ${sql.join(names)} from ${sql.table(name)}
          where asset_id = ${param('assetId')} order by row_id`.compile(kysely);
      }),
    ),

    insert: kept(contentOf, (filled: Filled) =>
      prepared<{ assetId: number; rows: string }, never>((param) => {
        const columns = travelling(filled);
        const names = sql.join(columns.map(({ name }) => sql.ref(name)));
        return sql<never>`insert into ${sql.table(sectionTable(filled.section).name)} (asset_id, ${names})
          select ${asset(param('assetId'))}, ${names} from ${engine.rowsFromJson(param('rows'), columns)}`.compile(
          kysely,
        );
      }),
    ),

    update: kept(contentOf, (filled: Filled) =>
      prepared<{ assetId: number; rows: string }, never>((param) => {
        const columns = travelling(filled);
        const table = sectionTable(filled.section).name;
        const assignments = columns.slice(1).map(({ name }) => sql`${sql.ref(name)} = ${sql.ref(`given.${name}`)}`);
        // Materialized: SQLite would else read the JSON anew for each row of the asset.
        return sql<never>`with given as materialized (select * from ${engine.rowsFromJson(param('rows'), columns)})
          update ${sql.table(table)} set ${sql.join(assignments)} from given
          where ${sql.ref(`${table}.asset_id`)} = ${asset(param('assetId'))}
            and ${sql.ref(`${table}.row_id`)} = given.row_id`.compile(kysely);
      }),
    ),
  };
}

/** Makes each statement when it is first asked for, and keeps it. */
function kept<T, S>(keyOf: (of: T) => string, make: (of: T) => S): (of: T) => S {
  const made = new Map<string, S>();
  return (of) => {
    const key = keyOf(of);
    const known = made.get(key);
    if (known !== undefined) return known;
    if (made.size >= KEPT) made.clear();
    const statement = make(of);
    made.set(key, statement);
    return statement;
  };
}

const nameOf = ({ name }: Section) => name;

const contentOf = ({ section, columns, release, parent }: Filled) =>
  [section.name, release, parent, ...columns.map(({ stored }) => stored)].join(' ');

/** The cells of a row in their order: its number first. */
function travelling({ columns, release, parent }: Filled): JsonColumn[] {
  const all: JsonColumn[] = [{ name: 'row_id', type: 'integer' }];
  if (release) all.push({ name: 'release_id', type: 'reference' });
  if (parent) all.push({ name: 'parent_key', type: 'text' });
  for (const { stored, column } of columns) all.push({ name: stored, type: column.type });
  return all;
}

/** What to select from where, to have every column of a section under its stored name. */
export function reading(table: SectionTable): { select: RawBuilder<unknown>; from: RawBuilder<unknown> } {
  const known = readings.get(table.name);
  if (known !== undefined) return known;
  const columns = [...table.sharedColumns, ...table.columns];
  const names = columns.map((column) => sql`${columnRef(column)} as ${sql.ref(column.stored)}`);
  if (table.section.parent !== undefined) names.push(sql`s.parent_key as parent_key`);
  const made = { select: sql.join(names), from: sectionRows(table) };
  readings.set(table.name, made);
  return made;
}
const readings = new Map<string, { select: RawBuilder<unknown>; from: RawBuilder<unknown> }>();
