import { type RawBuilder, sql } from 'kysely';
import { inScope } from '../db/asset-scope.ts';
import type { Db, Executor } from '../db/database.ts';
import type { SearchField } from '../search/search-fields.ts';
import { fieldCell, fieldRows } from './asset-column-repository.ts';
import type { Archived } from './asset-repository.ts';

/** A condition on the asset `a`, made of names of ours and parameters. Only the room `search` makes them. */
export type AssetCondition = RawBuilder<boolean>;

/** A selection whose searches were read. */
export type CheckedSelection = {
  /** Null: of every kind. */
  readonly kind: string | null;
  /** Text that one of `QUICK_COLUMNS`, or a MAC address, contains. */
  readonly q: string | undefined;
  readonly archived: Archived;
  readonly conditions: readonly AssetCondition[];
};

/** A column of `assets`, or a field, and the direction. */
export type OrderKey = ({ readonly column: string } | { readonly field: SearchField }) & {
  readonly descending?: boolean;
};

type Page = { readonly order: readonly OrderKey[]; readonly limit: number; readonly offset: number };

/** Columns of `assets` that never are null. */
const FILLED: ReadonlySet<string> = new Set([
  'id',
  'name',
  'device_id',
  'last_contact_at',
  'first_seen_at',
  'software_count',
]);

export type AssetListRepository = ReturnType<typeof createAssetListRepository>;

