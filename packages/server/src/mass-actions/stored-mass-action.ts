import type { JsonValue } from '../fleet/asset-mover.ts';
import type { Change, MassActionState, Reason } from './mass-action.ts';
import type { MassActionRow, MassActionTargetRow } from './mass-action-tables.ts';

export const TARGET_STATES = { waiting: 0, changed: 1, unchanged: 2, refused: 3 } as const;
export type TargetState = keyof typeof TARGET_STATES;

export type StoredMassAction = {
  readonly id: number;
  readonly action: string;
  readonly parameters: JsonValue;
  readonly summary: readonly Change[];
  readonly state: MassActionState;
  readonly actor: string;
  readonly address: string | null;
  readonly createdAt: number;
  readonly finishedAt: number | null;
  readonly total: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly isCancelled: boolean;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly undoOf: number | null;
  /** The mass action that put this one back. */
  readonly undoneBy: number | null;
};

export type NewMassAction = Pick<
  StoredMassAction,
  'action' | 'parameters' | 'summary' | 'actor' | 'address' | 'createdAt' | 'undoOf'
>;

export type StoredTarget = {
  readonly assetId: number;
  readonly name: string;
  readonly state: TargetState;
  readonly reason: Reason | null;
  readonly detail: string | null;
  readonly before: JsonValue;
  readonly after: JsonValue;
};

export function toAction(row: MassActionRow & { readonly undone_by: number | null }): StoredMassAction {
  return {
    id: row.id,
    action: row.action,
    parameters: JSON.parse(row.parameters) as JsonValue,
    summary: JSON.parse(row.summary) as Change[], // safe: we wrote it, as the states and the error
    state: row.state as MassActionState,
    actor: row.actor,
    address: row.address,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    total: row.total,
    changed: row.changed,
    unchanged: row.unchanged,
    refused: row.refused,
    isCancelled: row.is_cancelled === 1,
    error: row.error === null ? null : (JSON.parse(row.error) as StoredMassAction['error']),
    undoOf: row.undo_of,
    undoneBy: row.undone_by,
  };
}

const NAMES = Object.keys(TARGET_STATES) as TargetState[]; // safe: the table's own keys, in the order of their numbers

export function toTarget(row: MassActionTargetRow): StoredTarget {
  return {
    assetId: row.asset_id,
    name: row.name,
    state: NAMES[row.state] ?? 'waiting',
    reason: row.reason as Reason | null, // safe: we wrote it
    detail: row.detail,
    before: row.before === null ? null : (JSON.parse(row.before) as JsonValue),
    after: row.after === null ? null : (JSON.parse(row.after) as JsonValue),
  };
}
