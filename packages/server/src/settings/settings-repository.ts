import { sql } from 'kysely';
import type { Db, Executor } from '../db/database.ts';

/** What a value is set for. */
export type Scope = { readonly kind: 'asset' | 'group'; readonly id: number };

export type StoredValue = {
  readonly value: unknown;
  readonly updatedAt: number;
  readonly updatedBy: string | null;
};

export type OverrideRow = {
  readonly name: string;
  /** JSON. */
  readonly value: string;
  readonly updatedAt: number;
  readonly updatedBy: string;
};

type Stamp = { readonly at: number; readonly by: string };

export type SettingsRepository = ReturnType<typeof createSettingsRepository>;

export function createSettingsRepository({ kysely, engine }: Pick<Db, 'kysely' | 'engine'>) {
  return {
    ...valuesIn(kysely),
    ...overridesIn({ kysely, engine }),
    /** Runs `work` whole or not at all. */
    transaction<T>(work: (trx: Executor) => Promise<T>): Promise<T> {
      return kysely.transaction().execute(work);
    },
  };
}

function valuesIn(kysely: Executor) {
  return {
    /** What was set, by name. */
    async readAll(executor: Executor = kysely): Promise<Map<string, StoredValue>> {
      const rows = await executor.selectFrom('settings').selectAll().execute();
      return new Map(
        rows.map((row) => [
          row.name,
          { value: JSON.parse(row.value) as unknown, updatedAt: row.updated_at, updatedBy: row.updated_by },
        ]),
      );
    },
    async write(name: string, value: unknown, { at, by }: Stamp, executor: Executor = kysely): Promise<void> {
      const stored = { value: JSON.stringify(value), updated_at: at, updated_by: by };
      await executor
        .insertInto('settings')
        .values({ name, ...stored })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(stored))
        .execute();
    },
    async remove(name: string, executor: Executor = kysely): Promise<void> {
      await executor.deleteFrom('settings').where('name', '=', name).execute();
    },
  };
}

function overridesIn({ kysely, engine }: Pick<Db, 'kysely' | 'engine'>) {
  return {
    /** Every value of every group. */
    async readGroupOverrides(): Promise<{ groupId: number; name: string; value: unknown }[]> {
      const rows = await kysely
        .selectFrom('setting_overrides')
        .select(['group_id', 'name', 'value'])
        .where('group_id', 'is not', null)
        .execute();
      return rows.map(({ group_id, name, value }) => ({
        groupId: group_id ?? 0, // never null: the statement says so
        name,
        value: JSON.parse(value) as unknown,
      }));
    },
    /** How many values each group has; groups without any are not there. */
    async countGroupOverrides(): Promise<Map<number, number>> {
      const rows = await kysely
        .selectFrom('setting_overrides')
        .select((eb) => ['group_id', eb.fn.countAll<number>().as('total')])
        .where('group_id', 'is not', null)
        .groupBy('group_id')
        .execute();
      return new Map(rows.map(({ group_id, total }) => [group_id ?? 0, Number(total)])); // never null, as above
    },
    /** The values of all assets, or null when there are more than `limit`. */
    async readAssetOverrides(limit: number): Promise<{ assetId: number; name: string; value: unknown }[] | null> {
      const rows = await kysely
        .selectFrom('setting_overrides')
        .select(['asset_id', 'name', 'value'])
        .where('asset_id', 'is not', null)
        .limit(limit + 1)
        .execute();
      if (rows.length > limit) return null;
      return rows.map(({ asset_id, name, value }) => ({
        assetId: asset_id ?? 0, // never null: the statement says so
        name,
        value: JSON.parse(value) as unknown,
      }));
    },
    /** What is set for one asset or group, in the order of names. */
    async overridesOf(scope: Scope, executor: Executor = kysely): Promise<OverrideRow[]> {
      return await executor
        .selectFrom('setting_overrides')
        .select(['name', 'value', 'updated_at as updatedAt', 'updated_by as updatedBy'])
        .where(columnOf(scope), '=', scope.id)
        .orderBy('name')
        .execute();
    },
    async writeOverride(scope: Scope, row: OverrideRow, executor: Executor = kysely): Promise<void> {
      const stored = { value: row.value, updated_at: row.updatedAt, updated_by: row.updatedBy };
      const ids = { asset_id: null, group_id: null, [columnOf(scope)]: scope.id };
      await executor
        .insertInto('setting_overrides')
        .values({ name: row.name, ...ids, ...stored })
        .onConflict((conflict) => conflict.columns([columnOf(scope), 'name']).doUpdateSet(stored))
        .execute();
    },
    /** What single assets have of one setting, as JSON by asset. */
    async assetOverrides(name: string, assetIds: readonly number[], executor: Executor): Promise<Map<number, string>> {
      const rows = await executor
        .selectFrom('setting_overrides')
        .select(['asset_id', 'value'])
        .where('name', '=', name)
        .where('asset_id', 'in', [...assetIds])
        .execute();
      return new Map(rows.map(({ asset_id, value }) => [asset_id ?? 0, value])); // never null: the statement says so
    },
    /** Null removes. */
    async writeAssetOverrides(
      name: string,
      values: ReadonlyMap<number, string | null>,
      { at, by }: Stamp,
      executor: Executor,
    ): Promise<void> {
      const gone = [...values].filter(([, value]) => value === null).map(([id]) => id);
      if (gone.length > 0) {
        await executor.deleteFrom('setting_overrides').where('name', '=', name).where('asset_id', 'in', gone).execute();
      }
      const some = [...values].filter(([, value]) => value !== null);
      if (some.length === 0) return;
      const given = engine.rowsFromJson(some, [
        { name: 'given_id', type: 'reference' },
        { name: 'given_value', type: 'text' },
      ]);
      await sql`insert into setting_overrides (name, asset_id, value, updated_at, updated_by)
        select ${name}, given_id, given_value, ${sql.lit(at)}, ${by} from ${given} where true
        on conflict (asset_id, name) do update
        set value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by`.execute(
        executor,
      );
    },
    async removeOverrides(scope: Scope, names: readonly string[], executor: Executor = kysely): Promise<void> {
      if (names.length === 0) return;
      await executor
        .deleteFrom('setting_overrides')
        .where(columnOf(scope), '=', scope.id)
        .where('name', 'in', names)
        .execute();
    },
    async removeAllOverrides(scope: Scope, executor: Executor = kysely): Promise<void> {
      await executor.deleteFrom('setting_overrides').where(columnOf(scope), '=', scope.id).execute();
    },
    /** When an asset was first seen; undefined for one that is not there. */
    async firstSeenAt(assetId: number, executor: Executor = kysely): Promise<number | undefined> {
      const row = await executor
        .selectFrom('assets')
        .select('first_seen_at')
        .where('id', '=', assetId)
        .executeTakeFirst();
      return row?.first_seen_at;
    },
  };
}

const columnOf = ({ kind }: Scope) => (kind === 'asset' ? 'asset_id' : 'group_id');
