import type { AssetMover, JsonValue } from '../fleet/asset-mover.ts';
import type { GroupDecisionRepository, MemberRow } from './group-decision-repository.ts';
import type { GroupQueueRepository } from './group-queue-repository.ts';

type Needs = {
  readonly decisions: GroupDecisionRepository;
  readonly queue: GroupQueueRepository;
  readonly clock: () => number;
};

type Moved = { readonly from: readonly MemberRow[]; readonly to: readonly MemberRow[] };

/**
 * Inclusions and exclusions survive a merge, as OCS Inventory keeps them; what was decided by hand about the record that
 * survives counts more. What the searches find is computed again for both.
 */
export function createGroupMover({ decisions, queue, clock }: Needs): AssetMover {
  return {
    name: 'groups',
    async move(trx, from, to) {
      const moved: Moved = { from: await decisions.decisionsOf(trx, from), to: await decisions.decisionsOf(trx, to) };
      const merged = new Map(moved.to.map((row) => [row.groupId, row]));
      for (const row of moved.from.filter(({ manual }) => manual !== 0)) {
        const own = merged.get(row.groupId);
        if (own === undefined) merged.set(row.groupId, { ...row, assetId: to, computed: 0 });
        else if (own.manual === 0) merged.set(row.groupId, { ...own, manual: row.manual });
      }
      await decisions.replaceDecisions(trx, from, []);
      await decisions.replaceDecisions(trx, to, [...merged.values()]);
      await queue.enqueue([from, to], clock(), trx);
      return moved as unknown as JsonValue; // safe: numbers in lists of objects
    },
    async restore(trx, from, to, moved) {
      const before = moved as unknown as Moved; // safe: move() made it
      await decisions.replaceDecisions(trx, from, before.from);
      await decisions.replaceDecisions(trx, to, before.to);
      await queue.enqueue([from, to], clock(), trx);
    },
  };
}
