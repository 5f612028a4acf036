import type { Generated } from 'kysely';

export type DeletionTables = {
  /** Assets that are no more, for other programs. The name is OCS Inventory's. */
  deleted_equiv: {
    id: Generated<number>;
    /** Milliseconds since 1970, UTC. */
    at: number;
    /** Number of the asset that is gone; numbers are never used again. */
    deleted: number;
    deleted_device_id: string;
    /** Number of the asset that it became by a merge; null when it was deleted. */
    equivalent: number | null;
  };
};
