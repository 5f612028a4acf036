import type { Section } from '@muster/protocol';
import { type RawBuilder, sql } from 'kysely';
import { COMMON_TEXTS, INDEXED_LENGTH, OWN_TEXTS } from '../db/asset-texts.ts';
import { isMember } from '../db/group-membership.ts';
import { sectionTable } from '../db/section-table.ts';
import { catalogCondition, catalogCrossJoins, catalogJoins } from '../db/software-catalog.ts';
import { cellTest, joined, type Sql, type SqlContext } from './cell-test-sql.ts';
import type { CheckedNode, Test } from './check-search.ts';
import { comparedCell, sectionCell, storedColumn } from './field-sql.ts';
import type { SearchField } from './search-fields.ts';

/**
 * How a section's rows are asked for. `fleet`: find the rows, then their assets, which is quick over all assets.
 * `few`: look at the rows of each asset, which is quick for a few of them.
 */
export type ConditionContext = SqlContext & { readonly mode: 'fleet' | 'few' };

/** What a search asks of the asset `a`: names come from the field registry, everything else is a parameter. */
export function assetCondition(node: CheckedNode, context: ConditionContext): Sql {
  switch (node.kind) {
    case 'and':
    case 'or':
      return joined(
        node.kind,
        node.nodes.map((one) => assetCondition(one, context)),
      );
    case 'not':
      return sql<boolean>`not ${assetCondition(node.node, context)}`;
    case 'has':
      return someRow(node.section, node.node, context);
    case 'test':
      return fieldTest(node.field, node.test, context);
  }
}

function fieldTest(field: SearchField, test: Test, context: ConditionContext): Sql {
  const { source } = field;
  if (source.kind === 'asset') return columnTest(source.column, field, test, context);
  // What is not there has no value: "empty" is the opposite of "some row has a value", also without any row.
  if (test.how === 'filled' && test.negate) {
    return sql<boolean>`not ${fieldTest(field, { how: 'filled', negate: false }, context)}`;
  }
  if (source.kind === 'section') return someRow(source.section, { kind: 'test', field, test }, context);
  if (source.kind === 'group') return groupTest(test, context);
  const { cell, those } = comparedCell(field.type, source, context.engine);
  const where = joined('and', [those, cellTest(cell, field, test, context)]);
  return inRows(sql`${sql.table(source.table)} s`, where, context);
}

/** A column of the table of assets. */
function columnTest(name: string, field: SearchField, test: Test, context: ConditionContext): Sql {
  const { engine, mode } = context;
  const found = cellTest(sql.ref(`a.${name}`), field, test, context);
  const text = mode === 'fleet' ? textOfTest(test) : null;
  if (text === null) return found;
  // The cell itself decides; an index brings the few for which it has to.
  if (OWN_TEXTS.has(name) && [...text].length >= INDEXED_LENGTH) {
    return sql<boolean>`(a.id in ${engine.assetsWithText(text)} and ${found})`;
  }
  if (!COMMON_TEXTS.has(name)) return found;
  // There are few values: they are compared, and the rows that have one of those found. PostgreSQL takes long to compare texts.
  const value = sql.ref(`x.${name}`);
  const column = sql.ref(name);
  return sql<boolean>`(${sql.ref(`a.${name}`)} in (
        select ${value} from (select ${column} from assets group by ${column} ${engine.apart}) x
        where ${cellTest(value, field, test, context)}))`;
}

function someRow(section: Section, node: CheckedNode | null, context: ConditionContext): Sql {
  const table = sectionTable(section);
  const where = node === null ? sql<boolean>`1 = 1` : rowCondition(node, context);
  // SQLite keeps the order of a cross join: the rows of the asset, then the release and the title of each.
  const asked = node !== null && asksCatalog(node);
  const joins = sql` cross join software_releases r cross join software_titles t${asked ? catalogCrossJoins : sql``}`;
  if (context.mode === 'few' && table.sharedColumns.length > 0) {
    const decided = asked ? sql` and ${catalogCondition}` : sql``;
    const ofRow = sql<boolean>`r.id = s.release_id and t.id = r.title_id${decided} and ${where}`;
    return inRows(sql`${sql.table(table.name)} s${joins}`, ofRow, context);
  }
  return inRows(sql`${sql.table(table.name)} s`, where, context);
}

