import { AppError } from '@muster/protocol';
import { QUERY_LIMITS } from '@muster/protocol/query';
import { z } from 'zod';
import type { Executor } from '../db/database.ts';
import type { CheckedSearch } from '../search/check-search.ts';
import type { SearchService } from '../search/search-service.ts';
import type { AssetListRepository, CheckedSelection } from './asset-list-repository.ts';
import type { Archived } from './asset-repository.ts';

export type { CheckedSelection } from './asset-list-repository.ts';

const query = z.string().max(QUERY_LIMITS.length);

/** Which assets are meant: what a list shows, what an action is done to. */
export const assetSelectionSchema = z.object({
  kind: z.string().max(50).default('computer').describe('computer, network, printer, phone, unmanaged or other.'),
  q: z.string().max(200).optional().describe('Text that the name, an identifier, the user… contains.'),
  query: query.optional().describe('A search in the query language, such as "os:debian memory<8GB".'),
  filter: query
    .optional()
    .describe(
      'Another one, which must hold too: lists keep the filters of their columns apart from what was searched.',
    ),
  archived: z.enum(['exclude', 'only', 'include']).default('exclude').describe('What is done about archived assets.'),
});

/** As it comes; what is left out is as `assetSelectionSchema` says. */
export type AssetSelection = z.input<typeof assetSelectionSchema>;

/** A search instead of a query. */
export type TreeSelection = {
  /** Any JSON; see `SearchNode`. */
  readonly tree: unknown;
  /** Absent: of every kind. */
  readonly kind?: string | undefined;
  readonly archived: Archived;
};

type Needs = {
  readonly search: Pick<SearchService, 'check' | 'checkQuery' | 'condition'>;
  readonly repository: Pick<AssetListRepository, 'ids' | 'count' | 'page'>;
};

export type AssetSelections = ReturnType<typeof createAssetSelections>;

/** From a selection to its assets. */
export function createAssetSelections({ search, repository }: Needs) {
  async function checkText(parameter: 'query' | 'filter', text: string | undefined): Promise<CheckedSearch[]> {
    if (text === undefined || text.trim() === '') return [];
    try {
      return [await search.checkQuery(text)];
    } catch (error) {
      // Who sent both must know in which of them the place is.
      if (!(error instanceof AppError) || error.code !== 'SEARCH_INVALID') throw error;
      throw new AppError('SEARCH_INVALID', { ...error.details, parameter });
    }
  }

  function checked({ archived, ...rest }: Omit<CheckedSelection, 'conditions'>, searches: readonly CheckedSearch[]) {
    const asksArchived = searches.some((one) => one.asksArchived);
    return {
      ...rest,
      archived: archived === 'exclude' && asksArchived ? ('include' as const) : archived,
      conditions: searches.map((one) => search.condition(one)),
    };
  }

  return {
    /**
     * Reads a selection; outside of a transaction, as it reads the fields that there are.
     *
     * @throws {AppError} `SEARCH_INVALID`; its details have `parameter`: `query` or `filter`.
     */
    async check({ kind = 'computer', archived = 'exclude', ...texts }: AssetSelection): Promise<CheckedSelection> {
      const searches = [...(await checkText('query', texts.query)), ...(await checkText('filter', texts.filter))];
      return checked({ kind, archived, q: texts.q?.trim() === '' ? undefined : texts.q?.trim() }, searches);
    },

    /** The same of a search that is given as a tree. @throws {AppError} `SEARCH_INVALID`. */
    async checkTree({ tree, kind, archived }: TreeSelection): Promise<CheckedSelection> {
      return checked({ kind: kind ?? null, archived, q: undefined }, [await search.check(tree)]);
    },

    /** The assets of a selection, in no order, as the transaction sees them. */
    async ids(executor: Executor, selection: CheckedSelection): Promise<number[]> {
      return await repository.ids(executor, selection);
    },

    /** How many there are. */
    async count(selection: CheckedSelection): Promise<number> {
      return await repository.count(selection);
    },

    /** Some of them, by name, for a preview. */
    async firstIds(selection: CheckedSelection, limit: number): Promise<number[]> {
      return await repository.page(selection, { order: [{ column: 'name' }], limit, offset: 0 });
    },
  };
}
