import type { Section } from '@muster/protocol';
import { type RawBuilder, sql } from 'kysely';
import type { Engine } from '../db/engine.ts';
import { columnRef, type StoredColumn, sectionRows, sectionTable } from '../db/section-table.ts';
import { catalogCell, catalogJoins } from '../db/software-catalog.ts';
import type { FieldSource, FieldType } from './search-fields.ts';

// Where the values of fields are, for whatever reads, compares or sorts by them. Rows are called `s` everywhere.

export type SectionSource = Extract<FieldSource, { kind: 'section' }>;
export type TableSource = Extract<FieldSource, { kind: 'table' }>;

/** A column of a section, stored in the section's own table or in what machines share. */
export function storedColumn(section: Section, name: string): StoredColumn {
  const { columns, sharedColumns } = sectionTable(section);
  const found = [...sharedColumns, ...columns].find((column) => column.name === name);
  if (found === undefined) throw new Error(`Section ${section.name} has no column ${name}`);
  return found;
}

/** A column of a row of a section, or what share of another column it is. */
export function sectionCell({ section, column, of, catalog }: SectionSource, { types }: Engine): RawBuilder<unknown> {
  if (catalog !== undefined) return catalogCell(catalog);
  const cell = columnRef(storedColumn(section, column));
  if (of === undefined) return cell;
  const real = sql.raw(types.real);
  return sql`(100.0 * cast(${cell} as ${real}) / nullif(cast(${columnRef(storedColumn(section, of))} as ${real}), 0))`;
}

/** The rows of a section, with all that `sectionCell` may name. */
export function searchedRows(section: Section, asksCatalog: boolean): RawBuilder<unknown> {
  const rows = sectionRows(sectionTable(section));
  return asksCatalog ? sql`${rows}${catalogJoins}` : rows;
}

export type TableCell = {
  readonly cell: RawBuilder<unknown>;
  /** Which rows of the table are meant. */
  readonly those: RawBuilder<boolean>;
};

/** The value of a row of a table of its own, as it is stored. */
export function tableCell(type: FieldType, { column, isText, where = {} }: TableSource, { types }: Engine): TableCell {
  const wanted = Object.entries(where).map(([name, value]) => sql`${sql.ref(`s.${name}`)} = ${value}`);
  const those = sql<boolean>`(${sql.join([sql`1 = 1`, ...wanted], sql` and `)})`;
  const stored = sql.ref(`s.${column}`);
  if (!isTextOfNumber(type, isText)) return { those, cell: stored };
  // Other rows hold texts that are no numbers; no engine promises to look at `where` first.
  return { those, cell: sql`case when ${those} then cast(${stored} as ${sql.raw(types.real)}) end` };
}

/** The same to be compared: of JSON the value itself. */
export function comparedCell(type: FieldType, source: TableSource, engine: Engine): TableCell {
  const { cell, those } = tableCell(type, source, engine);
  if (source.isJson !== true || isTextOfNumber(type, source.isText)) return { cell, those };
  return { those, cell: type === 'flag' ? sql`case ${cell} when 'true' then 1 else 0 end` : sql`trim(${cell}, '"')` };
}

const isTextOfNumber = (type: FieldType, isText: boolean) => isText && (type === 'integer' || type === 'real');
