import { type CompiledQuery, sql } from 'kysely';
import type { Db, Executor } from '../db/database.ts';
import { prepared } from '../db/prepared.ts';
import { createDecisionRepository } from './decision-repository.ts';
import type { Evidence } from './evidence.ts';
import type { Candidate, Claim } from './match.ts';
import { type EvidenceKind, evidenceKinds } from './spelling.ts';

/** Records that one value may lead to: a value that more records have says nothing. */
const RECORDS_PER_VALUE = 8;

/** Kinds by which the rule of OCS finds records. */
export const OCS_LEADS: readonly EvidenceKind[] = ['uuid', 'serial', 'mac', 'name', 'assetTag'];

/** Kinds by which records are found. Names are too common: they only count beside something else. */
export const LEADS: readonly EvidenceKind[] = ['uuid', 'serial', 'diskSerial', 'boardSerial', 'mac', 'agentId'];

/** What a statement returns. */
type RowOf<Make extends (...given: never) => CompiledQuery> =
  ReturnType<Make> extends CompiledQuery<infer R> ? R : never;

export type IdentityRepository = ReturnType<typeof createIdentityRepository>;

export function createIdentityRepository(db: Db) {
  const { engine, kysely } = db;
  const evidenceOf = (ids: readonly number[]) =>
    kysely
      .selectFrom('identity_evidence')
      .innerJoin('assets', 'assets.id', 'identity_evidence.asset_id')
      .select(['assets.id', 'assets.merged_into', 'identity_evidence.kind', 'identity_evidence.value'])
      .where((eb) => eb.or([eb('assets.id', 'in', ids), eb('assets.merged_into', 'in', ids)]))
      .orderBy('value')
      .compile();
  const deviceIdsOf = (ids: readonly number[]) =>
    kysely
      .selectFrom('device_ids')
      .innerJoin('assets', 'assets.id', 'device_ids.asset_id')
      .select(['device_ids.device_id', 'assets.id', 'assets.merged_into'])
      .where((eb) => eb.or([eb('assets.id', 'in', ids), eb('assets.merged_into', 'in', ids)]))
      .compile();
  const reportedAs = (deviceIds: readonly string[]) =>
    kysely
      .selectFrom('device_ids')
      .innerJoin('assets', 'assets.id', 'device_ids.asset_id')
      .select(['assets.id', 'assets.merged_into'])
      .where('device_ids.device_id', 'in', deviceIds)
      .compile();
  // Nearly every inventory is of one known record.
  const evidenceOfOne = prepared<{ id: number }, RowOf<typeof evidenceOf>>((param) => evidenceOf([param('id')]));
  const deviceIdsOfOne = prepared<{ id: number }, RowOf<typeof deviceIdsOf>>((param) => deviceIdsOf([param('id')]));
  const reportedAsOne = prepared<{ id: string }, RowOf<typeof reportedAs>>((param) => reportedAs([param('id')]));

  /** The records behind ids, with their evidence; a record that was merged away stands for the one it went into. */
  async function candidates(executor: Executor, assetIds: readonly number[]): Promise<Candidate[]> {
    if (assetIds.length === 0) return [];
    const ids = [...assetIds];
    const [id] = ids;
    const isOne = id !== undefined && ids.length === 1;
    const { rows: evidence } = isOne
      ? await evidenceOfOne(executor, { id })
      : await executor.executeQuery(evidenceOf(ids));
    const { rows: deviceIds } = isOne
      ? await deviceIdsOfOne(executor, { id })
      : await executor.executeQuery(deviceIdsOf(ids));
    return ids.map((assetId) => ({
      assetId,
      evidence: toEvidence(evidence.filter((row) => row.id === assetId)),
      former: toEvidence(evidence.filter((row) => row.merged_into === assetId)),
      deviceIds: deviceIds
        .filter((row) => row.id === assetId || row.merged_into === assetId)
        .map((row) => row.device_id),
    }));
  }

  return {
    ...createDecisionRepository(),

    candidates,

    /** Records that reported with one of the device ids. */
    async findByDeviceId(executor: Executor, deviceIds: readonly string[]): Promise<number[]> {
      const [id] = deviceIds;
      const isOne = id !== undefined && deviceIds.length === 1;
      const { rows } = isOne
        ? await reportedAsOne(executor, { id })
        : await executor.executeQuery(reportedAs(deviceIds));
      return [...new Set(rows.map((row) => row.merged_into ?? row.id))];
    },

    /** Records that have a value in common with the evidence, and the values that too many have. */
    async findByEvidence(
      executor: Executor,
      { evidence }: Claim,
      leads: readonly EvidenceKind[],
    ): Promise<{ assetIds: number[]; shared: ReadonlySet<string> }> {
      const wanted = leads.flatMap((kind) => (evidence[kind] ?? []).map((value) => [kind, value] as const));
      if (wanted.length === 0) return { assetIds: [], shared: new Set() };
      const given = engine.rowsFromJson(wanted, [
        { name: 'wanted_kind', type: 'text' },
        { name: 'wanted_value', type: 'text' },
      ]);
      const { rows } = await sql<{ kind: EvidenceKind; value: string; id: number; merged_into: number | null }>`
        select e.kind, e.value, a.id, a.merged_into from (select * from ${given}) as w
        join identity_evidence e on e.value = w.wanted_value and e.kind = w.wanted_kind
        join assets a on a.id = e.asset_id
        limit ${sql.lit(wanted.length * RECORDS_PER_VALUE * 4)}`.execute(executor);
      const records = new Map<string, Set<number>>();
      for (const { kind, value, id, merged_into } of rows) {
        const key = valueKey(kind, value);
        const known = records.get(key) ?? new Set();
        known.add(merged_into ?? id);
        records.set(key, known);
      }
      const shared = new Set<string>();
      const assetIds = new Set<number>();
      for (const [key, ids] of records) {
        if (ids.size >= RECORDS_PER_VALUE || (key.startsWith('mac ') && ids.size > 1)) shared.add(key);
        if (ids.size < RECORDS_PER_VALUE) for (const id of ids) assetIds.add(id);
      }
      return { assetIds: [...assetIds], shared };
    },

    async addDeviceId(trx: Executor, deviceId: string, assetId: number, at: number): Promise<void> {
      await trx
        .insertInto('device_ids')
        .values({ device_id: deviceId, asset_id: assetId, first_seen_at: at })
        .onConflict((conflict) => conflict.columns(['device_id', 'asset_id']).doNothing())
        .execute();
    },

    /** Replaces the values of the kinds that are given. */
    async saveEvidence(trx: Executor, assetId: number, evidence: Evidence): Promise<void> {
      const kinds = Object.keys(evidence);
      if (kinds.length === 0) return;
      await trx.deleteFrom('identity_evidence').where('asset_id', '=', assetId).where('kind', 'in', kinds).execute();
      const rows = evidenceKinds.flatMap((kind) =>
        (evidence[kind] ?? []).map((value) => ({ asset_id: assetId, kind, value })),
      );
      if (rows.length > 0) await trx.insertInto('identity_evidence').values(rows).execute();
    },

    /** The device id that a record reported with last. */
    async lastDeviceId(trx: Executor, assetId: number): Promise<string | undefined> {
      const row = await trx
        .selectFrom('device_ids')
        .select('device_id')
        .where('asset_id', '=', assetId)
        .orderBy('first_seen_at', 'desc')
        .executeTakeFirst();
      return row?.device_id;
    },

    /** What a record is recognised by. */
    async evidence(executor: Executor, assetId: number): Promise<Evidence> {
      const rows = await executor
        .selectFrom('identity_evidence')
        .select(['kind', 'value'])
        .where('asset_id', '=', assetId)
        .orderBy('value')
        .execute();
      return toEvidence(rows);
    },

    async deviceIdsOf(executor: Executor, assetId: number): Promise<string[]> {
      const query = executor.selectFrom('device_ids').select('device_id').where('asset_id', '=', assetId);
      return (await query.orderBy('device_id').execute()).map((row) => row.device_id);
    },

    /** The device id of the last inventory of a record. */
    async reportedAs(executor: Executor, assetId: number): Promise<string | undefined> {
      const query = executor.selectFrom('assets').select('device_id').where('id', '=', assetId);
      return (await query.executeTakeFirst())?.device_id;
    },

    async removeDeviceIds(trx: Executor, assetId: number, deviceIds: readonly string[]): Promise<void> {
      if (deviceIds.length === 0) return;
      await trx
        .deleteFrom('device_ids')
        .where('asset_id', '=', assetId)
        .where('device_id', 'in', [...deviceIds])
        .execute();
    },

    /** Replaces the values of all kinds. */
    async replaceEvidence(trx: Executor, assetId: number, evidence: Evidence): Promise<void> {
      await trx.deleteFrom('identity_evidence').where('asset_id', '=', assetId).execute();
      await this.saveEvidence(trx, assetId, evidence);
    },

    async readBlacklistChanges(executor: Executor): Promise<{ kind: string; value: string; listed: boolean }[]> {
      const rows = await executor.selectFrom('identity_blacklists').selectAll().execute();
      return rows.map((row) => ({ ...row, listed: row.listed === 1 }));
    },
  };
}

export const valueKey = (kind: EvidenceKind, value: string) => `${kind} ${value}`;

function toEvidence(rows: readonly { kind: string; value: string }[]): Evidence {
  const evidence: { -readonly [K in EvidenceKind]?: string[] } = {};
  for (const kind of evidenceKinds) {
    const values = rows.filter((row) => row.kind === kind).map((row) => row.value);
    if (values.length > 0) evidence[kind] = values;
  }
  return evidence;
}
