import type { Column } from '@muster/protocol';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { type Engine, fromStored } from '../db/engine.ts';
import { isMember } from '../db/group-membership.ts';
import { sectionTable } from '../db/section-table.ts';
import { searchedRows, sectionCell, type TableCell, tableCell } from '../search/field-sql.ts';
import type { FieldSource, SearchField } from '../search/search-fields.ts';

/** A value in a list; texts of the rows where a machine may have several. */
export type ListCell = string | number | boolean | null | string[];

/** What follows the values where there are more than are shown. */
export const AND_MORE = '…';

/** Whether an asset has one value of the field at most, by which lists can be sorted. */
export function isSingle({ source, type }: SearchField): boolean {
  if (source.kind === 'section') return source.section.rows === 'one' && type !== 'texts';
  return source.kind === 'asset' || (source.kind === 'table' && type !== 'choices' && source.where !== undefined);
}

/** Rows `s` that have the values of a field. */
export type FieldRows = TableCell & {
  /** A table. */
  readonly from: RawBuilder<unknown>;
};

/** Where the values of a field are by which lists can be sorted; null for a column of `assets` itself. */
export function fieldRows(field: SearchField, engine: Engine): FieldRows | null {
  const { source } = field;
  if (source.kind === 'asset') return null;
  if (source.kind === 'group' || !isSingle(field)) throw new Error(`Lists cannot be sorted by ${field.name}`);
  if (source.kind === 'table')
    return { from: sql`${sql.table(source.table)} s`, ...tableCell(field.type, source, engine) };
  const from = sql`${sql.table(sectionTable(source.section).name)} s`;
  return { from, cell: sectionCell(source, engine), those: ALL };
}

/** The value of a field of the asset `a`, for `order by`. */
export function fieldCell(field: SearchField, engine: Engine): RawBuilder<unknown> {
  const rows = fieldRows(field, engine);
  if (rows === null) return sql.ref(`a.${field.source.kind === 'asset' ? field.source.column : ''}`);
  return sql`(select ${rows.cell} from ${rows.from} where s.asset_id = a.id and ${rows.those} limit 1)`;
}

const ALL = sql<boolean>`1 = 1`;

export type AssetColumnRepository = ReturnType<typeof createAssetColumnRepository>;

/** Values of any fields of some assets. */
export function createAssetColumnRepository({ kysely, engine }: Db) {
  /** Rows with columns `id` and `value`: \`most\` different values of each asset at most, and one more where there are more. */
  function several({ from, cell, those }: FieldRows, ids: readonly number[], most: number) {
    return sql<{ id: number; value: unknown }>`select id, value from (
      select id, value, row_number() over (partition by id order by value) as place from (
        select distinct s.asset_id as id, ${cell} as value from ${from}
        where s.asset_id in (${sql.join(ids)}) and ${cell} is not null and ${those}) d) n
      where place <= ${most + 1} order by id, place`;
  }

  /** All rows that an asset may have of a field. */
  function allRows({ type }: SearchField, source: Exclude<FieldSource, { kind: 'asset' }>): FieldRows {
    if (source.kind === 'group')
      return { from: sql`group_members s`, cell: sql.ref('s.group_id'), those: isMember('s') };
    if (source.kind === 'table') return { from: sql`${sql.table(source.table)} s`, ...tableCell(type, source, engine) };
    const from = searchedRows(source.section, source.catalog !== undefined);
    return { from, cell: sectionCell(source, engine), those: ALL };
  }

  /** The values of one section that has one row, of several fields at once. */
  async function ofSingleSection(fields: readonly SearchField[], ids: readonly number[], into: Values): Promise<void> {
    const [first] = fields;
    if (first?.source.kind !== 'section') return;
    const table = sectionTable(first.source.section);
    const cells = fields.map(({ source }, i) =>
      source.kind === 'section' ? sql`${sectionCell(source, engine)} as ${sql.ref(`c${i}`)}` : sql`null`,
    );
    const { rows } = await sql<Record<string, unknown>>`select s.asset_id as id, ${sql.join(cells)}
      from ${sql.table(table.name)} s where s.asset_id in (${sql.join(ids)})`.execute(kysely);
    for (const row of rows) {
      for (const [i, field] of fields.entries()) put(into, Number(row.id), field.name, shown(field, row[`c${i}`]));
    }
  }

  async function ofMany(field: SearchField, ids: readonly number[], most: number, into: Values): Promise<void> {
    const { source } = field;
    if (source.kind === 'asset') return; // it is in the summary
    const { rows } = await several(allRows(field, source), ids, most).execute(kysely);
    const found = new Map<number, ListCell[]>();
    for (const { id, value } of rows) {
      const list = found.get(id) ?? [];
      list.push(shown(field, value));
      found.set(id, list);
    }
    for (const [id, list] of found)
      put(into, id, field.name, isSingle(field) ? (list[0] ?? null) : toTexts(list, most));
  }

  return {
    /**
     * The values of these fields, by asset and by the name of the field; what is not known is not there.
     *
     * @param most Values shown of what an asset may have several of; `AND_MORE` follows where there are more.
     */
    async values(ids: readonly number[], fields: readonly SearchField[], most: number): Promise<Values> {
      const into: Values = new Map();
      if (ids.length === 0) return into;
      const single = Map.groupBy(
        fields.filter((field) => field.source.kind === 'section' && isSingle(field)),
        ({ source }) => (source.kind === 'section' ? source.section.name : ''),
      );
      for (const group of single.values()) await ofSingleSection(group, ids, into);
      for (const field of fields) {
        if (field.source.kind !== 'asset' && !(field.source.kind === 'section' && isSingle(field))) {
          await ofMany(field, ids, most, into);
        }
      }
      return into;
    },
  };
}

type Values = Map<number, Record<string, ListCell>>;

function put(values: Values, id: number, name: string, value: ListCell): void {
  const known = values.get(id) ?? {};
  known[name] = value;
  values.set(id, known);
}

function toTexts(list: readonly ListCell[], most: number): string[] {
  const texts = list.slice(0, most).flatMap((value) => (Array.isArray(value) ? value : [String(value)]));
  return list.length > most ? [...texts, AND_MORE] : texts;
}

/** A stored value as lists show it; choices and groups by their names. */
function shown(field: SearchField, stored: unknown): ListCell {
  if (stored === null || stored === undefined) return null;
  const { source, type, choices } = field;
  const nameOf = (id: unknown) => choices?.find(({ value }) => value === Number(id))?.label ?? String(id);
  if (type === 'group' || type === 'choice') return nameOf(stored);
  if (type === 'choices') return (JSON.parse(String(stored)) as unknown[]).map(nameOf); // safe: a list of ids
  if (type === 'time') return new Date(Number(stored)).toISOString();
  if (source.kind === 'section') {
    if (source.catalog !== undefined) return type === 'flag' ? stored === 1 : String(stored);
    const column = (source.section.columns as Readonly<Record<string, Column>>)[source.column];
    if (source.of !== undefined || column === undefined) return Math.round(Number(stored) * 10) / 10;
    return fromStored(column, stored) as ListCell; // safe: the same kinds of values
  }
  if (source.kind === 'table' && source.isJson === true) return JSON.parse(String(stored)) as ListCell; // safe: one value
  return stored as string | number; // safe: the columns of tables are texts and numbers
}
