import type { Column, Section } from '@muster/protocol';
import { type RawBuilder, sql } from 'kysely';
import { currentScope } from '../access/viewer.ts';
import { inScope } from '../db/asset-scope.ts';
import { COMMON_TEXTS, INDEXED_LENGTH, OWN_TEXTS } from '../db/asset-texts.ts';
import type { Db, Executor } from '../db/database.ts';
import { fromStored } from '../db/engine.ts';
import { sectionTable, TITLE_COLUMNS } from '../db/section-table.ts';
import { catalogCell, catalogCondition, catalogCrossJoins, catalogJoins } from '../db/software-catalog.ts';
import type { CheckedNode, CheckedSearch, Range, Test } from './check-search.ts';
import type { FieldSource, SearchField } from './search-fields.ts';

/** Assets looked at together. */
export const ASSETS = 10;

/** Values in one statement; PostgreSQL allows 65,535 and SQLite 32,766. */
const VALUES = 5000;

/** Rows in which suggestions for a value are looked for. */
const ROWS_LOOKED_AT = 200_000;
/** While nothing was written: then any frequent value will do. */
const ROWS_WITHOUT_TEXT = 20_000;

/** Longer values are no suggestions. Characters. */
const LONGEST_VALUE = 200;

const DAY_MS = 86_400_000;

type Sql = RawBuilder<boolean>;

/**
 * How a section's rows are asked for. `fleet`: find the rows, then their assets, which is quick over all assets.
 * `few`: look at the rows of each asset, which is quick for a few of them.
 */
type Mode = 'fleet' | 'few';

export type AssetIdsQuery = {
  readonly search: CheckedSearch;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly kind?: string | undefined;
  readonly archived: 'exclude' | 'include' | 'only';
};

export type PageQuery = AssetIdsQuery & {
  /** Fields of assets, `-` before one that descends. */
  readonly sort: readonly { readonly column: string; readonly descending: boolean }[];
  readonly limit: number;
  readonly offset: number;
};

/** A row for which a criterion holds: its cells by column. */
export type FoundRow = {
  readonly values: Record<string, string | number | boolean | string[] | null>;
};

export type SearchRepository = ReturnType<typeof createSearchRepository>;

