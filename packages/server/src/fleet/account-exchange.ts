import type { Inventory } from '@muster/protocol';
import type { Executor } from '../db/database.ts';
import type { HistoryEntry } from '../history/history-entries.ts';

/** What an inventory told, and of which asset. */
export type Told = {
  readonly asset: { readonly id: number; readonly name: string; readonly tag: string | null };
  /** The asset is new here. */
  readonly created: boolean;
  readonly inventory: Inventory;
  /** Ms since 1970. */
  readonly at: number;
};

export type Exchanged = {
  /** What the agent shall replace its copy by; null when that is right. */
  readonly account: Readonly<Record<string, string>> | null;
  readonly entries: readonly HistoryEntry[];
};

/** Compares the administrative data of an asset with the copy that its agent sent. */
export type AccountExchange = {
  /** Reads what does not depend on the asset, before the transaction begins. */
  prepare(): Promise<(trx: Executor, told: Told) => Promise<Exchanged>>;
};
