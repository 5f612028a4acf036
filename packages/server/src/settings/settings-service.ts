import { AppError } from '@muster/protocol';
import { type AuditService, type Doer, SYSTEM } from '../audit/audit-service.ts';
import type { Executor } from '../db/database.ts';
import type { AssetMover, JsonValue } from '../fleet/asset-mover.ts';
import type { FactReader } from '../identity/merge-preview.ts';
import { createOverrideMover } from './override-mover.ts';
import { type Change, createScopedSettings, type GroupsForSettings } from './scoped-settings.ts';
import { asJson, checked, isSame, nameOf } from './setting-checks.ts';
import { definitionOf, type SettingName, type SettingValue, settingNames } from './setting-definitions.ts';
import type { AnySettingValue, SettingDefinition } from './setting-types.ts';
import { objectionTo } from './setting-values.ts';
import { createSettingsCache } from './settings-cache.ts';
import type { SettingsRepository } from './settings-repository.ts';
import { baseOf, type Explained, type Snapshot } from './settings-snapshot.ts';

export type Setting = {
  readonly name: SettingName;
  readonly definition: SettingDefinition;
  readonly value: AnySettingValue;
  readonly origin: 'default' | 'global';
  /** Who set it last; null for one that has its default. */
  readonly changed: Change | null;
};

const NO_GROUPS: GroupsForSettings = { idsOf: async () => [], nameOf: async () => null };

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
  const cache = createSettingsCache({ repository, clock, groupIdsOf: groups.idsOf });
  const { stored, of, forget, change } = cache;

  async function view(name: string): Promise<Setting> {
    return settingIn(await stored(), nameOf(name));
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
      forget(); // who asks for it wants what is stored now, by whichever process
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

    /** What was set is read again. */
    forget,

    ...createScopedSettings({ repository, cache, audit, clock, requireAsset, groups }),

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
