import type { AssetListService } from '../fleet/asset-list-service.ts';
import type { GroupService } from '../groups/group-service.ts';
import type { StoredSearchService } from '../search/stored-search-service.ts';
import type { QuickSearchRepository } from './quick-search-repository.ts';

/** Things of one kind that are told. */
const MOST = 5;

type Needs = {
  readonly repository: QuickSearchRepository;
  readonly lists: Pick<AssetListService, 'list'>;
  readonly groups: Pick<GroupService, 'list'>;
  readonly storedSearches: Pick<StoredSearchService, 'list'>;
};

export type QuickSearchService = ReturnType<typeof createQuickSearchService>;

/** Finds things of every kind by a piece of their name, for who types into one field. */
export function createQuickSearchService({ repository, lists, groups, storedSearches }: Needs) {
  return {
    /** @param userId Who asks: stored searches of others are seen when they are shared. */
    async find(text: string, userId: number) {
      const page = { limit: MOST, offset: 0 };
      const [computers, users, software, foundGroups, searches] = await Promise.all([
        lists.list({ kind: 'computer', q: text, sort: ['-lastContactAt'], columns: [], ...page }),
        repository.users(text, MOST),
        repository.titles(text, MOST),
        groups.list({ q: text, ...page }),
        storedSearches.list(userId, { q: text, ...page }),
      ]);
      return {
        computers: { items: computers.items, total: computers.total },
        users,
        software,
        groups: foundGroups.items.map(({ id, name, members }) => ({ id, name, members })),
        searches: searches.items.map(({ id, name, query }) => ({ id, name, query })),
      };
    },
  };
}