/** Searches as SQL: names come from the field registry, everything else is a parameter. */
export function createSearchRepository({ kysely, engine }: Db) {
  const caseless = sql.raw(engine.caseless);

  function condition(node: CheckedNode, mode: Mode, now: number): Sql {
    switch (node.kind) {
      case 'and':
      case 'or':
        return joined(
          node.kind,
          node.nodes.map((one) => condition(one, mode, now)),
        );
      case 'not':
        return sql<boolean>`not ${condition(node.node, mode, now)}`;
      case 'has':
        return someRow(node.section, node.node, mode, now);
      case 'test':
        return assetTest(node.field, node.test, mode, now);
    }
  }

  function assetTest(field: SearchField, test: Test, mode: Mode, now: number): Sql {
    const { source } = field;
    if (source.kind === 'asset') {
      const found = cellTest(sql.ref(`a.${source.column}`), field, test, now);
      const text = mode === 'fleet' ? textOfTest(test) : null;
      if (text === null) return found;
      // The cell itself decides; an index brings the few for which it has to.
      if (OWN_TEXTS.has(source.column) && [...text].length >= INDEXED_LENGTH) {
        return sql<boolean>`(a.id in ${engine.assetsWithText(text)} and ${found})`;
      }
      if (!COMMON_TEXTS.has(source.column)) return found;
      // There are few values: they are compared, and the rows that have one of those found. PostgreSQL takes long to compare texts.
      const value = sql.ref(`x.${source.column}`);
      const column = sql.ref(source.column);
      return sql<boolean>`(${sql.ref(`a.${source.column}`)} in (
        select ${value} from (select ${column} from assets group by ${column} ${engine.apart}) x
        where ${cellTest(value, field, test, now)}))`;
    }
    // What is not there has no value: "empty" is the opposite of "some row has a value", also without any row.
    if (test.how === 'filled' && test.negate) {
      return sql<boolean>`not ${assetTest(field, { how: 'filled', negate: false }, mode, now)}`;
    }
    if (source.kind === 'section') return someRow(source.section, { kind: 'test', field, test }, mode, now);
    if (source.kind === 'group') return groupTest(test, mode);
    const { cell, those } = tableCell(field, source);
    const where = joined('and', [those, cellTest(cell, field, test, now)]);
    return inRows(sql`${sql.table(source.table)} s`, where, mode);
  }

  /** The value of a row `s` of a table of its own, and which rows are meant. */
  function tableCell({ type }: SearchField, source: Extract<FieldSource, { kind: 'table' }>) {
    const those = joined('and', [
      sql<boolean>`1 = 1`,
      ...Object.entries(source.where ?? {}).map(([name, value]) => sql<boolean>`${sql.ref(`s.${name}`)} = ${value}`),
    ]);
    const stored = sql.ref(`s.${source.column}`);
    if (source.isText && (type === 'integer' || type === 'real')) {
      // Other rows hold texts that are no numbers; no engine promises to look at `where` first.
      return { those, cell: sql`case when ${those} then cast(${stored} as ${sql.raw(engine.types.real)}) end` };
    }
    if (source.isJson !== true) return { those, cell: stored };
    const plain = type === 'flag' ? sql`case ${stored} when 'true' then 1 else 0 end` : sql`trim(${stored}, '"')`;
    return { those, cell: plain };
  }

  function someRow(section: Section, node: CheckedNode | null, mode: Mode, now: number): Sql {
    const table = sectionTable(section);
    const where = node === null ? sql<boolean>`1 = 1` : rowCondition(node, mode, now);
    // SQLite keeps the order of a cross join: the rows of the asset, then the release and the title of each.
    const asked = node !== null && asksCatalog(node);
    const joins = sql` cross join software_releases r cross join software_titles t${asked ? catalogCrossJoins : sql``}`;
    if (mode === 'few' && table.sharedColumns.length > 0) {
      const decided = asked ? sql` and ${catalogCondition}` : sql``;
      const ofRow = sql<boolean>`r.id = s.release_id and t.id = r.title_id${decided} and ${where}`;
      return inRows(sql`${sql.table(table.name)} s${joins}`, ofRow, mode);
    }
    return inRows(sql`${sql.table(table.name)} s`, where, mode);
  }

  function inRows(from: RawBuilder<unknown>, where: Sql, mode: Mode): Sql {
    return mode === 'fleet'
      ? sql<boolean>`a.id in (select s.asset_id from ${from} where ${where})`
      : // Not "exists", which PostgreSQL turns into a join over all assets' rows.
        sql<boolean>`((select 1 from ${from} where s.asset_id = a.id and ${where} limit 1) is not null)`;
  }

  function groupTest(test: Test, mode: Mode): Sql {
    const effective = sql<boolean>`(s.manual = 1 or (s.computed = 1 and s.manual = 0))`;
    const ids = test.how === 'numbers' ? test.values : null;
    const wanted = ids === null ? effective : sql<boolean>`${effective} and s.group_id in (${sql.join(ids)})`;
    const member = inRows(sql`group_members s`, wanted, mode);
    // Different from a group: no member of it, whatever else it is a member of.
    return test.how === 'numbers' && test.negate ? sql<boolean>`not ${member}` : member;
  }

  /** Of one row `s` of a section. */
  function rowCondition(node: CheckedNode, mode: Mode, now: number): Sql {
    // Releases are found by what they share before the machines that have them: an index leads from one to the other.
    if (mode === 'fleet' && isShared(node)) {
      return engine.amongFound(
        sql.ref('s.release_id'),
        sql`select r.id from software_releases r
        join software_titles t on t.id = r.title_id${asksCatalog(node) ? catalogJoins : sql``}
        where ${plainRowCondition(node, now)}`,
      );
    }
    if (node.kind === 'and' || node.kind === 'or') {
      return joined(
        node.kind,
        node.nodes.map((one) => rowCondition(one, mode, now)),
      );
    }
    if (node.kind === 'not') return sql<boolean>`not ${rowCondition(node.node, mode, now)}`;
    return plainRowCondition(node, now);
  }

  function plainRowCondition(node: CheckedNode, now: number): Sql {
    if (node.kind === 'and' || node.kind === 'or') {
      return joined(
        node.kind,
        node.nodes.map((one) => plainRowCondition(one, now)),
      );
    }
    if (node.kind === 'not') return sql<boolean>`not ${plainRowCondition(node.node, now)}`;
    if (node.kind === 'has' || node.field.source.kind !== 'section')
      throw new Error('A row has cells and nothing else');
    return cellTest(cellOf(node.field.source), node.field, node.test, now);
  }

  /** A column of a row, or what share of another column it is. */
  function cellOf({ section, column, of, catalog }: Extract<FieldSource, { kind: 'section' }>): RawBuilder<unknown> {
    if (catalog !== undefined) return catalogCell(catalog);
    const cell = address(section, column);
    if (of === undefined) return cell;
    const real = sql.raw(engine.types.real);
    return sql`(100.0 * cast(${cell} as ${real}) / nullif(cast(${address(section, of)} as ${real}), 0))`;
  }

  /** True or false, never unknown: so that "not" of it means what it says. */
  function cellTest(cell: RawBuilder<unknown>, field: SearchField, test: Test, now: number): Sql {
    if (isList(field) && test.how !== 'filled') {
      const negate = test.how === 'equals' && test.negate;
      const plain: Test = negate ? { ...test, negate: false } : test;
      const some = sql<boolean>`exists (select 1 from ${engine.textsOf(cell)} e
        where ${cellTest(sql.ref('e.value'), { ...field, type: 'text' }, plain, now)})`;
      const filled = cellTest(cell, field, { how: 'filled', negate: false }, now);
      return negate ? sql<boolean>`(${filled} and not ${some})` : sql<boolean>`(${filled} and ${some})`;
    }
    switch (test.how) {
      case 'filled': {
        const blank =
          field.type === 'text'
            ? sql<boolean>`coalesce(${cell}, '') = ''`
            : isList(field)
              ? sql<boolean>`coalesce(${cell}, '[]') = '[]'`
              : sql<boolean>`${cell} is null`;
        return test.negate ? sql<boolean>`(${blank})` : sql<boolean>`(not (${blank}))`;
      }
      case 'equals': {
        const same = sql<boolean>`lower(${cell}) in (${sql.join(test.values.map((value) => sql`lower(${value})`))})`;
        return knownAnd(cell, test.negate ? sql<boolean>`not (${same})` : same, field);
      }
      case 'like': {
        const literal = test.value.replace(/[\\%_]/g, '\\$&');
        const pattern = `${test.pattern === 'begins' ? '' : '%'}${literal}${test.pattern === 'ends' ? '' : '%'}`;
        return knownAnd(cell, sql<boolean>`${cell} ${caseless} ${pattern} escape '\\'`, field);
      }
      case 'pattern':
        return knownAnd(cell, sql<boolean>`${cell} ${caseless} ${likePattern(test.pattern)} escape '\\'`, field);
      case 'network':
        return knownAnd(cell, engine.inNetwork(cell, test.network), field);
      case 'numbers': {
        const same = sql<boolean>`${cell} in (${sql.join(test.values)})`;
        return knownAnd(cell, test.negate ? sql<boolean>`not (${same})` : same, field);
      }
      case 'ranges': {
        const compared = ordered(cell, field);
        const inside = joined(
          'or',
          test.ranges.map((range) => within(compared, range)),
        );
        return sql<boolean>`(${compared} is not null and ${test.negate ? sql<boolean>`not ${inside}` : inside})`;
      }
      case 'age': {
        const limit = moment(field, now - test.days * DAY_MS);
        const compared = test.older ? sql<boolean>`${cell} < ${limit}` : sql<boolean>`${cell} >= ${limit}`;
        return knownAnd(cell, compared, field);
      }
    }
  }

  /** What of a cell is greater and less. Versions of software have their key stored beside them. */
  function ordered(cell: RawBuilder<unknown>, { type, source }: SearchField): RawBuilder<unknown> {
    if (type !== 'version') return cell;
    if (source.kind === 'asset' && source.column === 'os_version') return engine.byBytes(sql.ref('a.os_version_key'));
    const isStored = source.kind === 'section' && source.section.name === 'software' && source.column === 'version';
    return isStored ? engine.byBytes(sql.ref('r.version_key')) : engine.versionKey(cell);
  }

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
    // What somebody may not see is not suggested either.
    const seen =
      currentScope() === 'everything'
        ? sql<boolean>`1 = 1`
        : sql<boolean>`s.asset_id in (select a.id from assets a where ${inScope()})`;
    if (source.kind === 'table') {
      const { cell, those } = tableCell({ type } as SearchField, source); // safe: it reads the type alone
      return sql`(select ${cell} as v from ${sql.table(source.table)} s
        where s.asset_id is not null and ${those} and ${seen} limit ${most})`;
    }
    if (source.catalog !== undefined) return sql`(select c.publisher as v from software_catalog c limit ${most})`; // the only text of it
    const { stored, isShared: shared } = columnOf(source.section, source.column);
    const isTitle = TITLE_COLUMNS.includes(source.column);
    if (!shared) {
      return sql`(select ${sql.ref(`s.${stored}`)} as v from ${sql.table(sectionTable(source.section).name)} s
        where ${seen} limit ${most})`;
    }
    if (currentScope() === 'everything') {
      const table = isTitle ? 'software_titles' : 'software_releases';
      return sql`(select ${sql.ref(`s.${stored}`)} as v from ${sql.table(table)} s limit ${most})`;
    }
    return sql`(select ${sql.ref(`${isTitle ? 't' : 'r'}.${stored}`)} as v
      from ${sql.table(sectionTable(source.section).name)} s
      join software_releases r on r.id = s.release_id join software_titles t on t.id = r.title_id
      where ${seen} limit ${most})`;
  }

  /** What every search asks beside its tree. */
  function asked({ kind, archived, search }: Pick<AssetIdsQuery, 'kind' | 'archived' | 'search'>): Sql {
    const all = [sql<boolean>`a.merged_into is null`];
    if (kind !== undefined) all.push(sql<boolean>`a.kind = ${kind}`);
    if (archived === 'exclude' && !search.asksArchived) all.push(sql<boolean>`a.archived_at is null`);
    if (archived === 'only') all.push(sql<boolean>`a.archived_at is not null`);
    return joined('and', all);
  }

  return {
    /** For whoever asks outside of a transaction. */
    executor: kysely as Executor,

    /** Rows of an asset's section, or its own cell, for which a part of a search holds; none of other parts. */
    async rowsFound(node: CheckedNode, assetId: number, now: number, limit: number): Promise<FoundRow[]> {
      const fields = fieldsOf(node);
      const [first] = fields;
      const section =
        node.kind === 'has' ? node.section : first?.source.kind === 'section' ? first.source.section : null;
      if (node.kind === 'test' && first?.source.kind === 'asset') {
        const cell = sql.ref(`a.${first.source.column}`);
        const { rows } = await sql<{ c0: unknown }>`select ${cell} as c0 from assets a where a.id = ${assetId}`.execute(
          kysely,
        );
        return rows.map(({ c0 }) => ({ values: { [columnName(first)]: shown(first, c0) } }));
      }
      if (node.kind === 'test' && node.test.how === 'filled' && node.test.negate) return [];
      if (node.kind === 'test' && first?.source.kind === 'table') {
        const { cell, those } = tableCell(first, first.source);
        const { rows } = await sql<{ c0: unknown }>`select ${cell} as c0 from ${sql.table(first.source.table)} s
          where s.asset_id = ${assetId} and ${those} and ${cellTest(cell, first, node.test, now)}
          order by 1 limit ${limit}`.execute(kysely);
        return rows.map(({ c0 }) => ({ values: { [columnName(first)]: shown(first, c0) } }));
      }
      if (node.kind === 'test' && first?.source.kind === 'group') {
        if (node.test.how === 'numbers' && node.test.negate) return [];
        const wanted = node.test.how === 'numbers' ? sql` and s.group_id in (${sql.join(node.test.values)})` : sql``;
        const { rows } = await sql<{ id: number }>`select s.group_id as id from group_members s
          where s.asset_id = ${assetId} and (s.manual = 1 or (s.computed = 1 and s.manual = 0))${wanted}
          order by 1 limit ${limit}`.execute(kysely);
        return rows.map(({ id }) => ({ values: { group: id } }));
      }
      if (section === null || (node.kind !== 'has' && node.kind !== 'test')) return [];
      const table = sectionTable(section);
      const inner = node.kind === 'has' ? node.node : node;
      const where = inner === null ? sql<boolean>`1 = 1` : plainRowCondition(inner, now);
      const named = fields;
      const cells = named.flatMap(({ source }, i) =>
        source.kind === 'section' ? [sql`${cellOf(source)} as ${sql.ref(`c${i}`)}`] : [],
      );
      const joins =
        table.sharedColumns.length === 0
          ? sql``
          : sql` join software_releases r on r.id = s.release_id
        join software_titles t on t.id = r.title_id${asksCatalog(node) ? catalogJoins : sql``}`;
      const { rows } = await sql<Record<string, unknown>>`select ${sql.join([sql`1 as one`, ...cells])}
        from ${sql.table(table.name)} s${joins} where s.asset_id = ${assetId} and ${where} limit ${limit}`.execute(
        kysely,
      );
      return rows.map((row) => ({
        values: Object.fromEntries(named.map((field, i) => [columnName(field), shown(field, row[`c${i}`])])),
      }));
    },

    /**
     * Values of a field that contain a text, those that begin with it and the frequent first.
     *
     * Of what machines have many of, the first rows alone are looked at: a suggestion need not be complete, but quick.
     */
    async values(field: SearchField, text: string, limit: number): Promise<string[]> {
      const from = valuesFrom(field, text === '' ? ROWS_WITHOUT_TEXT : ROWS_LOOKED_AT);
      if (from === null) return [];
      const literal = text.replace(/[\\%_]/g, '\\$&');
      const begins = sql`case when v ${caseless} ${`${literal}%`} escape '\\' then 0 else 1 end`;
      const { rows } = await sql<{ v: string }>`select v from ${from} x
        where v is not null and v <> '' and length(v) <= ${LONGEST_VALUE} and v ${caseless} ${`%${literal}%`} escape '\\'
        group by v order by min(${begins}), count(*) desc, v limit ${limit}`.execute(kysely);
      return rows.map(({ v }) => v);
    },

    /** What a search asks of the asset `a`, for a statement that reads assets: names of ours, everything else a parameter. */
    condition: (search: CheckedSearch, now: number): Sql => condition(search.root, 'fleet', now),

    /** The assets that a search finds, in no order. */
    async ids(executor: Executor, { search, now, ...rest }: AssetIdsQuery): Promise<number[]> {
      const { rows } = await sql<{ id: number }>`select a.id as id from assets a
        where ${asked({ ...rest, search })} and ${condition(search.root, 'fleet', now)}`.execute(executor);
      return rows.map(({ id }) => id);
    },

    async page({ search, now, sort, limit, offset, ...rest }: PageQuery): Promise<{ ids: number[]; total: number }> {
      const where = sql`where ${asked({ ...rest, search })} and ${inScope()} and ${condition(search.root, 'fleet', now)}`;
      const cells = sort.map(({ column }) =>
        column === 'os_version' ? engine.byBytes(sql.ref('a.os_version_key')) : sql.ref(`a.${column}`),
      );
      const named = cells.map((cell, i) => sql`, ${cell} as ${sql.ref(`k${i}`)}`);
      // Unknown values last, whichever the direction, on every engine.
      const order = sort.map(
        ({ descending }, i) => sql`${sql.ref(`k${i}`)} ${sql.raw(descending ? 'desc' : 'asc')} nulls last`,
      );
      // What is searched is found once: for the page, and to be counted.
      const { rows } = await sql<{ id: number; total: number }>`
        with found as materialized (select a.id as id${sql.join(named, sql``)} from assets a ${where})
        select id, (select count(*) from found) as total from found
        order by ${sql.join([...order, sql`id desc`])} limit ${limit} offset ${offset}`.execute(kysely);
      if (rows.length > 0 || offset === 0) return { ids: rows.map(({ id }) => id), total: rows[0]?.total ?? 0 };
      const counted = await sql<{ total: number }>`select count(*) as total from assets a ${where}`.execute(kysely);
      return { ids: [], total: counted.rows[0]?.total ?? 0 };
    },

    /**
     * Which of these searches find which of these assets.
     *
     * @returns Pairs of the index of a search and an asset.
     */
    async matches(
      executor: Executor,
      searches: readonly CheckedSearch[],
      assetIds: readonly number[],
      now: number,
    ): Promise<{ index: number; assetId: number }[]> {
      if (assetIds.length > ASSETS) throw new Error(`At most ${ASSETS} assets can be looked at together`);
      // One text for one asset and one for several, so that engines compile each search twice at most. A list of numbers
      // rather than a join: every planner then begins with these assets.
      const padded =
        assetIds.length === 1 ? assetIds : Array.from({ length: ASSETS }, (_, i) => assetIds[i] ?? assetIds[0]);
      const found: { index: number; assetId: number }[] = [];
      for (const chunk of chunks(searches)) {
        const parts = chunk.map(
          ({ search, index }) => sql`select ${sql.lit(index)} as number, a.id as id from assets a
            where a.id in (${sql.join(padded)}) and a.merged_into is null and ${condition(search.root, 'few', now)}`,
        );
        const { rows } = await sql<{ number: number; id: number }>`${sql.join(parts, sql` union all `)}`.execute(
          executor,
        );
        for (const { number, id } of rows) found.push({ index: number, assetId: id });
      }
      return found;
    },
  };
}

