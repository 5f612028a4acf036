import { AppError } from '@muster/protocol';
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

type Needs = {
  readonly repository: StoredSearchRepository;
  readonly search: Pick<SearchService, 'check'>;
  readonly clock: () => number;
};

export type StoredSearchService = ReturnType<typeof createStoredSearchService>;

/** Searches that people keep, for themselves or for everybody. */
export function createStoredSearchService({ repository, search, clock }: Needs) {
  async function find(id: number, userId: number): Promise<StoredSearch> {
    const row = await repository.find(id);
    // One that is not shared does not exist for others: its name may tell too much already.
    if (row === undefined || (row.ownerId !== userId && row.shared !== 1)) {
      throw new AppError('SEARCH_NOT_FOUND', { searchId: id });
    }
    return toStoredSearch(row, userId);
  }

  async function own(id: number, userId: number): Promise<StoredSearch> {
    const found = await find(id, userId);
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
    find,

    /** @throws {AppError} `SEARCH_INVALID`, `SEARCH_NAME_TAKEN`. */
    async create(userId: number, input: StoredSearchInput): Promise<StoredSearch> {
      const id = await repository.create(userId, await valuesOf(input), clock());
      if (id === undefined) throw new AppError('SEARCH_NAME_TAKEN', { name: input.name });
      return await find(id, userId);
    },

    /** @throws {AppError} `SEARCH_NOT_FOUND`, `SEARCH_NOT_YOURS`, `SEARCH_INVALID`, `SEARCH_NAME_TAKEN`. */
    async update(id: number, userId: number, input: StoredSearchInput): Promise<StoredSearch> {
      await own(id, userId);
      const updated = await repository.update(id, userId, await valuesOf(input), clock());
      if (!updated) throw new AppError('SEARCH_NAME_TAKEN', { name: input.name });
      return await find(id, userId);
    },

    /** @throws {AppError} `SEARCH_NOT_FOUND`, `SEARCH_NOT_YOURS`. */
    async remove(id: number, userId: number): Promise<StoredSearch> {
      const found = await own(id, userId);
      await repository.remove(id);
      return found;
    },
  };
}

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
