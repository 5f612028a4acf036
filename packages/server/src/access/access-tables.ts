import type { Generated } from 'kysely';

/** Times are milliseconds since 1970 in UTC. */
export type AccessTables = {
  users: {
    id: Generated<number>;
    name: string;
    /** The name in lower case: two users never differ in case alone. */
    name_key: string;
    /** Null for a service user, which has API tokens only. */
    password_hash: string | null;
    created_at: number;
  };
  sessions: {
    id: Generated<number>;
    /** SHA-256 of the cookie, hexadecimal: a stolen database opens no session. */
    token_hash: string;
    user_id: number;
    created_at: number;
    last_used_at: number;
  };
  api_tokens: {
    id: Generated<number>;
    token_hash: string;
    user_id: number;
    created_at: number;
    last_used_at: number | null;
  };
  setup_links: {
    token_hash: string;
    created_at: number;
  };
};
