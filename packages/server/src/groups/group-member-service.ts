import { AppError } from '@muster/protocol';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import { visibleIds } from '../db/asset-scope.ts';
import type { Executor } from '../db/database.ts';
import type { AssetService, AssetSummary } from '../fleet/asset-service.ts';
import { builtInFields } from '../search/search-fields.ts';
import type { SearchService } from '../search/search-service.ts';
import { type GroupDecisionRepository, MANUAL, type ManualAction } from './group-decision-repository.ts';
import type { GroupMemberRepository, How, MembersQuery } from './group-member-repository.ts';
import type { GroupQueueRepository } from './group-queue-repository.ts';
import type { GroupRepository, StoredGroup } from './group-repository.ts';

export type MemberChange = {
  readonly action: ManualAction;
  readonly assetIds?: readonly number[] | undefined;
  /** Instead of `assetIds`: all that a search finds. */
  readonly tree?: unknown;
};

export type GroupMemberNeeds = {
  readonly repository: GroupRepository;
  readonly members: GroupMemberRepository;
  readonly decisions: GroupDecisionRepository;
  readonly queue: GroupQueueRepository;
  readonly search: Pick<SearchService, 'check' | 'assetIds'>;
  readonly assets: Pick<AssetService, 'summaries'>;
  readonly audit: Pick<AuditService, 'record'>;
  readonly clock: () => number;
};

export type GroupMemberService = ReturnType<typeof createGroupMemberService>;

/** The members of groups, and what people decide about them. */
export function createGroupMemberService(needs: GroupMemberNeeds) {
  const { repository, members, decisions, queue, search, assets, audit, clock } = needs;

  async function stored(id: number, executor?: Executor): Promise<StoredGroup> {
    const group = await repository.find(id, executor);
    if (group === undefined) throw new AppError('GROUP_NOT_FOUND', { groupId: id });
    return group;
  }

  return {
    /** The groups that an asset is a member of, by number. */
    idsOf: (assetId: number): Promise<number[]> => members.idsOf(assetId),

    /** All members but archived ones. @throws {AppError} `GROUP_NOT_FOUND`. */
    async memberIds(groupId: number): Promise<number[]> {
      await stored(groupId);
      return await members.memberIds(groupId);
    },

    /** @throws {AppError} `GROUP_NOT_FOUND`, `REQUEST_INVALID`. */
    async members(
      id: number,
      query: Omit<MembersQuery, 'sort'> & { readonly sort: readonly string[] },
    ): Promise<{ items: (AssetSummary & { how: How })[]; total: number }> {
      await stored(id);
      const { items, total } = await members.members(id, { ...query, sort: query.sort.map(readOrder) });
      const how = new Map(items.map(({ assetId, manual }) => [assetId, HOW[manual] ?? 'computed']));
      const summaries = await assets.summaries(items.map(({ assetId }) => assetId));
      return { items: summaries.map((one) => ({ ...one, how: how.get(one.id) ?? 'computed' })), total };
    },

    /** Something changed about assets, not by an inventory: the groups look at them again within seconds. */
    touch: (executor: Executor, assetIds: readonly number[]): Promise<void> =>
      queue.enqueue(assetIds, clock(), executor),

    /**
     * For who decides about many assets, some in each transaction: nobody else changes members until it ends. Before any
     * asset is locked, or two processes may wait for each other in a circle.
     */
    lock: (trx: Executor): Promise<void> => repository.lock(trx),

    /** What a group is called, within a transaction or not. @throws {AppError} `GROUP_NOT_FOUND`. */
    nameWithin: async (executor: Executor, id: number): Promise<string> => (await stored(id, executor)).name,

    /** What was decided by hand about assets; those about which nothing was are left out. */
    decisions: (executor: Executor, id: number, assetIds: readonly number[]) =>
      decisions.manualOf(executor, id, assetIds),

    /** Audited by who calls. */
    decideWithin: (trx: Executor, id: number, assetIds: readonly number[], action: ManualAction) =>
      decisions.decide(trx, id, assetIds, MANUAL[action]),

    /**
     * Includes assets, excludes them, or forgets what was decided about them.
     *
     * @returns How many assets there were of those named, and may be seen by who asks.
     * @throws {AppError} `GROUP_NOT_FOUND`, `SEARCH_INVALID`.
     */
    async changeMembers(id: number, { action, assetIds, tree }: MemberChange, doer: Doer): Promise<{ assets: number }> {
      const checked = assetIds === undefined ? await search.check(tree) : null;
      return await repository.exclusively(async (trx) => {
        await stored(id, trx);
        const named = checked === null ? (assetIds ?? []) : await search.assetIds(trx, checked, 'exclude');
        const wanted = await visibleIds(trx, named);
        const changed = await decisions.decide(trx, id, wanted, MANUAL[action]);
        const after = { assets: changed, assetIds: wanted.slice(0, 1000) };
        await audit.record({ ...doer, action: `group.${action}`, target: `group ${id}`, after }, trx);
        return { assets: changed };
      });
    },
  };
}

const HOW: Readonly<Record<number, How>> = { 0: 'computed', 1: 'included', 2: 'excluded' };

/** The column behind a word of `sort`. @throws {AppError} `REQUEST_INVALID`. */
function readOrder(word: string): MembersQuery['sort'][number] {
  const name = `asset.${word.replace(/^-/, '')}`;
  const field = builtInFields.find((one) => one.name === name);
  if (field?.source.kind !== 'asset') {
    throw new AppError('REQUEST_INVALID', { reason: 'sort names a field that cannot be sorted by' });
  }
  return { column: field.source.column, descending: word.startsWith('-') };
}
