import type { Column, Section } from '@muster/protocol';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { fromStored } from '../db/engine.ts';
import { isMember } from '../db/group-membership.ts';
import { cellTest, type SqlContext } from './cell-test-sql.ts';
import type { CheckedNode, Test } from './check-search.ts';
import { asksCatalog, fieldsOf, plainRowCondition } from './condition-sql.ts';
import { comparedCell, searchedRows, sectionCell, type TableSource } from './field-sql.ts';
import type { SearchField } from './search-fields.ts';

/** A row for which a criterion holds: its cells by column. */
export type FoundRow = {
  readonly values: Record<string, string | number | boolean | string[] | null>;
};

type RowsQuery = {
  readonly assetId: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly limit: number;
};

export type ExplainRepository = ReturnType<typeof createExplainRepository>;

/** The rows of one asset for which parts of a search hold. */
export function createExplainRepository({ kysely, engine }: Db) {
  async function oneCell(field: SearchField, statement: RawBuilder<{ c0: unknown }>): Promise<FoundRow[]> {
    const { rows } = await statement.execute(kysely);
    return rows.map(({ c0 }) => ({ values: { [columnName(field)]: shown(field, c0) } }));
  }

  async function ofTable(field: SearchField, source: TableSource, test: Test, { assetId, now, limit }: RowsQuery) {
    const { cell, those } = comparedCell(field.type, source, engine);
    const found = sql<{ c0: unknown }>`select ${cell} as c0 from ${sql.table(source.table)} s
          where s.asset_id = ${assetId} and ${those} and ${cellTest(cell, field, test, { engine, now })}
          order by 1 limit ${limit}`;
    return await oneCell(field, found);
  }

  async function ofGroups(test: Test, { assetId, limit }: RowsQuery): Promise<FoundRow[]> {
    if (test.how === 'numbers' && test.negate) return [];
    const wanted = test.how === 'numbers' ? sql` and s.group_id in (${sql.join(test.values)})` : sql``;
    const { rows } = await sql<{ id: number }>`select s.group_id as id from group_members s
          where s.asset_id = ${assetId} and ${isMember('s')}${wanted}
          order by 1 limit ${limit}`.execute(kysely);
    return rows.map(({ id }) => ({ values: { group: id } }));
  }

  /** @param node Of one row; null: any row will do. */
  async function ofSection(
    section: Section,
    node: CheckedNode | null,
    { assetId, now, limit }: RowsQuery,
  ): Promise<FoundRow[]> {
    const context: SqlContext = { engine, now };
    const where = node === null ? sql<boolean>`1 = 1` : plainRowCondition(node, context);
    const named = node === null ? [] : fieldsOf(node);
    const cells = named.flatMap(({ source }, i) =>
      source.kind === 'section' ? [sql`${sectionCell(source, engine)} as ${sql.ref(`c${i}`)}`] : [],
    );
    const from = searchedRows(section, node !== null && asksCatalog(node));
    const { rows } = await sql<Record<string, unknown>>`select ${sql.join([sql`1 as one`, ...cells])}
        from ${from} where s.asset_id = ${assetId} and ${where} limit ${limit}`.execute(kysely);
    return rows.map((row) => ({
      values: Object.fromEntries(named.map((field, i) => [columnName(field), shown(field, row[`c${i}`])])),
    }));
  }

  return {
    /** Rows of an asset's section, or its own cell, for which a part of a search holds; none of parts that are put together. */
    async rowsFound(node: CheckedNode, query: RowsQuery): Promise<FoundRow[]> {
      if (node.kind === 'has') return await ofSection(node.section, node.node, query);
      if (node.kind !== 'test') return [];
      const { field, test } = node;
      const { source } = field;
      if (source.kind === 'asset') {
        const cell = sql.ref(`a.${source.column}`);
        return await oneCell(field, sql`select ${cell} as c0 from assets a where a.id = ${query.assetId}`);
      }
      if (test.how === 'filled' && test.negate) return []; // it holds because there is no row
      if (source.kind === 'table') return await ofTable(field, source, test, query);
      if (source.kind === 'group') return await ofGroups(test, query);
      return await ofSection(source.section, node, query);
    },
  };
}

const columnName = ({ name }: SearchField) => name.slice(name.indexOf('.') + 1);

/** A cell as the API shows it. */
function shown({ type, source }: SearchField, stored: unknown): FoundRow['values'][string] {
  if (source.kind === 'section' && source.of === undefined && source.catalog === undefined) {
    const column = (source.section.columns as Readonly<Record<string, Column>>)[source.column];
    return column === undefined ? null : (fromStored(column, stored) as FoundRow['values'][string]); // safe: the list is made for this answer
  }
  if (stored === null || stored === undefined) return null;
  if (type === 'flag') return Number(stored) === 1;
  if (type === 'choices') return (JSON.parse(String(stored)) as unknown[]).map(String);
  return type === 'time' ? new Date(Number(stored)).toISOString() : (stored as string | number); // safe: the columns of assets are texts and numbers
}
