import { AppError } from '@muster/protocol';
import type { AuditEvent, AuditService, Doer } from '../audit/audit-service.ts';
import type { Executor } from '../db/database.ts';
import type { Job } from '../jobs/job-service.ts';
import type { SearchService } from './search-service.ts';
import type { SearchNode } from './search-tree.ts';
import type { StoredSearchesQuery, StoredSearchRepository, StoredSearchRow } from './stored-search-repository.ts';

export type StoredSearch = {
  readonly id: number;
  readonly owner: string;
  /** Whether it belongs to who asks, and so may be changed. */
  readonly own: boolean;
  readonly name: string;
  readonly description: string;
  readonly shared: boolean;
  readonly tree: SearchNode;
  readonly query: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
};

export type StoredSearchInput = {
  readonly name: string;
  readonly description: string;
  readonly shared: boolean;
  /** Made of `query` where there is one. */
  readonly tree?: unknown;
  readonly query?: string | null | undefined;
};

/** Days that a deleted search can be brought back. */
export const KEPT_DAYS = 30;

const HOUR_MS = 3_600_000;

type Needs = {
  readonly repository: StoredSearchRepository;
  readonly search: Pick<SearchService, 'check'>;
  readonly audit: Pick<AuditService, 'record'>;
  readonly clock: () => number;
};

export type StoredSearchService = ReturnType<typeof createStoredSearchService>;

/** Searches that people keep, for themselves or for everybody. */
export function createStoredSearchService({ repository, search, audit, clock }: Needs) {
  async function find(id: number, userId: number, executor?: Executor): Promise<StoredSearch> {
    const row = await repository.find(id, executor);
    // One that is not shared does not exist for others: its name may tell too much already.
    if (row === undefined || (row.ownerId !== userId && row.shared !== 1)) {
      throw new AppError('SEARCH_NOT_FOUND', { searchId: id });
    }
    return toStoredSearch(row, userId);
  }

  async function own(id: number, userId: number, trx: Executor): Promise<StoredSearch> {
    const found = await find(id, userId, trx);
    if (!found.own) throw new AppError('SEARCH_NOT_YOURS', { searchId: id, owner: found.owner });
    return found;
  }

  async function valuesOf({ tree, query = null, name, description, shared }: StoredSearchInput) {
    const checked = await search.check(tree);
    return {
      description,
      shared,
      name: name.trim(),
      nameKey: toNameKey(name),
      tree: JSON.stringify(checked.tree),
      query,
    };
  }

  const record = (trx: Executor, doer: Doer, verb: string, id: number, sides: Pick<AuditEvent, 'before' | 'after'>) =>
    audit.record({ ...doer, action: `search.${verb}`, target: `search ${id}`, ...sides }, trx);

  return {
    /** @param query `q` is a text that the name, the description or the words of the search contain. */
    async list(userId: number, query: StoredSearchesQuery) {
      const { items, total } = await repository.list(userId, query);
      return { items: items.map((row) => toStoredSearch(row, userId)), total };
    },

    /** Searches that a user sees and that ask for a group, by name. */
    async asking(groupId: number, userId: number): Promise<StoredSearch[]> {
      const rows = await repository.naming('asset.group', userId);
      return rows.map((row) => toStoredSearch(row, userId)).filter(({ tree }) => asksForGroup(tree, groupId));
    },

    /** @throws {AppError} `SEARCH_NOT_FOUND`. */
    find: (id: number, userId: number): Promise<StoredSearch> => find(id, userId),

    /** @throws {AppError} `SEARCH_INVALID`, `SEARCH_NAME_TAKEN`. */
    async create(userId: number, input: StoredSearchInput, doer: Doer): Promise<StoredSearch> {
      const values = await valuesOf(input);
      return await repository.transaction(async (trx) => {
        const id = await repository.create(trx, userId, values, clock());
        if (id === undefined) throw new AppError('SEARCH_NAME_TAKEN', { name: input.name });
        const made = await find(id, userId, trx);
        await record(trx, doer, 'create', id, { after: auditable(made) });
        return made;
      });
    },

    /** @throws {AppError} `SEARCH_NOT_FOUND`, `SEARCH_NOT_YOURS`, `SEARCH_INVALID`, `SEARCH_NAME_TAKEN`. */
    async update(id: number, userId: number, input: StoredSearchInput, doer: Doer): Promise<StoredSearch> {
      const values = await valuesOf(input);
      return await repository.transaction(async (trx) => {
        const before = await own(id, userId, trx);
        const isUpdated = await repository.update(trx, { id, ownerId: userId }, values, clock());
        if (!isUpdated) throw new AppError('SEARCH_NAME_TAKEN', { name: input.name });
        const updated = await find(id, userId, trx);
        await record(trx, doer, 'update', id, { before: auditable(before), after: auditable(updated) });
        return updated;
      });
    },

    /** `restore` brings it back. @throws {AppError} `SEARCH_NOT_FOUND`, `SEARCH_NOT_YOURS`. */
    async remove(id: number, userId: number, doer: Doer): Promise<void> {
      await repository.transaction(async (trx) => {
        const before = await own(id, userId, trx);
        await repository.remove(trx, id, clock());
        await record(trx, doer, 'delete', id, { before: auditable(before) });
      });
    },

    /**
     * Brings back what was deleted, with its number, so that whatever names it finds it again. One that is there stays as it is.
     *
     * @throws {AppError} `SEARCH_NOT_FOUND`, `SEARCH_NOT_YOURS`, `SEARCH_NAME_TAKEN`.
     */
    async restore(id: number, userId: number, doer: Doer): Promise<StoredSearch> {
      return await repository.transaction(async (trx) => {
        const name = await repository.findDeleted(trx, id, userId);
        if (name === undefined) return await own(id, userId, trx);
        if (!(await repository.restore(trx, id))) throw new AppError('SEARCH_NAME_TAKEN', { name });
        const restored = await find(id, userId, trx);
        await record(trx, doer, 'restore', id, { after: auditable(restored) });
        return restored;
      });
    },

    /** Forgets what was deleted long ago. */
    forgetting: {
      name: 'search.forget',
      everyMs: HOUR_MS,
      run: () => repository.forgetDeleted(clock() - KEPT_DAYS * 24 * HOUR_MS),
    } satisfies Job,
  };
}

const auditable = ({ tree: _, ...rest }: StoredSearch) => rest;

function asksForGroup(node: SearchNode, groupId: number): boolean {
  if ('and' in node) return node.and.some((one) => asksForGroup(one, groupId));
  if ('or' in node) return node.or.some((one) => asksForGroup(one, groupId));
  if ('not' in node) return asksForGroup(node.not, groupId);
  if ('has' in node) return false; // its fields are of one section
  if (node.field !== 'asset.group') return false;
  return Array.isArray(node.value) ? node.value.includes(groupId) : node.value === groupId;
}

/** Two names that differ in case, or in blanks at the ends, are one. */
export function toNameKey(name: string): string {
  return name.trim().normalize('NFC').toLowerCase();
}

function toStoredSearch(row: StoredSearchRow, userId: number): StoredSearch {
  return {
    id: row.id,
    owner: row.owner,
    own: row.ownerId === userId,
    name: row.name,
    description: row.description,
    shared: row.shared === 1,
    tree: JSON.parse(row.tree) as SearchNode, // safe: it was checked before it was stored
    query: row.query,
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(row.updatedAt).toISOString(),
  };
}
