import { AppError } from '@muster/protocol';
import type { Executor } from '../db/database.ts';
import { type CheckedSearch, checkSearch } from '../search/check-search.ts';
import type { SearchField } from '../search/search-fields.ts';
import type { SearchService } from '../search/search-service.ts';
import type { ComputedMemberRepository } from './computed-member-repository.ts';
import type { GroupQueueRepository } from './group-queue-repository.ts';
import type { GroupRepository } from './group-repository.ts';

type Needs = {
  readonly repository: GroupRepository;
  readonly computed: ComputedMemberRepository;
  readonly queue: GroupQueueRepository;
  readonly search: Pick<SearchService, 'fields' | 'assetIds' | 'matches'>;
  readonly clock: () => number;
};

type Fields = ReadonlyMap<string, SearchField>;
type Definition = { readonly id: number; readonly checked: CheckedSearch };

export type GroupEvaluator = ReturnType<typeof createGroupEvaluator>;

/** Computes which assets the searches of dynamic groups find, and writes what is different from before. */
export function createGroupEvaluator({ repository, computed, queue, search, clock }: Needs) {
  /** Of groups whose search makes sense. */
  async function definitions(trx: Executor, fields: Fields): Promise<Definition[]> {
    return (await computed.definitions(trx)).flatMap(({ id, tree }) => {
      const checked = check(tree, fields);
      return checked === null ? [] : [{ id, checked }];
    });
  }

  return {
    /** Computes one group over all assets. A static group, or one that is gone, stays as it is. */
    async evaluateGroup(id: number): Promise<void> {
      const fields = await search.fields(); // before the transaction: it asks the database on its own
      await repository.exclusively(async (trx) => {
        const group = await repository.find(id, trx);
        if (group === undefined) return;
        const checked = group.tree === null ? null : check(group.tree, fields);
        const matching = checked === null ? [] : await search.assetIds(trx, checked);
        const now = new Set(matching);
        const before = new Set(await computed.computedOf(trx, id));
        await computed.writeComputed(
          trx,
          matching.filter((assetId) => !before.has(assetId)).map((assetId) => [id, assetId] as const),
          [...before].filter((assetId) => !now.has(assetId)).map((assetId) => [id, assetId] as const),
        );
        await computed.setEvaluated(trx, id, group.revision, clock());
      });
    },

    /**
     * Looks at assets of the queue in all dynamic groups.
     *
     * @returns How many assets; 0 when the queue is empty.
     */
    async evaluateQueued(limit: number): Promise<number> {
      const fields = await search.fields();
      return await repository.exclusively(async (trx) => {
        const assetIds = await queue.takeQueued(trx, limit);
        if (assetIds.length === 0) return 0;
        const groups = await definitions(trx, fields);
        const pairs = await search.matches(
          trx,
          groups.map(({ checked }) => checked),
          assetIds,
        );
        const now = new Map(
          pairs.map(({ index, assetId }) => {
            const groupId = groups[index]?.id ?? -1;
            return [`${groupId} ${assetId}`, [groupId, assetId] as const];
          }),
        );
        const before = await computed.computedAmong(trx, assetIds);
        const known = new Set(before.map(({ groupId, assetId }) => `${groupId} ${assetId}`));
        await computed.writeComputed(
          trx,
          [...now].filter(([key]) => !known.has(key)).map(([, pair]) => pair),
          before
            .filter(({ groupId, assetId }) => !now.has(`${groupId} ${assetId}`))
            .map(({ groupId, assetId }) => [groupId, assetId] as const),
        );
        return assetIds.length;
      });
    },
  };
}

/** @returns Null for a search that no longer makes sense, because a field that it names was removed. */
function check(tree: string, fields: Fields): CheckedSearch | null {
  try {
    return checkSearch(JSON.parse(tree), fields);
  } catch (error) {
    if (error instanceof AppError && error.code === 'SEARCH_INVALID') return null;
    throw error;
  }
}
