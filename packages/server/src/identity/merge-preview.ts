import type { Executor } from '../db/database.ts';
import type { JsonValue } from '../fleet/asset-mover.ts';

/** Something that a room keeps of an asset, by what it is about: the value of a field, the membership in a group. */
export type Fact = { readonly subject: string; readonly value: JsonValue };

/** What a room tells of an asset, so that people see what a merge makes of it. */
export type FactReader = {
  /** `adminData`, `groups`, `settings`. */
  readonly name: string;
  /** Reads by `executor` alone. */
  read(executor: Executor, assetId: number): Promise<readonly Fact[]>;
};

export type MergedFact = {
  readonly room: string;
  readonly subject: string;
  /** Of the record that stays, then of the others in the order of the request; null for nothing. */
  readonly values: readonly JsonValue[];
  /** What the record that stays has afterwards. */
  readonly result: JsonValue;
};

/** Facts by room and subject, of several records. */
export async function readFacts(
  executor: Executor,
  readers: readonly FactReader[],
  assetIds: readonly number[],
): Promise<Map<string, { room: string; subject: string; values: JsonValue[] }>> {
  const facts = new Map<string, { room: string; subject: string; values: JsonValue[] }>();
  for (const { name: room, read } of readers) {
    for (const [i, assetId] of assetIds.entries()) {
      for (const { subject, value } of await read(executor, assetId)) {
        const key = JSON.stringify([room, subject]);
        const fact = facts.get(key) ?? { room, subject, values: assetIds.map(() => null) };
        fact.values[i] = value;
        facts.set(key, fact);
      }
    }
  }
  return facts;
}

/** Puts beside each fact what became of it. */
export function toMergedFacts(
  before: Awaited<ReturnType<typeof readFacts>>,
  after: Awaited<ReturnType<typeof readFacts>>,
): MergedFact[] {
  return [...before].map(([key, fact]) => ({ ...fact, result: after.get(key)?.values[0] ?? null }));
}

/** How many rows a room moved, by the numbers it notes of them. */
export function countMoved(moved: JsonValue | undefined): number {
  if (moved === undefined || moved === null || typeof moved !== 'object') return 0;
  return Object.values(moved).reduce<number>(
    (sum, value) => sum + (typeof value === 'number' ? 1 : countMoved(value as JsonValue)),
    0,
  );
}
