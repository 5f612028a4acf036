import { AppError } from '@muster/protocol';
import { type AuditService, type Doer, SYSTEM } from '../audit/audit-service.ts';
import type { Executor } from '../db/database.ts';
import type { JsonValue } from '../fleet/asset-mover.ts';
import { asJson, checked, isSame, nameOf, overrideOf } from './setting-checks.ts';
import { definitionOf, type SettingName, settingNames } from './setting-definitions.ts';
import type { AnySettingValue, SettingDefinition } from './setting-types.ts';
import { objectionToOverride } from './setting-values.ts';
import type { SettingsCache } from './settings-cache.ts';
import type { OverrideRow, Scope, SettingsRepository } from './settings-repository.ts';
import { baseOf, type Explained, validOverride, valuesOf } from './settings-snapshot.ts';

export type Change = {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Actor, as in the audit trail; null for what was set before there was one. */
  readonly by: string | null;
};

/** A setting as it is for one asset or group. */
export type ScopedSetting = Explained & {
  readonly name: SettingName;
  readonly definition: SettingDefinition;
  /** Name of the group it comes from. */
  readonly groupName: string | null;
  /** What is set for this very asset or group; null: nothing. */
  readonly own: (Change & { readonly value: AnySettingValue }) | null;
};

/** What settings need to know of groups. */
export type GroupsForSettings = {
  idsOf(assetId: number): Promise<readonly number[]>;
  /** Null: there is no such group. */
  nameOf(groupId: number): Promise<string | null>;
};

type Needs = {
  readonly repository: SettingsRepository;
  readonly cache: SettingsCache;
  readonly audit: AuditService;
  readonly clock: () => number;
  /** Throws `ASSET_NOT_FOUND` for an asset that is not there. */
  readonly requireAsset?: ((assetId: number) => Promise<unknown>) | undefined;
  readonly groups: GroupsForSettings;
};

