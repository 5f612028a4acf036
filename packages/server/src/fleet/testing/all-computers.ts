import type { CheckedSelection } from '../asset-list-repository.ts';

/** What `createAssetListRepository` lists when nothing is asked for. */
export const allComputers: CheckedSelection = {
  kind: 'computer',
  q: undefined,
  archived: 'exclude',
  conditions: [],
};
