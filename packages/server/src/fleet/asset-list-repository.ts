import { type RawBuilder, sql } from 'kysely';
import type { Db, Executor } from '../db/database.ts';
import type { SearchField } from '../search/search-fields.ts';
import { fieldCell } from './asset-column-repository.ts';
import type { Archived } from './asset-repository.ts';

/** A condition on the asset `a`, made of names of ours and parameters. Only the room `search` makes them. */
export type AssetCondition = RawBuilder<boolean>;

/** A selection whose searches were read. */
export type CheckedSelection = {
  readonly kind: string;
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

/** Columns in which the quick text is looked for. */
const QUICK_COLUMNS = [
  'name',
  'device_id',
  'tag',
  'os',
  'manufacturer',
  'model',
  'serial',
  'uuid',
  'ip',
  'user_name',
  'agent',
] as const;

export type AssetListRepository = ReturnType<typeof createAssetListRepository>;

/** Which assets a list has, in which order. What is shown of them is read by their ids. */
export function createAssetListRepository({ kysely, engine }: Db) {
  const caseless = sql.raw(engine.caseless);

  function quick(text: string): AssetCondition {
    const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    const cells = QUICK_COLUMNS.map((column) => sql`${sql.ref(`a.${column}`)} ${caseless} ${pattern} escape '\\'`);
    // MAC addresses are in a section of their own, so that any of a machine's cards is found.
    const macs = sql`a.id in (select asset_id from section_networks where mac ${caseless} ${pattern} escape '\\')`;
    return sql<boolean>`(${sql.join([...cells, macs], sql` or `)})`;
  }

  function where({ kind, q, archived, conditions }: CheckedSelection): AssetCondition {
    const all: AssetCondition[] = [sql<boolean>`a.kind = ${kind}`, sql<boolean>`a.merged_into is null`];
    if (archived !== 'include')
      all.push(sql<boolean>`a.archived_at is ${sql.raw(archived === 'only' ? 'not ' : '')}null`);
    if (q !== undefined) all.push(quick(q));
    return sql<boolean>`${sql.join([...all, ...conditions], sql` and `)}`;
  }

  function orderBy(order: readonly OrderKey[]): RawBuilder<unknown> {
    const keys = order.flatMap((key) => {
      const stored = 'column' in key ? sql.ref(`a.${key.column}`) : fieldCell(key.field, engine);
      const isVersion = 'column' in key ? key.column === 'os_version' : key.field.type === 'version';
      const cell = isVersion ? engine.versionKey(stored) : stored;
      // Unknown values last, whichever the direction, on every engine.
      return [sql`case when ${stored} is null then 1 else 0 end`, key.descending ? sql`${cell} desc` : cell];
    });
    return sql.join([...keys, sql`a.id desc`]);
  }

  return {
    async count(selection: CheckedSelection): Promise<number> {
      const { rows } = await sql<{ total: number }>`select count(*) as total from assets a
        where ${where(selection)}`.execute(kysely);
      return rows[0]?.total ?? 0;
    },

    /** One page of ids, in order; assets that are alike in all keys follow one another newest first. */
    async page(selection: CheckedSelection, { order, limit, offset }: Page): Promise<number[]> {
      const { rows } = await sql<{ id: number }>`select a.id as id from assets a where ${where(selection)}
        order by ${orderBy(order)} limit ${limit} offset ${offset}`.execute(kysely);
      return rows.map(({ id }) => id);
    },

    /** All ids, in order: 8 bytes each, so that the rest can be read in small portions without a cursor held open. */
    async orderedIds(selection: CheckedSelection, order: readonly OrderKey[]): Promise<Float64Array> {
      const { rows } = await sql<{ id: number }>`select a.id as id from assets a where ${where(selection)}
        order by ${orderBy(order)}`.execute(kysely);
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