/** Settings of single assets and groups, which may differ from what holds for all. */
export function createScopedSettings({ repository, cache, audit, clock, requireAsset, groups }: Needs) {
  const { stored, of, forget, change } = cache;

  async function checkScope({ kind, id }: Scope): Promise<void> {
    if (kind === 'asset') await requireAsset?.(id);
    else if ((await groups.nameOf(id)) === null) throw new AppError('GROUP_NOT_FOUND', { groupId: id });
  }

  /** What is in force for an asset, or what a group says and else holds for all. */
  async function explainScope(scope: Scope): Promise<(name: SettingName) => Explained> {
    if (scope.kind === 'asset') return (await of(scope.id)).explain;
    const snapshot = await stored();
    const said = valuesOf(await repository.overridesOf(scope));
    return (name) => {
      const override = definitionOf(name).override;
      const value = override === null ? null : validOverride(name, override, said);
      return value === null ? baseOf(snapshot, name) : { value, origin: { kind: 'group', groupId: scope.id } };
    };
  }

  async function listScope(scope: Scope): Promise<ScopedSetting[]> {
    forget(); // who asks for it wants what is stored now, by whichever process
    await checkScope(scope);
    const explain = await explainScope(scope);
    const own = new Map((await repository.overridesOf(scope)).map((row) => [row.name, row]));
    const names = settingNames.filter((name) => definitionOf(name).override !== null);
    return await Promise.all(
      names.map(async (name) => {
        const { value, origin } = explain(name);
        const groupName = origin.kind === 'group' ? await groups.nameOf(origin.groupId) : null;
        return { name, definition: definitionOf(name), value, origin, groupName, own: toOwn(own.get(name)) };
      }),
    );
  }

  async function viewScope(scope: Scope, name: SettingName): Promise<ScopedSetting> {
    const found = (await listScope(scope)).find((setting) => setting.name === name);
    if (found === undefined) throw new AppError('SETTING_NOT_OVERRIDABLE', { name });
    return found;
  }

  return {
    /** Every setting that may differ, as it is for one asset or group. @throws {AppError} `ASSET_NOT_FOUND`, `GROUP_NOT_FOUND`. */
    listFor: listScope,

    /**
     * Sets a value for one asset or group.
     *
     * @param expected Its own value as the doer saw it, null for none; not given: whatever it is.
     * @throws {AppError} `SETTING_UNKNOWN`, `SETTING_NOT_OVERRIDABLE`, `SETTING_INVALID`, `ASSET_NOT_FOUND`, `GROUP_NOT_FOUND`;
     *   `SETTING_CHANGED` when it is another than expected.
     */
    async setFor(
      scope: Scope,
      name: string,
      value: unknown,
      by: Doer = SYSTEM,
      expected?: unknown,
    ): Promise<ScopedSetting> {
      const known = nameOf(name);
      await checkScope(scope);
      const override = overrideOf(known);
      const valid = checked(known, value, objectionToOverride(definitionOf(known), override, value));
      await change(async (trx) => {
        const standing = (await repository.overridesOf(scope, trx)).find((row) => row.name === known);
        const text = JSON.stringify(valid);
        if (standing?.value === text) return;
        const seen = standing === undefined ? null : asJson(JSON.parse(standing.value));
        if (expected !== undefined && !isSame(seen, expected)) throw new AppError('SETTING_CHANGED', { name: known });
        const row = { name: known, value: text, updatedAt: clock(), updatedBy: by.actor };
        await repository.writeOverride(scope, row, trx);
        const event = { before: eventValue(known, standing), after: { [known]: valid } };
        await audit.record({ ...by, action: 'setting.override', target: `${scope.kind} ${scope.id}`, ...event }, trx);
      });
      return viewScope(scope, known);
    },

    /** Removes the value of one asset or group, so that what holds for all counts again. @throws {AppError} As `setFor`. */
    async resetFor(scope: Scope, name: string, by: Doer = SYSTEM): Promise<ScopedSetting> {
      const known = nameOf(name);
      await checkScope(scope);
      overrideOf(known);
      await change(async (trx) => {
        const standing = (await repository.overridesOf(scope, trx)).find((row) => row.name === known);
        if (standing === undefined) return;
        await repository.removeOverrides(scope, [known], trx);
        const event = { before: eventValue(known, standing), after: null };
        await audit.record({ ...by, action: 'setting.inherit', target: `${scope.kind} ${scope.id}`, ...event }, trx);
      });
      return viewScope(scope, known);
    },

    /** How many settings have a value for each group. */
    countsOfGroups: (): Promise<ReadonlyMap<number, number>> => repository.countGroupOverrides(),

    /** A setting's name, and a value that an asset or a group may have of it. @throws {AppError} As `setFor`. */
    checkOverride(name: string, value: unknown): { readonly name: SettingName; readonly value: AnySettingValue } {
      const known = nameOf(name);
      return {
        name: known,
        value: checked(known, value, objectionToOverride(definitionOf(known), overrideOf(known), value)),
      };
    },

    /** The name of a setting that an asset or a group may have of its own. @throws {AppError} As `setFor`. */
    overridable(name: string): SettingName {
      const known = nameOf(name);
      overrideOf(known);
      return known;
    },

    /** What is set for single assets, by asset, as JSON; those for which nothing is are left out. */
    ownOf: (executor: Executor, name: SettingName, assetIds: readonly number[]) =>
      repository.assetOverrides(name, assetIds, executor),

    /** Sets, or with null removes, the values of assets. Audited by who calls, who also calls `forget()` when it is safe. */
    writeOwn: (trx: Executor, name: SettingName, values: ReadonlyMap<number, string | null>, by: string) =>
      repository.writeAssetOverrides(name, values, { at: clock(), by }, trx),

    /** For who deletes a group: what was set for it goes, too. Those of an asset go with its row. */
    async forgetGroup(
      groupId: number,
      executor?: Parameters<SettingsRepository['removeAllOverrides']>[1],
    ): Promise<void> {
      await repository.removeAllOverrides({ kind: 'group', id: groupId }, executor);
      forget();
    },
  };
}

const toOwn = (row: OverrideRow | undefined) =>
  row === undefined ? null : { value: JSON.parse(row.value) as AnySettingValue, at: row.updatedAt, by: row.updatedBy };

const eventValue = (name: SettingName, row: OverrideRow | undefined): JsonValue =>
  row === undefined ? null : { [name]: JSON.parse(row.value) as JsonValue };
