import type { Generated } from 'kysely';

export type RegistryTables = {
  /** What Windows machines are asked about their registry. Times are ms since 1970, UTC. */
  registry_queries: {
    id: Generated<number>;
    /** Agents send it back with each value found. */
    name: string;
    /** Number of the hive, see `TREES`. */
    tree: number;
    key: string;
    /** Name of a value, or `*` for all values of the key. */
    value: string;
    created_at: number;
    updated_at: number;
  };
};
