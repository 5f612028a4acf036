import type { Generated } from 'kysely';

export type ServerTables = {
  /** Copies of the database that this program made. Rows are added, never changed. */
  backups: {
    id: Generated<number>;
    /** Milliseconds since 1970 in UTC. */
    at: number;
    /** Absolute path on the machine where it was made. */
    file: string;
    bytes: number;
    duration_ms: number;
  };
};
