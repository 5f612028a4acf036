import type { Db } from '../db/database.ts';
import type { AssetService } from '../fleet/asset-service.ts';
import { createExplainRepository } from './explain-repository.ts';
import type { FieldProvider } from './search-fields.ts';
import { createSearchRepository } from './search-repository.ts';
import { createSearchService, type GroupNames } from './search-service.ts';
import { createStoredSearchRepository } from './stored-search-repository.ts';
import { createStoredSearchService } from './stored-search-service.ts';
import { createValueRepository } from './value-repository.ts';

type Needs = {
  readonly db: Db;
  readonly assets: Pick<AssetService, 'summaries'>;
  readonly clock: () => number;
  /** Fields that other rooms add: administrative data. */
  readonly providers?: readonly FieldProvider[];
  readonly groupNames?: GroupNames | undefined;
};

/** What the room `search` offers. */
export function createSearch({ db, assets, clock, providers = [], groupNames }: Needs) {
  const search = createSearchService({
    repository: createSearchRepository(db),
    valueRepository: createValueRepository(db),
    explainRepository: createExplainRepository(db),
    assets,
    clock,
    providers,
    groupNames,
  });
  const storedSearches = createStoredSearchService({ repository: createStoredSearchRepository(db), search, clock });
  return { search, storedSearches };
}
