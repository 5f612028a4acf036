import { AppError } from '@muster/protocol';
import type { QueryField } from '@muster/protocol/query';
import type { Executor } from '../db/database.ts';
import type { AssetService } from '../fleet/asset-service.ts';
import { type CheckedSearch, checkSearch } from './check-search.ts';
import { explainSearch } from './explain-search.ts';
import { locate, readQuery } from './read-query.ts';
import { builtInFields, type FieldProvider, type SearchField, toQueryField } from './search-fields.ts';
import { ASSETS, type SearchRepository } from './search-repository.ts';

export type AssetSearch = {
  /** Any JSON; see `SearchNode`. */
  readonly tree: unknown;
  /** Absent: of every kind. */
  readonly kind?: string | undefined;
  readonly archived: 'exclude' | 'include' | 'only';
  readonly limit: number;
  readonly offset: number;
  /** `asset` fields without their prefix, `-` before one that descends. */
  readonly sort: readonly string[];
};

type Needs = {
  readonly repository: SearchRepository;
  readonly assets: Pick<AssetService, 'summaries'>;
  readonly clock: () => number;
  readonly providers?: readonly FieldProvider[];
  /** Names of the groups, which a query may say instead of their numbers. */
  readonly groupNames?: GroupNames | undefined;
};

export type GroupNames = () => Promise<NonNullable<QueryField['choices']>>;

export type SearchService = ReturnType<typeof createSearchService>;

/** Finds assets by what is known of them. */
export function createSearchService({ repository, assets, clock, providers = [], groupNames }: Needs) {
  /** What may be searched at the moment, by name. */
  async function fields(): Promise<ReadonlyMap<string, SearchField>> {
    const provided = await Promise.all(providers.map((provider) => provider()));
    return new Map([...builtInFields, ...provided.flat()].map((field) => [field.name, field]));
  }

  async function check(tree: unknown): Promise<CheckedSearch> {
    return checkSearch(tree, await fields());
  }

  /** The fields as the query language knows them. Not within a transaction. */
  async function queryFields(): Promise<QueryField[]> {
    const groups = await groupNames?.();
    return [...(await fields()).values()].map((field) =>
      field.type === 'group' ? { ...toQueryField(field), choices: groups } : toQueryField(field),
    );
  }

  /** The fields by name, groups with their names. Not within a transaction. */
  async function namedFields(): Promise<ReadonlyMap<string, SearchField>> {
    const groups = await groupNames?.();
    const known = [...(await fields()).values()];
    return new Map(known.map((field) => [field.name, field.type === 'group' ? { ...field, choices: groups } : field]));
  }

  /** A search in the query language. @throws {AppError} `SEARCH_INVALID`, with the place in the text. */
  async function checkQuery(query: string): Promise<CheckedSearch> {
    const known = await fields();
    const read = readQuery(query, await queryFields());
    try {
      return checkSearch(read.tree, known);
    } catch (error) {
      throw error instanceof AppError && error.code === 'SEARCH_INVALID' ? locate(error, query, read) : error;
    }
  }

  return {
    fields,

    queryFields,

    namedFields,

    checkQuery,

    /** @throws {AppError} `SEARCH_INVALID`. */
    check,

    /**
     * Values that a field has and that contain a text, for who is writing a search.
     *
     * @throws {AppError} `SEARCH_INVALID` when there is no such field.
     */
    async values(name: string, text: string, limit: number): Promise<string[]> {
      const field = (await fields()).get(name);
      if (field === undefined) {
        throw new AppError('SEARCH_INVALID', {
          path: 'field',
          reason: `there is no field ${JSON.stringify(name.slice(0, 100))}`,
        });
      }
      return await repository.values(field, text, limit);
    },

    /** One page of what a search finds. @throws {AppError} `SEARCH_INVALID`, `REQUEST_INVALID`. */
    async assets({ tree, sort, ...query }: AssetSearch) {
      const order = sort.map(readOrder);
      const { ids, total } = await repository.page({ ...query, search: await check(tree), now: clock(), sort: order });
      return { items: await assets.summaries(ids), total };
    },

    /** Why a search finds an asset, or does not. @throws {AppError} `SEARCH_INVALID`, `ASSET_NOT_FOUND`. */
    async explain(assetId: number, tree: unknown) {
      const search = await check(tree);
      if ((await assets.summaries([assetId])).length === 0) throw new AppError('ASSET_NOT_FOUND', { assetId });
      return await explainSearch(repository, search, await queryFields(), assetId, clock());
    },

    /** What a search asks of the asset `a`, as a part of a statement. See `AssetCondition`. */
    condition: (search: CheckedSearch) => repository.condition(search, clock()),

    /** All that a search finds; also archived machines, unless they are left out. */
    async assetIds(
      executor: Executor,
      search: CheckedSearch,
      archived: AssetSearch['archived'] = 'include',
    ): Promise<number[]> {
      return await repository.ids(executor, { search, now: clock(), archived });
    },

    /**
     * Which of these searches find which of these assets, by the index of the search.
     *
     * For a few assets: it looks at the rows of each.
     */
    async matches(executor: Executor, searches: readonly CheckedSearch[], assetIds: readonly number[]) {
      const found: { index: number; assetId: number }[] = [];
      if (searches.length === 0) return found;
      for (let i = 0; i < assetIds.length; i += ASSETS) {
        const some = assetIds.slice(i, i + ASSETS);
        found.push(...(await repository.matches(executor, searches, some, clock())));
      }
      return found;
    },
  };
}

/** The column behind a word of `sort`. @throws {AppError} `REQUEST_INVALID`. */
export function readOrder(word: string): { readonly column: string; readonly descending: boolean } {
  const name = `asset.${word.replace(/^-/, '')}`;
  const field = builtInFields.find((one) => one.name === name);
  if (field?.source.kind !== 'asset') {
    throw new AppError('REQUEST_INVALID', { reason: 'sort names a field that cannot be sorted by' });
  }
  return { column: field.source.column, descending: word.startsWith('-') };
}
