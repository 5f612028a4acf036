import type { Generated, Selectable } from 'kysely';

/** Times are ms since 1970, UTC. */
export type MassActionsTable = {
  id: Generated<number>;
  /** One of `massActionNames`. */
  action: string;
  /** JSON, as the action checked it. */
  parameters: string;
  /** JSON of `Change[]`: what it does, for people; kept because groups and fields may be gone later. */
  summary: string;
  state: string;
  actor: string;
  address: string | null;
  created_at: number;
  finished_at: number | null;
  total: number;
  changed: number;
  unchanged: number;
  refused: number;
  /** 1: it ends before its next step. */
  is_cancelled: number;
  /** JSON of `{ code, message }`: why it could not go on. */
  error: string | null;
  /** The mass action that this one puts back. */
  undo_of: number | null;
};

export type MassActionTargetsTable = {
  action_id: number;
  /** No foreign key: who was deleted stays in the result. */
  asset_id: number;
  name: string;
  /** 0 waiting, 1 changed, 2 unchanged, 3 refused. */
  state: number;
  reason: string | null;
  detail: string | null;
  /** JSON: what there was, and what the action made of it. */
  before: string | null;
  after: string | null;
};

export type MassActionRow = Selectable<MassActionsTable>;
export type MassActionTargetRow = Selectable<MassActionTargetsTable>;

export type MassActionTables = { mass_actions: MassActionsTable; mass_action_targets: MassActionTargetsTable };