/** Which assets a list has, in which order. What is shown of them is read by their ids. */
export function createAssetListRepository({ kysely, engine }: Db) {
  function quick(text: string): AssetCondition {
    const mac = macOf(text);
    if (mac === null) return sql<boolean>`a.id in ${engine.assetsWithText(text)}`;
    // MAC addresses are in a section of their own, so that any of a machine's cards is found.
    const macs =
      mac.length === MAC_LENGTH
        ? sql`select asset_id from section_networks where mac = ${mac}`
        : sql`select asset_id from section_networks where mac like ${`%${mac}%`}`;
    return sql<boolean>`a.id in (select * from ${engine.assetsWithText(text)} as texts union ${macs})`;
  }

  function where({ kind, q, archived, conditions }: CheckedSelection): AssetCondition {
    const all: AssetCondition[] = [sql<boolean>`a.merged_into is null`, inScope()];
    if (kind !== null) all.unshift(sql<boolean>`a.kind = ${kind}`);
    if (archived !== 'include')
      all.push(sql<boolean>`a.archived_at is ${sql.raw(archived === 'only' ? 'not ' : '')}null`);
    if (q !== undefined) all.push(quick(q));
    return sql<boolean>`${sql.join([...all, ...conditions], sql` and `)}`;
  }

  /** The cells that a list is sorted by. */
  const sortCells = (order: readonly OrderKey[]) =>
    order.map((key) => {
      const column = columnOf(key);
      if (column === 'os_version') return engine.byBytes(sql.ref('a.os_version_key'));
      if (column !== null) return sql.ref(`a.${column}`);
      const stored = 'column' in key ? sql.ref(`a.${key.column}`) : fieldCell(key.field, engine);
      return 'field' in key && key.field.type === 'version' ? engine.versionKey(stored) : stored;
    });

  function orderBy(order: readonly OrderKey[], cells: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
    const keys = order.map((key, i) => {
      const cell = cells[i] ?? sql`1`;
      const direction = key.descending === true ? sql` desc` : sql``;
      // Unknown values last, whichever the direction, on every engine; said of the others, it would keep PostgreSQL from an index.
      return FILLED.has(columnOf(key) ?? '') ? sql`${cell}${direction}` : sql`${cell}${direction} nulls last`;
    });
    return sql.join([...keys, sql`id desc`]);
  }

  async function count(selection: CheckedSelection): Promise<number> {
    const { rows } = await sql<{ total: number }>`select count(*) as total from assets a
      where ${where(selection)}`.execute(kysely);
    return rows[0]?.total ?? 0;
  }

  async function page(selection: CheckedSelection, { order, limit, offset }: Page): Promise<number[]> {
    const { rows } = await sql<{ id: number }>`select a.id as id from assets a where ${where(selection)}
      order by ${orderBy(order, sortCells(order))} limit ${limit} offset ${offset}`.execute(kysely);
    return rows.map(({ id }) => id);
  }

  /**
   * A page of all there are by a field of another table: its rows are read as they lie, then the assets, rather than a row looked up
   * for each asset. Assets without a value follow. Null where the list is sorted by a column of `assets`.
   */
  async function pageByRows(selection: CheckedSelection, { order, limit, offset }: Page): Promise<number[] | null> {
    const [key, ...others] = order;
    if (key === undefined || !('field' in key)) return null;
    const rows = fieldRows(key.field, engine);
    if (rows === null) return null;
    const cell = key.field.type === 'version' ? engine.versionKey(rows.cell) : rows.cell;
    // SQLite keeps the order of a cross join.
    const known = sql`from ${rows.from} cross join assets a
      where a.id = s.asset_id and ${cell} is not null and ${rows.those} and ${where(selection)}`;
    const direction = sql.raw(key.descending === true ? ' desc' : '');
    const found = await sql<{ id: number }>`select a.id as id ${known}
      order by ${cell}${direction}, ${orderBy(others, sortCells(others))} limit ${limit} offset ${offset}`.execute(
      kysely,
    );
    const ids = found.rows.map(({ id }) => id);
    if (ids.length === limit) return ids;
    const counted = await sql<{ total: number }>`select count(*) as total ${known}`.execute(kysely);
    const unknown = sql<boolean>`not exists (
      select 1 from ${rows.from} where s.asset_id = a.id and ${cell} is not null and ${rows.those})`;
    const last = await page(
      { ...selection, conditions: [...selection.conditions, unknown] },
      { order: others, limit: limit - ids.length, offset: Math.max(0, offset - (counted.rows[0]?.total ?? 0)) },
    );
    return [...ids, ...last];
  }

  return {
    count,

    /** One page of ids, in order; assets that are alike in all keys follow one another newest first. */
    page,

    /** A page, and how many there are in all. */
    async pageAndTotal(selection: CheckedSelection, query: Page): Promise<{ ids: number[]; total: number }> {
      if (selection.conditions.length === 0 && selection.q === undefined) {
        // All there are: an index has them in order, and counted.
        const ids = (await pageByRows(selection, query)) ?? (await page(selection, query));
        return { total: await count(selection), ids };
      }
      // What was searched is found once, for both.
      const { order, limit, offset } = query;
      const cells = sortCells(order);
      const named = cells.map((cell, i) => sql`, ${cell} as ${sql.ref(`k${i}`)}`);
      const { rows } = await sql<{ id: number; total: number }>`
        with found as materialized (select a.id as id${sql.join(named, sql``)} from assets a where ${where(selection)})
        select id, (select count(*) from found) as total from found
        order by ${orderBy(
          order,
          cells.map((_, i) => sql.ref(`k${i}`)),
        )} limit ${limit} offset ${offset}`.execute(kysely);
      // Beyond the last page there is no row to say how many there are.
      const total = rows[0]?.total ?? (offset === 0 ? 0 : await count(selection));
      return { ids: rows.map(({ id }) => id), total };
    },

    /** All ids, in order: 8 bytes each, so that the rest can be read in small portions without a cursor held open. */
    async orderedIds(selection: CheckedSelection, order: readonly OrderKey[]): Promise<Float64Array> {
      const { rows } = await sql<{ id: number }>`select a.id as id from assets a where ${where(selection)}
        order by ${orderBy(order, sortCells(order))}`.execute(kysely);
      return Float64Array.from(rows, ({ id }) => id);
    },

    /** All ids, in no order. */
    async ids(executor: Executor, selection: CheckedSelection): Promise<number[]> {
      const { rows } = await sql<{ id: number }>`select a.id as id from assets a
        where ${where(selection)}`.execute(executor);
      return rows.map(({ id }) => id);
    },
  };
}

const MAC_LENGTH = 'aa:bb:cc:dd:ee:ff'.length;

/** A MAC address, or a part of one, as it is stored; null for what is none. */
function macOf(text: string): string | null {
  if (!/^[0-9a-f]{1,2}(?:[:-][0-9a-f]{1,2}){0,5}[:-]?$|^[:-](?:[0-9a-f]{1,2}[:-]?){1,6}$|^[0-9a-f]{12}$/i.test(text))
    return null;
  const plain = text.toLowerCase().replace(/-/g, ':');
  return /^[0-9a-f]{12}$/.test(plain) ? (plain.match(/../g)?.join(':') ?? plain) : plain;
}

/** The column of `assets` that a list is sorted by; null for a field of a section. */
function columnOf(key: OrderKey): string | null {
  if ('column' in key) return key.column;
  return key.field.source.kind === 'asset' ? key.field.source.column : null;
}
