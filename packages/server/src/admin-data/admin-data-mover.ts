import type { Executor } from '../db/database.ts';
import type { AssetMover, JsonValue } from '../fleet/asset-mover.ts';
import type { AdminDataRepository } from './admin-data-repository.ts';
import { isTag } from './admin-field.ts';

type Kept = {
  readonly version: number;
  readonly updatedAt: number;
  readonly agentTag: string | null;
  readonly values: readonly (readonly [number, string])[];
} | null;

/**
 * Administrative data in merges: what the old record knew survives, and where it knew nothing, what the new one was told.
 *
 * Source: ocs-server §3.3. There the old row replaces the new one; here no value is lost.
 */
export function createAdminDataMover(repository: AdminDataRepository, clock: () => number): AssetMover {
  async function read(trx: Executor, assetId: number): Promise<Kept> {
    const state = (await repository.states(trx, [assetId])).get(assetId);
    if (state === undefined) return null;
    const values = [...((await repository.values(trx, [assetId])).get(assetId) ?? [])];
    return { version: state.version, updatedAt: state.updated_at, agentTag: state.agent_tag, values };
  }

  async function write(trx: Executor, assetId: number, kept: Kept): Promise<void> {
    await repository.clear(trx, assetId);
    const fields = await repository.fields(trx);
    const known = new Set(fields.map(({ id }) => id));
    const values = (kept?.values ?? []).filter(([fieldId]) => known.has(fieldId)); // a field may be gone by now
    if (kept !== null) {
      const { version, updatedAt, agentTag } = kept;
      await repository.saveStates(trx, [{ asset_id: assetId, version, updated_at: updatedAt, agent_tag: agentTag }]);
      await repository.saveValues(
        trx,
        values.map(([fieldId, value]) => ({ assetId, fieldId, value })),
      );
    }
    const tag = fields.find(isTag)?.id;
    await repository.setTag(trx, values.find(([fieldId]) => fieldId === tag)?.[1] ?? null, [assetId]);
  }

  return {
    name: 'admin-data',
    async move(trx, from, to) {
      const old = await read(trx, from);
      const young = await read(trx, to);
      if (old !== null) {
        await write(trx, to, {
          version: Math.max(old.version, young?.version ?? 0) + 1,
          updatedAt: clock(),
          agentTag: young?.agentTag ?? null,
          values: [...new Map([...(young?.values ?? []), ...old.values])],
        });
        await write(trx, from, null);
      }
      return { from: old, to: young } as JsonValue; // safe: texts, numbers, lists of them
    },
    async restore(trx, from, to, moved) {
      const { from: old, to: young } = moved as unknown as { from: Kept; to: Kept }; // safe: what `move` returned
      if (old === null) return;
      await write(trx, from, old);
      await write(trx, to, young);
    },
  };
}