function inRows(from: RawBuilder<unknown>, where: Sql, { mode }: ConditionContext): Sql {
  return mode === 'fleet'
    ? sql<boolean>`a.id in (select s.asset_id from ${from} where ${where})`
    : // Not "exists", which PostgreSQL turns into a join over all assets' rows.
      sql<boolean>`((select 1 from ${from} where s.asset_id = a.id and ${where} limit 1) is not null)`;
}

function groupTest(test: Test, context: ConditionContext): Sql {
  const ids = test.how === 'numbers' ? test.values : null;
  const wanted = ids === null ? isMember('s') : sql<boolean>`${isMember('s')} and s.group_id in (${sql.join(ids)})`;
  const member = inRows(sql`group_members s`, wanted, context);
  // Different from a group: no member of it, whatever else it is a member of.
  return test.how === 'numbers' && test.negate ? sql<boolean>`not ${member}` : member;
}

/** Of one row `s` of a section. */
function rowCondition(node: CheckedNode, context: ConditionContext): Sql {
  // Releases are found by what they share before the machines that have them: an index leads from one to the other.
  if (context.mode === 'fleet' && isShared(node)) {
    return context.engine.amongFound(
      sql.ref('s.release_id'),
      sql`select r.id from software_releases r
        join software_titles t on t.id = r.title_id${asksCatalog(node) ? catalogJoins : sql``}
        where ${plainRowCondition(node, context)}`,
    );
  }
  if (node.kind === 'and' || node.kind === 'or') {
    return joined(
      node.kind,
      node.nodes.map((one) => rowCondition(one, context)),
    );
  }
  if (node.kind === 'not') return sql<boolean>`not ${rowCondition(node.node, context)}`;
  return plainRowCondition(node, context);
}

/** Of a row that stands with all that its cells may be in; see `searchedRows`. */
export function plainRowCondition(node: CheckedNode, context: SqlContext): Sql {
  if (node.kind === 'and' || node.kind === 'or') {
    return joined(
      node.kind,
      node.nodes.map((one) => plainRowCondition(one, context)),
    );
  }
  if (node.kind === 'not') return sql<boolean>`not ${plainRowCondition(node.node, context)}`;
  if (node.kind === 'has' || node.field.source.kind !== 'section') throw new Error('A row has cells and nothing else');
  return cellTest(sectionCell(node.field.source, context.engine), node.field, node.test, context);
}

/** The fields that a condition names, each once. */
export function fieldsOf(node: CheckedNode): SearchField[] {
  if (node.kind === 'test') return [node.field];
  const below = node.kind === 'and' || node.kind === 'or' ? node.nodes : node.node === null ? [] : [node.node];
  return [...new Map(below.flatMap(fieldsOf).map((field) => [field.name, field])).values()];
}

/** Whether a condition on a row asks what is decided about software. */
export function asksCatalog(node: CheckedNode): boolean {
  return fieldsOf(node).some(({ source }) => source.kind === 'section' && source.catalog !== undefined);
}

/** The text that an asset must have somewhere for a test to hold; null where an index of texts cannot tell. */
function textOfTest(test: Test): string | null {
  const [text, another] =
    test.how === 'like' ? [test.value] : test.how === 'equals' && !test.negate ? test.values : [undefined];
  return text === undefined || another !== undefined ? null : text;
}

/** Whether all of a condition on a row is about what every machine shares. */
function isShared(node: CheckedNode): boolean {
  if (node.kind === 'and' || node.kind === 'or') return node.nodes.every(isShared);
  if (node.kind === 'not') return isShared(node.node);
  if (node.kind === 'has' || node.field.source.kind !== 'section') return false;
  const { section, column, catalog } = node.field.source;
  return catalog !== undefined || storedColumn(section, column).column.shared === true;
}
