import { type RawBuilder, sql } from 'kysely';
import { currentScope } from '../access/viewer.ts';
import { inScope } from '../db/asset-scope.ts';
import type { Db } from '../db/database.ts';
import { containing, isLike, literal } from '../db/like.ts';
import { columnRef, sectionRows, sectionTable, TITLE_COLUMNS } from '../db/section-table.ts';
import { titleInScope } from '../db/software-scope.ts';
import { comparedCell, type SectionSource, storedColumn } from './field-sql.ts';
import type { SearchField } from './search-fields.ts';

/** Rows in which suggestions for a value are looked for. */
const ROWS_LOOKED_AT = 200_000;
/** While nothing was written: then any frequent value will do. */
const ROWS_WITHOUT_TEXT = 20_000;

/** Longer values are no suggestions. Characters. */
const LONGEST_VALUE = 200;

export type ValueRepository = ReturnType<typeof createValueRepository>;

/** Values that fields have, to be suggested to who writes a search. */
export function createValueRepository({ kysely, engine }: Db) {
  /**
   * Rows with one column `v`, in which the values of a field are looked for; null where they are no texts.
   *
   * @param most Of what machines have many of, so many rows alone are looked at.
   */
  function valuesFrom({ type, source }: SearchField, most: number): RawBuilder<unknown> | null {
    if (type !== 'text' && type !== 'version') return null;
    if (source.kind === 'group') return null;
    if (source.kind === 'asset') {
      return sql`(select ${sql.ref(`a.${source.column}`)} as v from assets a
        where a.merged_into is null and ${inScope()} limit ${most})`;
    }
    if (source.kind === 'section') return sectionValues(source, most);
    const { cell, those } = comparedCell(type, source, engine);
    return sql`(select ${cell} as v from ${sql.table(source.table)} s
        where s.asset_id is not null and ${those} and ${isSeen()} limit ${most})`;
  }

  const publishers = (most: number) =>
    sql`(select c.publisher as v from software_catalog c where ${titleInScope(sql.ref('c.title_id'))} limit ${most})`;

  function sectionValues({ section, column, catalog }: SectionSource, most: number): RawBuilder<unknown> {
    if (catalog !== undefined) return publishers(most); // the only text of it
    const stored = storedColumn(section, column);
    if (stored.column.shared === true && currentScope() === 'everything') {
      const table = TITLE_COLUMNS.includes(column) ? 'software_titles' : 'software_releases';
      return sql`(select ${sql.ref(`s.${stored.stored}`)} as v from ${sql.table(table)} s limit ${most})`;
    }
    const table = sectionTable(section);
    const from = stored.column.shared === true ? sectionRows(table) : sql`${sql.table(table.name)} s`;
    return sql`(select ${columnRef(stored)} as v from ${from} where ${isSeen()} limit ${most})`;
  }

  return {
    /**
     * Values of a field that contain a text, those that begin with it and the frequent first.
     *
     * Of what machines have many of, the first rows alone are looked at: a suggestion need not be complete, but quick.
     */
    async values(field: SearchField, text: string, limit: number): Promise<string[]> {
      const from = valuesFrom(field, text === '' ? ROWS_WITHOUT_TEXT : ROWS_LOOKED_AT);
      if (from === null) return [];
      const v = sql.ref('v');
      const begins = sql`case when ${isLike(engine, v, `${literal(text)}%`)} then 0 else 1 end`;
      const { rows } = await sql<{ v: string }>`select v from ${from} x
        where v is not null and v <> '' and length(v) <= ${LONGEST_VALUE} and ${isLike(engine, v, containing(text))}
        group by v order by min(${begins}), count(*) desc, v limit ${limit}`.execute(kysely);
      return rows.map((row) => row.v);
    },
  };
}

/** Whether the row `s` is of a machine that may be seen: what somebody may not see is not suggested either. */
function isSeen(): RawBuilder<boolean> {
  if (currentScope() === 'everything') return sql<boolean>`1 = 1`;
  return sql<boolean>`s.asset_id in (select a.id from assets a where ${inScope()})`;
}
