import type { ComparedRecord } from '../api/care.ts';
import { fullModel } from '../format/full-model.ts';

/** What records are compared by, in the order of what tells most. */
export const factKeys = [
  'lastInventoryAt',
  'lastContactAt',
  'firstSeenAt',
  'uuid',
  'serial',
  'boardSerial',
  'diskSerial',
  'mac',
  'assetTag',
  'agentId',
  'model',
  'os',
  'user',
  'ip',
  'memoryMiB',
  'softwareCount',
  'tag',
  'agent',
  'deviceIds',
] as const;
export type FactKey = (typeof factKeys)[number];

/** Moments are ISO texts, and tell no difference of machines. */
export const moments: ReadonlySet<FactKey> = new Set(['lastInventoryAt', 'lastContactAt', 'firstSeenAt']);

/** One fact of a record, as texts: several network cards, several disks. */
export function factsOf({ asset, evidence, deviceIds }: ComparedRecord, key: FactKey): readonly string[] {
  const seen = evidence.find(({ kind }) => kind === key)?.values;
  if (key === 'deviceIds') return deviceIds;
  if (key === 'model') return texts([fullModel(asset)]);
  if (key === 'os') return texts([asset.os, asset.osVersion]);
  if (key === 'boardSerial' || key === 'diskSerial' || key === 'mac' || key === 'assetTag') return seen ?? [];
  // What the inventory says, also where it is no evidence because too many machines have it.
  const value = asset[key];
  return value === null ? (seen ?? []) : [String(value)];
}

const texts = (parts: readonly (string | null)[]) => {
  const text = parts.filter((part) => part !== null && part !== '').join(' ');
  return text === '' ? [] : [text];
};

/** How records stand to one another in one fact. */
export function agreement(values: readonly (readonly string[])[]): 'same' | 'overlapping' | 'different' | 'incomplete' {
  // Who says nothing contradicts nobody.
  const said = values
    .filter((list) => list.length > 0)
    .map((list) => new Set(list.map((value) => value.toLowerCase())));
  const [first, ...others] = said;
  if (first === undefined || others.length === 0) return 'incomplete';
  const isSame = others.every((other) => other.size === first.size && [...other].every((value) => first.has(value)));
  if (isSame) return 'same';
  const isShared = [...first].some((value) => others.every((other) => other.has(value)));
  return isShared ? 'overlapping' : 'different';
}
