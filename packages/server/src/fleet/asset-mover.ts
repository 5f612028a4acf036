import type { Executor } from '../db/database.ts';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What a room that keeps something about assets does when two records turn out to be one machine. */
export type AssetMover = {
  readonly name: string;
  /**
   * Moves what belongs to `from` so that it belongs to `to`.
   *
   * @returns What `restore` needs to put everything back.
   */
  move(trx: Executor, from: number, to: number): Promise<JsonValue>;
  /** Undoes `move`. */
  restore(trx: Executor, from: number, to: number, moved: JsonValue): Promise<void>;
};
