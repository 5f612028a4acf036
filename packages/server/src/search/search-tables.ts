import type { Generated } from 'kysely';

/** Times are milliseconds since 1970 in UTC. */
export type SearchTables = {
  stored_searches: {
    id: Generated<number>;
    owner_id: number;
    name: string;
    /** The name in lower case; unique for each owner. */
    name_key: string;
    description: string;
    /** 1 when everybody sees it. */
    shared: number;
    /** JSON. */
    tree: string;
    /** The search as it was written; null when it was given as a tree. */
    query: string | null;
    created_at: number;
    updated_at: number;
  };
  /** Deleted searches that can still be brought back. */
  deleted_searches: Omit<SearchTables['stored_searches'], 'id'> & { id: number; deleted_at: number };
};
