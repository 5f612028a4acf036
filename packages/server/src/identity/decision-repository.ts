import type { Executor } from '../db/database.ts';

/** Snapshots kept of a record: a wrong decision is noticed at the next inventories, or not at all. */
const SNAPSHOTS = 3;

/** Which record each inventory was taken for and why, what the record was before, and which pairs look suspicious. */
export function createDecisionRepository() {
  return {
    /** A decision by which a record was recognised; undefined when there is none of that number. */
    async findDecision(executor: Executor, id: number) {
      return await executor
        .selectFrom('identity_decisions')
        .select(['id', 'asset_id as assetId', 'at', 'device_id as deviceId', 'outcome'])
        .where('id', '=', id)
        .executeTakeFirst();
    },

    async addDecision(
      trx: Executor,
      decision: {
        assetId: number;
        at: number;
        deviceId: string;
        outcome: 'created' | 'recognised' | 'changed';
        score: number;
        evidence: unknown;
      },
    ): Promise<number> {
      const added = await trx
        .insertInto('identity_decisions')
        .values({
          asset_id: decision.assetId,
          at: decision.at,
          device_id: decision.deviceId,
          outcome: decision.outcome,
          score: decision.score,
          evidence: JSON.stringify(decision.evidence),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return added.id;
    },

    /** What a record was recognised by from a decision on becomes another's. */
    async part(trx: Executor, from: number, to: number, decision: { id: number; at: number }): Promise<void> {
      const moved = { asset_id: to };
      await trx
        .updateTable('device_ids')
        .set(moved)
        .where('asset_id', '=', from)
        .where('first_seen_at', '>=', decision.at)
        .execute();
      await trx.updateTable('identity_evidence').set(moved).where('asset_id', '=', from).execute();
      await trx
        .updateTable('identity_decisions')
        .set(moved)
        .where('asset_id', '=', from)
        .where('id', '>=', decision.id)
        .execute();
      // The other record begins with it.
      await trx.updateTable('identity_decisions').set({ outcome: 'created' }).where('id', '=', decision.id).execute();
      await trx.deleteFrom('asset_snapshots').where('decision_id', '=', decision.id).execute();
      await trx
        .updateTable('asset_snapshots')
        .set(moved)
        .where('asset_id', '=', from)
        .where('decision_id', '>', decision.id)
        .execute();
    },

    /** Keeps what a record was before a decision; of a record, the last few. */
    async addSnapshot(trx: Executor, snapshot: { decisionId: number; assetId: number; at: number; content: string }) {
      const { decisionId: decision_id, assetId: asset_id, at, content } = snapshot;
      await trx.insertInto('asset_snapshots').values({ decision_id, asset_id, at, content }).execute();
      const kept = trx
        .selectFrom('asset_snapshots')
        .select('decision_id')
        .where('asset_id', '=', asset_id)
        .orderBy('decision_id', 'desc')
        .limit(SNAPSHOTS);
      await trx
        .deleteFrom('asset_snapshots')
        .where('asset_id', '=', asset_id)
        .where('decision_id', 'not in', kept)
        .execute();
    },

    async findSnapshot(executor: Executor, decisionId: number): Promise<string | undefined> {
      const query = executor.selectFrom('asset_snapshots').select('content').where('decision_id', '=', decisionId);
      return (await query.executeTakeFirst())?.content;
    },

    /** A pair is told once; one that was ignored stays so. */
    async addSuspicion(
      trx: Executor,
      suspicion: { kind: 'duplicate' | 'clone'; pair: readonly [number, number]; at: number; evidence: unknown },
    ): Promise<void> {
      const [first, second] = [...suspicion.pair].sort((a, b) => a - b);
      if (first === undefined || second === undefined || first === second) return;
      await trx
        .insertInto('identity_suspicions')
        .values({
          kind: suspicion.kind,
          asset_id: first,
          other_id: second,
          at: suspicion.at,
          evidence: JSON.stringify(suspicion.evidence),
          state: 'open',
        })
        .onConflict((conflict) => conflict.columns(['kind', 'asset_id', 'other_id']).doNothing())
        .execute();
    },
  };
}
