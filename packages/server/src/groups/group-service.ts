import { AppError } from '@muster/protocol';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import type { Executor } from '../db/database.ts';
import type { SearchService } from '../search/search-service.ts';
import type { SearchNode } from '../search/search-tree.ts';
import { type StoredSearch, toNameKey } from '../search/stored-search-service.ts';
import type { GroupEvaluator } from './group-evaluator.ts';
import type { GroupMemberService } from './group-member-service.ts';
import type { GroupRepository, GroupsQuery, StoredGroup } from './group-repository.ts';

export type Group = {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly kind: 'static' | 'dynamic';
  /** Null for a static group. */
  readonly tree: SearchNode | null;
  readonly members: number;
  /** How many settings have a value for it. */
  readonly settings: number;
  /** Counts the definitions there have been. */
  readonly revision: number;
  /** False while the members are being computed after a change of the definition. */
  readonly current: boolean;
  readonly evaluatedAt: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
};

export type GroupInput = {
  readonly name: string;
  readonly description: string;
  /** Any JSON; null for a static group. */
  readonly tree: unknown;
};

export type GroupChange = GroupInput & {
  /** What was changed; absent: whatever there is. */
  readonly revision?: number | undefined;
};

/** Groups that can be named; others by their number. */
const NAMES = 5000;

/** What another room does when a group goes: it keeps something by the group's number. */
export type GroupRemoval = (trx: Executor, groupId: number) => Promise<void>;

export type GroupNeeds = {
  readonly repository: GroupRepository;
  readonly evaluator: GroupEvaluator;
  readonly search: Pick<SearchService, 'check'>;
  readonly audit: Pick<AuditService, 'record'>;
  readonly clock: () => number;
  readonly removals?: readonly GroupRemoval[];
  /** How many settings have a value for each group. */
  readonly settingCounts: () => Promise<ReadonlyMap<number, number>>;
  /** Stored searches that a user sees and that ask for a group. */
  readonly searchesAsking: (groupId: number, userId: number) => Promise<readonly StoredSearch[]>;
};

/** What other rooms know: the groups and their members. */
export type GroupService = ReturnType<typeof createGroupService> & GroupMemberService;

/** Groups of assets: their names and their searches. */
export function createGroupService(needs: GroupNeeds) {
  const { repository, evaluator, search, audit, clock, removals = [], settingCounts, searchesAsking } = needs;

  async function find(id: number): Promise<Group> {
    const group = await stored(id);
    return toGroup(group, (await settingCounts()).get(id));
  }

  async function stored(id: number, trx?: Executor): Promise<StoredGroup> {
    const group = await repository.find(id, trx);
    if (group === undefined) throw new AppError('GROUP_NOT_FOUND', { groupId: id });
    return group;
  }

  async function valuesOf({ name, description, tree }: GroupInput) {
    const checked = tree === null || tree === undefined ? null : await search.check(tree);
    if (checked?.asksGroups === true) {
      throw new AppError('SEARCH_INVALID', {
        path: 'the whole',
        reason: 'the search of a group may not ask for groups',
      });
    }
    return {
      name: name.trim(),
      nameKey: toNameKey(name),
      description,
      tree: checked === null ? null : JSON.stringify(checked.tree),
      timed: checked?.timed ?? false,
    };
  }

  return {
    /** What the groups are called, for whoever names one in a query. */
    names: () => repository.names(NAMES),

    async list(query: GroupsQuery) {
      const { items, total } = await repository.list(query);
      const counts = await settingCounts();
      return { items: items.map((group) => toGroup(group, counts.get(group.id))), total };
    },

    /** @throws {AppError} `GROUP_NOT_FOUND`. */
    find,

    /** What asks for a group, so that who deletes it knows. @throws {AppError} `GROUP_NOT_FOUND`. */
    async uses(id: number, userId: number) {
      await stored(id);
      const searches = await searchesAsking(id, userId);
      return { searches: searches.map(({ id: searchId, name, owner }) => ({ id: searchId, name, owner })) };
    },

    /** Null: there is no such group. */
    nameOf: async (groupId: number): Promise<string | null> => (await repository.find(groupId))?.name ?? null,

    /** @throws {AppError} `GROUP_NAME_TAKEN`, `SEARCH_INVALID`. */
    async create(input: GroupInput, doer: Doer): Promise<Group> {
      const values = await valuesOf(input);
      const id = await repository.exclusively(async (trx) => {
        const made = await repository.create(trx, values, { actor: doer.actor, at: clock() });
        if (made === undefined) throw new AppError('GROUP_NAME_TAKEN', { name: input.name });
        const after = auditable(values);
        await audit.record({ ...doer, action: 'group.create', target: `group ${made}`, after }, trx);
        return made;
      });
      if (values.tree !== null) await evaluator.evaluateGroup(id);
      return await find(id);
    },

    /** @throws {AppError} `GROUP_NOT_FOUND`, `GROUP_NAME_TAKEN`, `GROUP_CHANGED`, `SEARCH_INVALID`. */
    async update(id: number, { revision, ...input }: GroupChange, doer: Doer): Promise<Group> {
      const values = await valuesOf(input);
      await repository.exclusively(async (trx) => {
        const before = await stored(id, trx);
        if (revision !== undefined && revision !== before.revision) {
          throw new AppError('GROUP_CHANGED', { groupId: id, revision: before.revision });
        }
        if (!(await repository.update(trx, id, values))) throw new AppError('GROUP_NAME_TAKEN', { name: input.name });
        const change = { before: auditable(before), after: auditable(values) };
        await audit.record({ ...doer, action: 'group.update', target: `group ${id}`, ...change }, trx);
      });
      await evaluator.evaluateGroup(id);
      return await find(id);
    },

    /** With everything that other rooms keep for it. @throws {AppError} `GROUP_NOT_FOUND`. */
    async remove(id: number, doer: Doer): Promise<void> {
      await repository.exclusively(async (trx) => {
        const before = auditable(await stored(id, trx));
        for (const removal of removals) await removal(trx, id);
        await repository.remove(trx, id);
        await audit.record({ ...doer, action: 'group.delete', target: `group ${id}`, before }, trx);
      });
    },

    /** Computes the members now. @throws {AppError} `GROUP_NOT_FOUND`. */
    async recalculate(id: number): Promise<Group> {
      await stored(id);
      await evaluator.evaluateGroup(id);
      return await find(id);
    },
  };
}

type Auditable = { readonly name: string; readonly description: string; readonly tree: string | null };

const auditable = ({ name, description, tree }: Auditable) => ({
  name,
  description,
  tree: tree === null ? null : JSON.parse(tree),
});

function toGroup(group: StoredGroup, settings = 0): Group {
  const { id, name, description, tree, members, revision, evaluatedRevision } = group;
  return {
    id,
    name,
    description,
    kind: tree === null ? 'static' : 'dynamic',
    tree: tree === null ? null : (JSON.parse(tree) as SearchNode), // safe: it was checked before it was stored
    members,
    settings,
    revision,
    current: tree === null || revision === evaluatedRevision,
    evaluatedAt: tree === null ? null : new Date(group.evaluatedAt).toISOString(),
    createdAt: new Date(group.createdAt).toISOString(),
    createdBy: group.createdBy,
  };
}
