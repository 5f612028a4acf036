import type { Generated } from 'kysely';

export type IdentityTables = {
  /** Device ids that a record reported with. One id may belong to several records: cloned disks. */
  device_ids: { device_id: string; asset_id: number; first_seen_at: number };
  /** What the last inventory of a record said about which machine it is. */
  identity_evidence: { asset_id: number; kind: string; value: string };
  /** Why an inventory went to the record it went to, where that was not plain. */
  identity_decisions: {
    id: Generated<number>;
    asset_id: number;
    at: number;
    device_id: string;
    outcome: 'created' | 'recognised' | 'changed';
    score: number;
    /** JSON: reasons, and the other records that were weighed. */
    evidence: string;
  };
  /** What a record was before a decision by which another machine may have been taken for it. */
  asset_snapshots: {
    decision_id: number;
    asset_id: number;
    at: number;
    /** `packSnapshot`. */
    content: string;
  };
  /** Pairs of records that a person should look at. `asset_id` < `other_id`. */
  identity_suspicions: {
    id: Generated<number>;
    kind: 'duplicate' | 'clone';
    asset_id: number;
    other_id: number;
    at: number;
    evidence: string;
    state: 'open' | 'ignored';
  };
  /** What administrators changed of the shipped blacklists. */
  identity_blacklists: { kind: string; value: string; listed: number };
  /** Records joined by a person or a rule, and what is needed to part them again. */
  merges: {
    id: Generated<number>;
    at: number;
    actor: string;
    reason: string;
    survivor_id: number;
    merged_id: number;
    /** JSON, by room. */
    moved: string;
    undone_at: number | null;
  };
};
