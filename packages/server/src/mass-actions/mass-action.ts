import type { z } from 'zod';
import type { Permission } from '../access/permissions.ts';
import type { Doer } from '../audit/audit-service.ts';
import type { Executor } from '../db/database.ts';
import type { JsonValue } from '../fleet/asset-mover.ts';

/** What an action does to one thing of an asset, for people: a field, a setting, a group. */
export type Change = { readonly subject: string; readonly before: JsonValue; readonly after: JsonValue };

/** Why an asset was left as it is. */
export const reasons = ['gone', 'changedSince', 'notPossible', 'failed'] as const;
export type Reason = (typeof reasons)[number];

export type Outcome =
  | { readonly assetId: number; readonly result: 'changed'; readonly before: JsonValue; readonly after: JsonValue }
  | { readonly assetId: number; readonly result: 'unchanged' }
  | {
      readonly assetId: number;
      readonly result: 'refused';
      readonly reason: Reason;
      /** An error's code, or what it said. */
      readonly detail: string | null;
    };

/** One action with its parameters, ready to be done to any number of assets. */
export type Step = {
  /** What is done, for people; `before` is null. */
  readonly summary: readonly Change[];
  /** What the assets have now. They exist; within a transaction they are locked. */
  current(executor: Executor, assetIds: readonly number[]): Promise<ReadonlyMap<number, JsonValue>>;
  /** What one shall have; the same as `before` where there is nothing to do. */
  wanted(before: JsonValue): JsonValue;
  write(trx: Executor, values: ReadonlyMap<number, JsonValue>, doer: Doer): Promise<void>;
  /** Told when a change is safe in the database. */
  saved(assetIds: readonly number[]): void;
  show(before: JsonValue, after: JsonValue): readonly Change[];
};

/** Work outside the database, one asset at a time: nothing of it can be taken back. */
export type CallStep = {
  readonly summary: readonly Change[];
  /** @throws {AppError} Where it is not possible: the result tells the code. */
  call(assetId: number, doer: Doer): Promise<void>;
};

type Common<P> = {
  readonly name: string;
  readonly description: string;
  /** What one needs for the same on a single asset. */
  readonly permission: Permission;
  readonly parameters: z.ZodType<P>;
};

export type DataAction<P> = Common<P> & {
  readonly kind: 'data';
  /** Most assets in one transaction: how long other writers may have to wait. */
  readonly atOnce: number;
  readonly isUndoable: boolean;
  /** True: who starts it says how many assets there are. */
  readonly needsCount: boolean;
  /** What has to be locked before any asset is, so that two processes never wait for each other in a circle. */
  lock?(trx: Executor): Promise<void>;
  /** Reads by `executor` alone. @throws {AppError} For parameters that mean nothing, or nothing any more. */
  begin(executor: Executor, parameters: P): Promise<Step>;
};

export type CallAction<P> = Common<P> & {
  readonly kind: 'call';
  /** @throws {AppError} Where it is not possible at all. */
  begin(parameters: P): Promise<CallStep>;
};

// biome-ignore lint/suspicious/noExplicitAny: a list of actions of different parameters; each checks its own by its schema
export type MassAction = DataAction<any> | CallAction<any>;

export const states = ['running', 'done', 'cancelled', 'failed'] as const;
export type MassActionState = (typeof states)[number];

export const isSame = (a: JsonValue, b: JsonValue): boolean => JSON.stringify(a) === JSON.stringify(b);
