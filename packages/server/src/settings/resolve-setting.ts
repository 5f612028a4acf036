import type { AnySettingValue, OverrideRule } from './setting-types.ts';

/** Where a value in force comes from. */
export type SettingOrigin =
  | { readonly kind: 'default' | 'global' | 'asset' }
  | { readonly kind: 'group'; readonly groupId: number };

export type Resolved = { readonly value: AnySettingValue; readonly origin: SettingOrigin };

/** What is said about one setting of one asset. */
export type Layers = {
  /** The global value, or the default. */
  readonly base: Resolved;
  /** Of its groups, by ascending id. */
  readonly groups: readonly { readonly groupId: number; readonly value: AnySettingValue }[];
  /** Its own. */
  readonly own: AnySettingValue | null;
};

/** The value in force for an asset. Of several that say the same, its own is named, then that of the group with the lowest id. */
export function resolveSetting(rule: OverrideRule, { base, groups, own }: Layers): Resolved {
  const fromGroups = groups.map(({ groupId, value }): Resolved => ({ value, origin: { kind: 'group', groupId } }));
  const fromAsset: Resolved[] = own === null ? [] : [{ value: own, origin: { kind: 'asset' } }];
  switch (rule) {
    case 'smallest':
      return smallest([...fromAsset, ...fromGroups]) ?? base;
    case 'ownElseSmallest':
      return fromAsset[0] ?? smallest(fromGroups) ?? base;
    case 'ownElseLargest':
      return fromAsset[0] ?? largest(fromGroups) ?? base;
    case 'ownElseGroup':
      return fromAsset[0] ?? fromGroups[0] ?? base;
    case 'allOn':
      return [base, ...fromAsset, ...fromGroups].find(({ value }) => value === false) ?? base;
  }
}

// Flags count as 0 and 1; no setting of another type has a rule that compares.
const smallest = (found: readonly Resolved[]) => first(found, (a, b) => Number(a.value) < Number(b.value));
const largest = (found: readonly Resolved[]) => first(found, (a, b) => Number(a.value) > Number(b.value));

function first(found: readonly Resolved[], isBetter: (a: Resolved, b: Resolved) => boolean): Resolved | undefined {
  return found.reduce<Resolved | undefined>(
    (best, next) => (best === undefined || isBetter(next, best) ? next : best),
    undefined,
  );
}
