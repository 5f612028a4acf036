import type { Generated } from 'kysely';

/** Times are milliseconds since 1970 in UTC. */
export type GroupTables = {
  asset_groups: {
    id: Generated<number>;
    name: string;
    /** The name in lower case: two groups never differ in case alone. */
    name_key: string;
    description: string;
    /** JSON of the search whose result are the computed members; null for a static group. */
    tree: string | null;
    /** 1 when the search compares with the present moment, so that time alone changes its result. */
    timed: number;
    /** Counts the definitions there have been. */
    revision: number;
    /** The definition that the computed members are of; another than `revision`: they are stale. */
    evaluated_revision: number;
    evaluated_at: number;
    created_at: number;
    created_by: string;
  };
  group_members: {
    group_id: number;
    asset_id: number;
    /** 1 when the search of the group finds the asset. */
    computed: number;
    /** 0 nothing, 1 included, 2 excluded by hand, as OCS Inventory numbers them. */
    manual: number;
  };
  /** Assets of which something changed since the groups were computed. */
  group_queue: { asset_id: number; queued_at: number };
};
