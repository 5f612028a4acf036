import type { BuilderNode } from './builder-tree.ts';
import type { SearchFields } from './use-search-fields.ts';

/** Changes the node of that name; null takes it away. */
export type Change = (id: string, change: (node: BuilderNode) => BuilderNode | null) => void;
/** Where a node of the builder stands. */
export type Place = {
  readonly search: SearchFields;
  readonly change: Change;
  /** Whose rows are spoken of, inside "a row such that". */
  readonly section: string | null;
};
