import { AppError } from '@muster/protocol';
import { type AuditService, type Doer, SYSTEM } from '../audit/audit-service.ts';
import type { Executor } from '../db/database.ts';
import type { AssetMover, JsonValue } from '../fleet/asset-mover.ts';
import type { FactReader } from '../identity/merge-preview.ts';
import { createOverrideMover } from './override-mover.ts';
import {
  definitionOf,
  isSettingName,
  type SettingName,
  type SettingValue,
  settingNames,
} from './setting-definitions.ts';
import type { AnySettingValue, Override, SettingDefinition } from './setting-types.ts';
import { objectionTo, objectionToOverride } from './setting-values.ts';
import type { OverrideRow, Scope, SettingsRepository } from './settings-repository.ts';
import {
  type AssetSettings,
  baseOf,
  type Explained,
  readSnapshot,
  type Snapshot,
  settingsIn,
  type Values,
  validOverride,
  valuesOf,
} from './settings-snapshot.ts';

/** How long another process may not notice a change. Milliseconds. */
const CACHE_MS = 2000;

export type Change = {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Actor, as in the audit trail; null for what was set before there was one. */
  readonly by: string | null;
};

export type Setting = {
  readonly name: SettingName;
  readonly definition: SettingDefinition;
  readonly value: AnySettingValue;
  readonly origin: 'default' | 'global';
  /** Who set it last; null for one that has its default. */
  readonly changed: Change | null;
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

const NO_GROUPS: GroupsForSettings = { idsOf: async () => [], nameOf: async () => null };

/** What is remembered for a moment. */
type Cache = {
  readonly snapshot: Promise<Snapshot>;
  /** Milliseconds since 1970. */
  readonly readAt: number;
  readonly assets: Map<number, Promise<AssetSettings>>;
};

type Needs = {
  readonly repository: SettingsRepository;
  readonly audit: AuditService;
  readonly clock: () => number;
  /** Throws `ASSET_NOT_FOUND` for an asset that is not there. */
  readonly requireAsset?: (assetId: number) => Promise<unknown>;
  readonly groups?: GroupsForSettings;
};

export type SettingsService = ReturnType<typeof createSettingsService>;

/** The settings that administrators change while the server runs: for all, for groups, for single assets. */
export function createSettingsService({ repository, audit, clock, requireAsset, groups = NO_GROUPS }: Needs) {
  let cache: Cache | null = null;

  /** What was set. Many agents at once share one read. */
  function cached(): Cache {
    if (cache !== null && clock() - cache.readAt < CACHE_MS) return cache;
    const current: Cache = { snapshot: readSnapshot(repository), readAt: clock(), assets: new Map() };
    cache = current;
    current.snapshot.catch(() => {
      if (cache === current) cache = null; // a failure is not remembered
    });
    return current;
  }
  const stored = () => cached().snapshot;
  function forget(): void {
    cache = null;
  }

  /** The settings of one asset. The several questions of one contact share one read. */
  async function of(assetId: number | null): Promise<AssetSettings> {
    if (assetId === null) return settingsIn(await stored(), [], new Map());
    const { assets, snapshot } = cached();
    const known = assets.get(assetId) ?? snapshot.then((found) => readAsset(found, assetId));
    assets.set(assetId, known);
    known.catch(() => assets.delete(assetId)); // a failure is not remembered
    return await known;
  }
  async function readAsset(snapshot: Snapshot, assetId: number): Promise<AssetSettings> {
    const [groupIds, own] = await Promise.all([groupsOf(snapshot, assetId), ownOf(snapshot, assetId)]);
    return settingsIn(snapshot, groupIds, own);
  }
  async function groupsOf(snapshot: Snapshot, assetId: number): Promise<readonly number[]> {
    return snapshot.groups.size === 0 ? [] : [...(await groups.idsOf(assetId))].sort((a, b) => a - b);
  }
  async function ownOf({ assets }: Snapshot, id: number): Promise<Values> {
    if (assets !== null) return assets.get(id) ?? new Map();
    return valuesOf(await repository.overridesOf({ kind: 'asset', id }));
  }

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

  async function view(name: string): Promise<Setting> {
    return settingIn(await stored(), nameOf(name));
  }

  /** Runs a change, whole with its record or not at all. */
  async function change(work: Parameters<SettingsRepository['transaction']>[0]): Promise<void> {
    await repository.transaction(work);
    forget();
  }

  /** What moves when two records turn out to be one machine. */
  const mover: AssetMover = createOverrideMover(repository, forget);

  return {
    /** The global value, at most two seconds old. */
    async get<N extends SettingName>(name: N): Promise<SettingValue<N>> {
      return baseOf(await stored(), name).value as SettingValue<N>; // safe: baseOf() returns what the definition admits
    },

    /** The global value, read inside a transaction: who holds the only connection cannot wait for another. */
    async getWithin<N extends SettingName>(trx: Executor, name: N): Promise<SettingValue<N>> {
      const values = await repository.readAll(trx);
      return baseOf({ values }, name).value as SettingValue<N>; // safe: as above
    },

    /**
     * All settings as they are for one asset; null: an asset that is not known yet. Costs no statement but, where groups
     * have values, the question which groups it is in, and one more where thousands of assets have values of their own.
     */
    of,

    /** The value in force for one asset; null: one that is not known yet. For several values use `of`. */
    async effective<N extends SettingName>(name: N, assetId: number | null): Promise<SettingValue<N>> {
      return (await of(assetId)).get(name);
    },

    /** The value in force for one asset, and where it comes from. */
    async explain<N extends SettingName>(name: N, assetId: number | null): Promise<Explained<SettingValue<N>>> {
      return (await of(assetId)).explain(name);
    },

    /** One setting. @throws {AppError} `SETTING_UNKNOWN`. */
    view,

    async list(): Promise<Setting[]> {
      forget(); // as above
      const snapshot = await stored();
      return settingNames.map((name) => settingIn(snapshot, name));
    },

    /**
     * @param expected The value as the doer saw it; not given: whatever it is.
     * @throws {AppError} `SETTING_UNKNOWN`, `SETTING_INVALID`; `SETTING_CHANGED` when it is another than expected.
     */
    async set(name: string, value: unknown, by: Doer = SYSTEM, expected?: unknown): Promise<Setting> {
      const known = nameOf(name);
      const valid = checked(known, value, objectionTo(definitionOf(known), value));
      await change(async (trx) => {
        const standing = (await repository.readAll(trx)).get(known);
        if (standing !== undefined && isSame(standing.value, valid)) return;
        const before = asJson(standing === undefined ? definitionOf(known).default : standing.value);
        if (expected !== undefined && !isSame(before, expected)) throw new AppError('SETTING_CHANGED', { name: known });
        await repository.write(known, valid, { at: clock(), by: by.actor }, trx);
        await audit.record({ ...by, action: 'setting.set', target: `setting ${known}`, before, after: valid }, trx);
      });
      return view(known);
    },

    /** Gives a setting its default again. @throws {AppError} `SETTING_UNKNOWN`. */
    async reset(name: string, by: Doer = SYSTEM): Promise<Setting> {
      const known = nameOf(name);
      await change(async (trx) => {
        const standing = (await repository.readAll(trx)).get(known);
        if (standing === undefined) return;
        await repository.remove(known, trx);
        const event = { before: asJson(standing.value), after: definitionOf(known).default };
        await audit.record({ ...by, action: 'setting.reset', target: `setting ${known}`, ...event }, trx);
      });
      return view(known);
    },

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

    /** What was set is read again. */
    forget,

    /** For who deletes a group: what was set for it goes, too. Those of an asset go with its row. */
    async forgetGroup(
      groupId: number,
      executor?: Parameters<SettingsRepository['removeAllOverrides']>[1],
    ): Promise<void> {
      await repository.removeAllOverrides({ kind: 'group', id: groupId }, executor);
      forget();
    },

    mover,

    /** What is set for single assets. */
    facts: {
      name: 'settings',
      async read(executor, id) {
        const rows = await repository.overridesOf({ kind: 'asset', id }, executor);
        return rows.map(({ name, value }) => ({ subject: name, value: JSON.parse(value) as JsonValue }));
      },
    } satisfies FactReader,
  };
}

function settingIn(snapshot: Snapshot, name: SettingName): Setting {
  const { value, origin } = baseOf(snapshot, name);
  const row = snapshot.values.get(name);
  const isSet = origin.kind === 'global' && row !== undefined;
  return {
    name,
    definition: definitionOf(name),
    value,
    origin: isSet ? 'global' : 'default',
    changed: isSet ? { at: row.updatedAt, by: row.updatedBy } : null,
  };
}

function nameOf(name: string): SettingName {
  if (!isSettingName(name)) throw new AppError('SETTING_UNKNOWN', { name });
  return name;
}

function overrideOf(name: SettingName): Override {
  const { override } = definitionOf(name);
  if (override === null) throw new AppError('SETTING_NOT_OVERRIDABLE', { name });
  return override;
}

function checked(name: SettingName, value: unknown, objection: string | null): AnySettingValue {
  if (objection === null) return value as AnySettingValue; // safe: there is no objection to it
  const shown = typeof value === 'object' ? JSON.stringify(value) : String(value);
  throw new AppError('SETTING_INVALID', { name, value: shown.slice(0, 100), reason: objection });
}

const toOwn = (row: OverrideRow | undefined) =>
  row === undefined ? null : { value: JSON.parse(row.value) as AnySettingValue, at: row.updatedAt, by: row.updatedBy };

const eventValue = (name: SettingName, row: OverrideRow | undefined): JsonValue =>
  row === undefined ? null : { [name]: JSON.parse(row.value) as JsonValue };

const asJson = (value: unknown) => value as JsonValue; // safe: it was read from JSON, or is a default
const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
