import type { SettingsRepository } from './settings-repository.ts';
import {
  type AssetSettings,
  readSnapshot,
  type Snapshot,
  settingsIn,
  type Values,
  valuesOf,
} from './settings-snapshot.ts';

/** How long another process may not notice a change. Milliseconds. */
const CACHE_MS = 2000;

/** What is remembered for a moment. */
type Cache = {
  readonly snapshot: Promise<Snapshot>;
  /** Milliseconds since 1970. */
  readonly readAt: number;
  readonly assets: Map<number, Promise<AssetSettings>>;
};

type Needs = {
  readonly repository: SettingsRepository;
  readonly clock: () => number;
  readonly groupIdsOf: (assetId: number) => Promise<readonly number[]>;
};

export type SettingsCache = ReturnType<typeof createSettingsCache>;

/** What was set, at most two seconds old. */
export function createSettingsCache({ repository, clock, groupIdsOf }: Needs) {
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
    return snapshot.groups.size === 0 ? [] : [...(await groupIdsOf(assetId))].sort((a, b) => a - b);
  }
  async function ownOf({ assets }: Snapshot, id: number): Promise<Values> {
    if (assets !== null) return assets.get(id) ?? new Map();
    return valuesOf(await repository.overridesOf({ kind: 'asset', id }));
  }

  /** Runs a change, whole with its record or not at all. */
  async function change(work: Parameters<SettingsRepository['transaction']>[0]): Promise<void> {
    await repository.transaction(work);
    forget();
  }

  return { stored, of, forget, change };
}
