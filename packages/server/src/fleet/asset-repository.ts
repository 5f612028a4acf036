import { sql } from 'kysely';
import { currentScope } from '../access/viewer.ts';
import { inScope } from '../db/asset-scope.ts';
import type { Db, Executor } from '../db/database.ts';
import { prepared } from '../db/prepared.ts';
import type { AssetsTable, StoredAsset } from './fleet-tables.ts';

export type { StoredAsset };

export type SectionState = {
  readonly section: string;
  readonly fingerprint: string;
  readonly volatileFingerprint: string;
  readonly rowCount: number;
};

/** Which assets a list has: the active ones, the archived ones, all. */
export type Archived = 'exclude' | 'only' | 'include';

export type AssetRepository = ReturnType<typeof createAssetRepository>;

export function createAssetRepository(db: Db) {
  const { kysely, engine } = db;

  const saveStatesOf = (changed: boolean) =>
    prepared<{ assetId: number; at: number; rows: string }, never>((param) => {
      const rows = engine.rowsFromJson(param('rows'), [
        { name: 'section', type: 'text' },
        { name: 'fingerprint', type: 'text' },
        { name: 'volatile_fingerprint', type: 'text' },
        { name: 'row_count', type: 'integer' },
      ]);
      const time = sql.raw(engine.types.time);
      return sql<never>`insert into asset_sections
        (asset_id, changed_at, section, fingerprint, volatile_fingerprint, row_count)
        select cast(${param('assetId')} as ${sql.raw(engine.types.reference)}), cast(${param('at')} as ${time}),
          section, fingerprint, volatile_fingerprint, row_count from ${rows} where true
        on conflict (asset_id, section) do update set fingerprint = excluded.fingerprint,
          volatile_fingerprint = excluded.volatile_fingerprint, row_count = excluded.row_count
          ${changed ? sql`, changed_at = excluded.changed_at` : sql``}`.compile(kysely);
    });
  const saveStates = { true: saveStatesOf(true), false: saveStatesOf(false) };

  const findById = prepared<{ id: number }, StoredAsset>((param) =>
    kysely.selectFrom('assets').selectAll().where('id', '=', param('id')).compile(),
  );
  const lockById = prepared<{ id: number }, StoredAsset>((param) => {
    const query = kysely.selectFrom('assets').selectAll().where('id', '=', param('id'));
    return (engine.rowLocks ? query.forUpdate() : query).compile();
  });
  const statesOf = prepared<{ assetId: number }, SectionState>((param) =>
    kysely
      .selectFrom('asset_sections')
      .select(['section', 'fingerprint', 'volatile_fingerprint as volatileFingerprint', 'row_count as rowCount'])
      .where('asset_id', '=', param('assetId'))
      .compile(),
  );
  const byDeviceId = prepared<{ deviceId: string }, StoredAsset>((param) =>
    kysely
      .selectFrom('device_ids')
      .innerJoin('assets as reported', 'reported.id', 'device_ids.asset_id')
      .innerJoin('assets', (join) =>
        join.on((eb) => eb('assets.id', '=', eb.fn.coalesce('reported.merged_into', 'reported.id'))),
      )
      .selectAll('assets')
      .where('device_ids.device_id', '=', param('deviceId'))
      .orderBy('assets.last_contact_at', 'desc')
      .limit(1)
      .compile(),
  );

  async function findMany(ids: readonly number[]): Promise<StoredAsset[]> {
    if (ids.length === 0) return [];
    return await kysely.selectFrom('assets as a').selectAll('a').where('a.id', 'in', ids).where(inScope()).execute();
  }

  return {
    /** One asset, locked until the transaction ends. */
    async lock(trx: Executor, id: number): Promise<StoredAsset | undefined> {
      return (await lockById(trx, { id })).rows[0];
    },

    async create(trx: Executor, asset: Omit<AssetsTable, 'id'>): Promise<number> {
      const created = await trx.insertInto('assets').values(asset).returning('id').executeTakeFirstOrThrow();
      return created.id;
    },

    async update(trx: Executor, id: number, values: Partial<Omit<AssetsTable, 'id'>>): Promise<void> {
      await trx.updateTable('assets').set(values).where('id', '=', id).execute();
    },

    async sectionStates(executor: Executor, assetId: number): Promise<Map<string, SectionState>> {
      const { rows } = await statesOf(executor, { assetId });
      return new Map(rows.map((row) => [row.section, row]));
    },

    /** As `sectionStates`, and when each changed last. */
    async sectionStatesInFull(executor: Executor, assetId: number): Promise<(SectionState & { changedAt: number })[]> {
      return await executor
        .selectFrom('asset_sections')
        .select(['section', 'fingerprint', 'volatile_fingerprint as volatileFingerprint'])
        .select(['row_count as rowCount', 'changed_at as changedAt'])
        .where('asset_id', '=', assetId)
        .orderBy('section')
        .execute();
    },

    async moveSectionStates(trx: Executor, from: number, to: number): Promise<void> {
      await trx.updateTable('asset_sections').set({ asset_id: to }).where('asset_id', '=', from).execute();
    },

    async removeSectionStates(trx: Executor, assetId: number): Promise<void> {
      await trx.deleteFrom('asset_sections').where('asset_id', '=', assetId).execute();
    },

    async saveSectionStates(
      trx: Executor,
      assetId: number,
      states: readonly (SectionState & { readonly changed: boolean })[],
      at: number,
    ): Promise<void> {
      // The moment of the last change stays where only volatile columns differ.
      for (const changed of [true, false]) {
        const rows = states
          .filter((state) => state.changed === changed)
          .map((state) => [state.section, state.fingerprint, state.volatileFingerprint, state.rowCount]);
        if (rows.length > 0) await saveStates[`${changed}`](trx, { assetId, at, rows: JSON.stringify(rows) });
      }
    },

    /** In no order. */
    findMany,

    async find(id: number): Promise<StoredAsset | undefined> {
      if (currentScope() !== 'everything') return (await findMany([id]))[0];
      return (await findById(kysely, { id })).rows[0];
    },

    /** The asset that reports, or once reported, with a device id; of clones that share one, which reported last. */
    async findByDeviceId(deviceId: string): Promise<StoredAsset | undefined> {
      return (await byDeviceId(kysely, { deviceId })).rows[0];
    },

    async listSections(assetId: number): Promise<{ name: string; count: number; changedAt: number }[]> {
      return await kysely
        .selectFrom('asset_sections')
        .select(['section as name', 'row_count as count', 'changed_at as changedAt'])
        .where('asset_id', '=', assetId)
        .execute();
    },
  };
}
