import type { Generated } from 'kysely';

/** What administrators keep of their assets beyond the inventory. Times are ms since 1970, UTC. */
export type AdminFieldsTable = {
  id: Generated<number>;
  /** As agents know it: KEYNAME of ACCOUNTINFO. */
  name: string;
  /** The name in lower case: names that differ in case alone are one. */
  name_key: string;
  /** One of `FIELD_TYPES`. */
  type: string;
  label_en: string;
  label_fr: string | null;
  tab: string;
  position: number;
  /** In the stored form; a new machine gets it. */
  default_value: string | null;
  /** JSON of `Choice[]`. */
  choices: string;
  /** Ids of choices are never used twice. */
  next_choice_id: number;
  /** 1 for TAG: it can be relabelled, and nothing else. */
  built_in: number;
  /** 0: forms leave it out. */
  on_forms: Generated<number>;
  created_at: number;
  updated_at: number;
};

/** An asset whose administrative data is known here. No row: it was lost, and the agent's copy is taken back. */
export type AdminStatesTable = {
  asset_id: number;
  /** Counts the changes: who edits says which version he saw. */
  version: number;
  updated_at: number;
  /** The TAG that the agent is known to hold: one that differs was typed on the machine since. */
  agent_tag: string | null;
};

export type AdminValuesTable = {
  asset_id: number;
  field_id: number;
  /** `admin-value.ts` tells the form by type of field. */
  value: string;
};

export type AdminTables = {
  admin_fields: AdminFieldsTable;
  admin_states: AdminStatesTable;
  admin_values: AdminValuesTable;
};
