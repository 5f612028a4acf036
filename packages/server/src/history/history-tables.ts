import type { Generated } from 'kysely';

/**
 * What changed: one row for each row of a section that was added, changed or removed; one for an asset, or a section,
 * that was first seen. Read backwards from the present rows it gives any past state.
 */
export type HistoryTable = {
  id: Generated<number>;
  asset_id: number;
  /** Ms since 1970, UTC, by the server's clock. */
  at: number;
  /** Empty for the asset as a whole. */
  section: string;
  kind: 'created' | 'added' | 'changed' | 'removed';
  /** `rowKey` of the row; empty for `created`. */
  row_key: string;
  /** JSON of the row before, or null; of a change only the columns that changed. */
  before: string | null;
  /** JSON of the row after, or null; of a change only the columns that changed; for `created` the number of rows by section. */
  after: string | null;
  /** JSON of the columns that a change left alone, where other rows share the row's identity: tells which of them changed. */
  rest: string | null;
  /** The older entry that stands in lists for this one, because the value only goes back and forth. */
  noise_of: number | null;
  /** Of such an entry: the columns that changed, comma separated; empty where the whole row came or went. */
  noise_columns: string | null;
  /** The record this happened to, where that one was merged into `asset_id`; null for the asset's own. */
  origin: number | null;
};

/** One row at most: up to when the history was deleted. */
export type HistoryHorizonTable = { id: number; before_at: number };

export type HistoryTables = { history: HistoryTable; history_horizon: HistoryHorizonTable };
