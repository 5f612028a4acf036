import type { Db } from '../db/database.ts';
import type { SearchService } from '../search/search-service.ts';
import { createAssetColumnRepository } from './asset-column-repository.ts';
import { createAssetListRepository } from './asset-list-repository.ts';
import { createAssetListService } from './asset-list-service.ts';
import { createAssetSelections } from './asset-selection.ts';
import type { AssetService } from './asset-service.ts';

type Needs = { readonly db: Db; readonly search: SearchService; readonly assets: Pick<AssetService, 'summaries'> };

/** Lists of assets; apart from `createFleet`, since they need the room `search`, which needs the fleet. */
export function createAssetLists({ db, search, assets }: Needs) {
  const repository = createAssetListRepository(db);
  const selections = createAssetSelections({ search, repository });
  const columns = createAssetColumnRepository(db);
  return { selections, lists: createAssetListService({ search, selections, repository, columns, assets }) };
}
