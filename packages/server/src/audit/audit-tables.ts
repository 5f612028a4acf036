import type { Generated } from 'kysely';

export type AuditTables = {
  /** Who did what. Rows are added, never changed. */
  audit_events: {
    id: Generated<number>;
    /** Milliseconds since 1970 in UTC. */
    at: number;
    actor: string;
    action: string;
    target: string;
    /** JSON, or null. */
    before: string | null;
    after: string | null;
    /** Where the request came from; null for what began on the server itself. */
    address: string | null;
  };
};
