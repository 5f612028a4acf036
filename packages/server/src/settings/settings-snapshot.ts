import { resolveSetting, type SettingOrigin } from './resolve-setting.ts';
import { definitionOf, type SettingName, type SettingValue } from './setting-definitions.ts';
import type { AnySettingValue, Override } from './setting-types.ts';
import { objectionTo, objectionToOverride } from './setting-values.ts';
import type { OverrideRow, SettingsRepository, StoredValue } from './settings-repository.ts';

/** Values of single assets that are kept in memory; where there are more, each contact reads its own. */
const CACHED_OVERRIDES = 2000;

/** Values by the names of their settings, as they were stored. */
export type Values = ReadonlyMap<string, unknown>;
/** What was set, at one moment. */
export type Snapshot = {
  readonly values: ReadonlyMap<string, StoredValue>;
  /** By id, ascending. */
  readonly groups: ReadonlyMap<number, Values>;
  /** Null: too many to be kept in memory. */
  readonly assets: ReadonlyMap<number, Values> | null;
};

/** A value in force, and why. */
export type Explained<V = AnySettingValue> = { readonly value: V; readonly origin: SettingOrigin };

/** All settings as they are for one asset, read at one moment. */
export type AssetSettings = {
  get<N extends SettingName>(name: N): SettingValue<N>;
  explain<N extends SettingName>(name: N): Explained<SettingValue<N>>;
};

export async function readSnapshot(repository: SettingsRepository): Promise<Snapshot> {
  const [values, ofGroups, ofAssets] = await Promise.all([
    repository.readAll(),
    repository.readGroupOverrides(),
    repository.readAssetOverrides(CACHED_OVERRIDES),
  ]);
  return {
    values,
    groups: gather(ofGroups.map((row) => ({ ...row, id: row.groupId }))),
    assets: ofAssets === null ? null : gather(ofAssets.map((row) => ({ ...row, id: row.assetId }))),
  };
}

function gather(rows: readonly { readonly id: number; readonly name: string; readonly value: unknown }[]) {
  const byId = new Map<number, Map<string, unknown>>();
  for (const { id, name, value } of rows) {
    const values = byId.get(id) ?? new Map<string, unknown>();
    byId.set(id, values.set(name, value));
  }
  return byId;
}

/** All settings of an asset that is in these groups and has these values of its own. */
export function settingsIn(snapshot: Snapshot, groupIds: readonly number[], own: Values): AssetSettings {
  function explain<N extends SettingName>(name: N): Explained<SettingValue<N>> {
    return resolved(name) as Explained<SettingValue<N>>; // safe: every value was validated against the definition
  }
  function resolved(name: SettingName): Explained {
    const base = baseOf(snapshot, name);
    const { override } = definitionOf(name);
    if (override === null || base.value === override.unless) return base;
    const counted = doGroupsCount(snapshot, override) ? groupIds : [];
    const said = counted.map((groupId) => ({
      groupId,
      value: validOverride(name, override, snapshot.groups.get(groupId)),
    }));
    return resolveSetting(override.rule, {
      base,
      groups: said.filter((one): one is typeof one & { value: AnySettingValue } => one.value !== null),
      own: validOverride(name, override, own),
    });
  }
  return { explain, get: (name) => explain(name).value };
}

function doGroupsCount(snapshot: Snapshot, { groupsNeed }: Override): boolean {
  if (baseOf(snapshot, 'ENABLE_GROUPS').value === false) return false;
  return groupsNeed === undefined || baseOf(snapshot, groupsNeed).value === true;
}

/** The global value. One out of range was stored by another version; the default is the safer reading. */
export function baseOf({ values }: Pick<Snapshot, 'values'>, name: SettingName): Explained {
  const definition = definitionOf(name);
  const value = values.get(name)?.value;
  if (value === undefined || objectionTo(definition, value) !== null) {
    return { value: definition.default, origin: { kind: 'default' } };
  }
  return { value: value as AnySettingValue, origin: { kind: 'global' } }; // safe: there is no objection to it
}

/** What an asset or a group says about a setting; null: nothing, or nothing valid. */
export function validOverride(
  name: SettingName,
  override: Override,
  values: Values | undefined,
): AnySettingValue | null {
  const value = values?.get(name);
  if (value === undefined || objectionToOverride(definitionOf(name), override, value) !== null) return null;
  return value as AnySettingValue; // safe: there is no objection to it
}

export const valuesOf = (rows: readonly OverrideRow[]): Values =>
  new Map(rows.map(({ name, value }) => [name, JSON.parse(value) as unknown]));
