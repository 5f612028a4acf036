import type { Generated } from 'kysely';

/** Times are milliseconds since 1970 in UTC. */
export type PreferenceTables = {
  /** What a user set for themselves in the console. */
  preferences: {
    user_id: number;
    name: string;
    /** JSON. */
    value: string;
    updated_at: number;
  };
  /** Named ways to look at a list. */
  list_views: {
    id: Generated<number>;
    owner_id: number;
    /** Which list: `computers`. */
    list: string;
    name: string;
    /** The name in lower case; unique for each owner and list. */
    name_key: string;
    /** 1 when everybody sees it. */
    shared: number;
    /** JSON. */
    state: string;
    created_at: number;
    updated_at: number;
  };
};