/** Searches that fit into one statement together; SQLite takes 500 of them in any case. */
function chunks(searches: readonly CheckedSearch[]): { search: CheckedSearch; index: number }[][] {
  const made: { search: CheckedSearch; index: number }[][] = [];
  let values = VALUES;
  for (const [index, search] of searches.entries()) {
    values += search.values + 1;
    const last = made.at(-1);
    if (last === undefined || values > VALUES || last.length >= 50) {
      made.push([{ search, index }]);
      values = search.values + 1;
    } else {
      last.push({ search, index });
    }
  }
  return made;
}

const isText = ({ type }: SearchField) => type === 'text' || type === 'version';
const isList = ({ type }: SearchField) => type === 'texts' || type === 'choices';

function joined(word: 'and' | 'or', parts: readonly Sql[]): Sql {
  return sql<boolean>`(${sql.join(parts, sql.raw(` ${word} `))})`;
}

/** An unknown cell compares with nothing; nor does an empty text. */
function knownAnd(cell: RawBuilder<unknown>, test: Sql, field: SearchField): Sql {
  const known = isText(field) ? sql<boolean>`coalesce(${cell}, '') <> ''` : sql<boolean>`${cell} is not null`;
  return sql<boolean>`(${known} and ${test})`;
}

/** A pattern of ours as one of LIKE, escaped by backslashes. */
function likePattern(pattern: string): string {
  return pattern.replace(/\\(.)|\\$|[*?%_]/gs, (found, escaped?: string) => {
    if (found === '*') return '%';
    if (found === '?') return '_';
    const literal = escaped ?? found;
    return /[\\%_]/.test(literal) ? `\\${literal}` : literal;
  });
}

