import { AppError } from '@muster/protocol';
import type { QueryField } from '@muster/protocol/query';
import type { Executor } from '../db/database.ts';
import type { AssetService } from '../fleet/asset-service.ts';
import { type CheckedSearch, checkSearch } from './check-search.ts';
import type { ExplainRepository } from './explain-repository.ts';
import { explainSearch } from './explain-search.ts';
import { locate, readQuery } from './read-query.ts';
import { builtInFields, type FieldProvider, type SearchField, toQueryField } from './search-fields.ts';
import { ASSETS, type AssetIdsQuery, type SearchRepository } from './search-repository.ts';
import type { ValueRepository } from './value-repository.ts';

type Needs = {
  readonly repository: SearchRepository;
  readonly valueRepository: ValueRepository;
  readonly explainRepository: ExplainRepository;
  readonly assets: Pick<AssetService, 'summaries'>;
  readonly clock: () => number;
  readonly providers?: readonly FieldProvider[];
  /** Names of the groups, which a query may say instead of their numbers. */
  readonly groupNames?: GroupNames | undefined;
};

export type GroupNames = () => Promise<NonNullable<QueryField['choices']>>;

export type SearchService = ReturnType<typeof createSearchService>;

/** Finds assets by what is known of them. */
export function createSearchService(needs: Needs) {
  const { repository, valueRepository, explainRepository, assets, clock, providers = [], groupNames } = needs;

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
      return await valueRepository.values(field, text, limit);
    },

    /** Why a search finds an asset, or does not. @throws {AppError} `SEARCH_INVALID`, `ASSET_NOT_FOUND`. */
    async explain(assetId: number, tree: unknown) {
      const search = await check(tree);
      if ((await assets.summaries([assetId])).length === 0) throw new AppError('ASSET_NOT_FOUND', { assetId });
      const asked = { search, fields: await queryFields(), assetId, now: clock() };
      return await explainSearch({ repository, explainRepository }, asked);
    },

    /** What a search asks of the asset `a`, as a part of a statement. See `AssetCondition`. */
    condition: (search: CheckedSearch) => repository.condition(search, clock()),

    /** All that a search finds; also archived machines, unless they are left out. */
    async assetIds(
      executor: Executor,
      search: CheckedSearch,
      archived: AssetIdsQuery['archived'] = 'include',
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
