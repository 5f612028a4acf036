import type { Generated } from 'kysely';

/** What was taken over from an OCS database. */
export type TakeoverTables = {
  /** Which thing of ours each thing of theirs became. */
  ocs_ids: {
    /** Name of the OCS database. */
    source: string;
    /** `machine`, `group`, `setting`, `network`…: `TakenKind`. */
    kind: string;
    ocs_id: string;
    /** Number of the thing here; null where it has none, or is still being made. */
    our_id: number | null;
    /** What it looked like there: the same again means that there is nothing to do. */
    stamp: string;
    /** Of a machine: when the inventory that was taken over was made. Ms since 1970. */
    taken_at: number | null;
    /** JSON: what is needed to compare the counts later. */
    detail: string;
  };
  /** Rows for which there is no room yet, as they were. */
  ocs_kept: {
    id: Generated<number>;
    source: string;
    table_name: string;
    /** Hash of the row; a row that is there twice has a number behind it. */
    row_key: string;
    /** JSON, column → text. */
    row: string;
  };
};