function within(cell: RawBuilder<unknown>, { least, most, below, above }: Range): Sql {
  if (least !== undefined && least === most) return sql<boolean>`${cell} = ${least}`;
  const parts: Sql[] = [];
  if (least !== undefined) parts.push(sql<boolean>`${cell} >= ${least}`);
  if (most !== undefined) parts.push(sql<boolean>`${cell} <= ${most}`);
  if (below !== undefined) parts.push(sql<boolean>`${cell} < ${below}`);
  if (above !== undefined) parts.push(sql<boolean>`${cell} > ${above}`);
  return joined('and', parts);
}

/** A moment as a field of that type stores it. Machines' own clocks are taken for UTC. */
function moment({ type }: SearchField, at: number): string | number {
  if (type === 'time') return at;
  const iso = new Date(at).toISOString();
  return type === 'date' ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
}

/** The fields that a condition names, each once. */
function fieldsOf(node: CheckedNode): SearchField[] {
  if (node.kind === 'test') return [node.field];
  const below = node.kind === 'and' || node.kind === 'or' ? node.nodes : node.node === null ? [] : [node.node];
  return [...new Map(below.flatMap(fieldsOf).map((field) => [field.name, field])).values()];
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

function columnOf(section: Section, name: string) {
  const table = sectionTable(section);
  const shared = table.sharedColumns.find((column) => column.name === name);
  const stored = shared ?? table.columns.find((column) => column.name === name);
  if (stored === undefined) throw new Error(`Section ${section.name} has no column ${name}`);
  return { stored: stored.stored, isShared: shared !== undefined };
}

/** Where a column is found: in the section's table `s`, or, of software, in its release `r` or title `t`. */
function address(section: Section, name: string): RawBuilder<unknown> {
  const { stored, isShared } = columnOf(section, name);
  if (!isShared) return sql.ref(`s.${stored}`);
  return sql.ref(TITLE_COLUMNS.includes(name) ? `t.${stored}` : `r.${stored}`);
}

/** Whether a condition on a row asks what is decided about software. */
function asksCatalog(node: CheckedNode): boolean {
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
  if (node.field.source.catalog !== undefined) return true;
  return columnOf(node.field.source.section, node.field.source.column).isShared;
}
