import type { AuditService } from '../audit/audit-service.ts';
import type { Db } from '../db/database.ts';
import type { AssetService } from '../fleet/asset-service.ts';
import type { JobService } from '../jobs/job-service.ts';
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
  readonly audit: Pick<AuditService, 'record'>;
  readonly jobs: Pick<JobService, 'add'>;
  readonly clock: () => number;
  /** Fields that other rooms add: administrative data. */
  readonly providers?: readonly FieldProvider[];
  readonly groupNames?: GroupNames | undefined;
};

/** What the room `search` offers. */
export function createSearch({ db, assets, audit, jobs, clock, providers = [], groupNames }: Needs) {
  const search = createSearchService({
    repository: createSearchRepository(db),
    valueRepository: createValueRepository(db),
    explainRepository: createExplainRepository(db),
    assets,
    clock,
    providers,
    groupNames,
  });
  const storedSearches = createStoredSearchService({
    repository: createStoredSearchRepository(db),
    search,
    audit,
    clock,
  });
  jobs.add(storedSearches.forgetting);
  return { search, storedSearches };
}
