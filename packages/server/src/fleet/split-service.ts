import { AppError, type Inventory, type Row, type Section, type SectionName } from '@muster/protocol';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import type { Db, Executor } from '../db/database.ts';
import type { HistoryService } from '../history/history-service.ts';
import type { StateService } from '../history/state-service.ts';
import type { Evidence } from '../identity/evidence.ts';
import type { IdentityService } from '../identity/identity-service.ts';
import type { AssetRepository, StoredAsset } from './asset-repository.ts';
import type { OtherRepository } from './other-repository.ts';
import { findSection, type SectionRepository } from './section-repository.ts';
import { digestOf } from './section-writer.ts';
import { createSnapshots, type Snapshot, unpackSnapshot } from './snapshot.ts';
import { summarize } from './summary.ts';

/** Inventories that may come in while a split is prepared, each of which makes it begin again. */
const ATTEMPTS = 5;

type Needs = {
  readonly db: Db;
  readonly assets: AssetRepository;
  readonly rows: SectionRepository;
  readonly other: OtherRepository;
  readonly history: Pick<HistoryService, 'part'>;
  readonly states: StateService;
  readonly identity: IdentityService;
  readonly audit: AuditService;
  /** Told of both records after they are safe in the database. */
  readonly onParted: (assetId: number) => void;
};

type Decision = Awaited<ReturnType<IdentityService['decision']>>;

type Kept = { readonly evidence: Evidence; readonly snapshot: Snapshot };

/** As the history tells it. */
type Told = { readonly sections: ReadonlyMap<Section, readonly Row[]>; readonly releases: ReadonlyMap<Row, number> };

/** A record as it was before a decision. */
type Before = Kept | Told;

export type SplitService = ReturnType<typeof createSplitService>;

/** Parts a record that was taken for another machine: the reverse of recognising. */
export function createSplitService(needs: Needs) {
  const { db, assets, rows, other, history, states, identity, audit, onParted } = needs;
  const snapshots = createSnapshots({ assets, rows, other });
  return {
    /**
     * Gives the record back what it was before a decision, and makes a record of what came by it.
     *
     * Administrative data, groups and settings stay with the record. All else is as it was stored before the decision; of one
     * that is too old to be kept, what the history does not have (volatile columns, the time of the last inventory) is filled by
     * the next inventory. A split is taken back by merging the two.
     *
     * @returns The id of the new record.
     * @throws {AppError} `ASSET_NOT_FOUND`, `DECISION_NOT_FOUND`, `HISTORY_EXPIRED` when it is too long ago.
     */
    async split(assetId: number, decisionId: number, doer: Doer): Promise<number> {
      // First: of a record that who asks may not see, no decision is told of either.
      if ((await assets.find(assetId)) === undefined) throw new AppError('ASSET_NOT_FOUND', { assetId });
      const decision = await identity.decision(assetId, decisionId);
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const asset = await assets.find(assetId);
        if (asset === undefined) throw new AppError('ASSET_NOT_FOUND', { assetId });
        const kept = await identity.before(db.kysely, decisionId);
        const before: Before =
          kept === null
            ? await readBefore(assetId, decision.at - 1)
            : { evidence: kept.evidence, snapshot: unpackSnapshot(kept.inventory) };
        const made = await db.kysely.transaction().execute((trx) => write(trx, asset, decision, before, doer));
        if (made === null) continue;
        for (const id of [assetId, made]) onParted(id);
        return made;
      }
      throw new AppError('INVENTORY_BUSY');
    },
  };

  async function readBefore(assetId: number, at: number): Promise<Told> {
    const sections = new Map<Section, readonly Row[]>();
    for (const { name } of await assets.listSections(assetId)) {
      const section = findSection(name);
      if (section === undefined || section.volatile === true) continue;
      sections.set(section, await states.stateAt({ assetId, at }, name));
    }
    const software = [...sections].find(([{ name }]) => name === 'software')?.[1] ?? [];
    const ids = await rows.ensureReleases(software);
    return { sections, releases: new Map(software.map((row, i) => [row, ids[i] ?? -1])) };
  }

  /** @returns Null when an inventory came in since `asset` was read. */
  async function write(trx: Executor, asset: StoredAsset, decision: Decision, before: Before, doer: Doer) {
    const locked = await assets.lock(trx, asset.id);
    if (locked === undefined || locked.last_inventory_at !== asset.last_inventory_at) return null;
    const { id, ...copied } = locked;
    const counters = { fidelity: 1, quality: 0, tag: null, merged_into: null };
    const made = await assets.create(trx, { ...copied, ...counters, first_seen_at: decision.at });
    const found = await assets.sectionStates(trx, id);
    for (const name of found.keys()) {
      const section = findSection(name);
      if (section !== undefined) await rows.moveAll(trx, section, id, made);
    }
    await assets.moveSectionStates(trx, id, made);
    await other.moveAll(trx, id, made);
    const counts = Object.fromEntries([...found.values()].map(({ section, rowCount }) => [section, rowCount]));
    await history.part(trx, id, made, decision.at, JSON.stringify(counts));
    if ('snapshot' in before) {
      await identity.part(trx, id, made, decision, before);
      await snapshots.restore(trx, before.snapshot);
    } else await restore(trx, locked, made, decision, before);
    await audit.record({ ...doer, action: 'asset.split', target: `asset ${id}`, after: { made } }, trx);
    return made;
  }

  async function restore(trx: Executor, asset: StoredAsset, made: number, decision: Decision, before: Told) {
    const saved = [];
    for (const [section, all] of before.sections) {
      const releaseIds = section.name === 'software' ? all.map((row) => before.releases.get(row) ?? -1) : undefined;
      await rows.insert(trx, section, asset.id, all, 1, releaseIds);
      const { fingerprint, volatileFingerprint } = digestOf(section, all);
      saved.push({ section: section.name, fingerprint, volatileFingerprint, rowCount: all.length, changed: true });
    }
    await assets.saveSectionStates(trx, asset.id, saved, decision.at);
    const inventory = inventoryOf(asset, before);
    const deviceId = await identity.part(trx, asset.id, made, decision, { inventory });
    await assets.update(trx, asset.id, {
      ...summarize(inventory, null),
      ...(deviceId === undefined ? {} : { device_id: deviceId }),
      software_count: inventory.sections.software?.length ?? 0,
    });
  }
}

function inventoryOf(asset: StoredAsset, { sections }: Told): Inventory {
  const stored: { [S in SectionName]?: readonly Row[] } = {};
  for (const [{ name }, all] of sections) stored[name as SectionName] = all; // safe: names of registered sections
  return {
    deviceId: asset.device_id,
    dialect: 'fusion',
    agent: asset.agent,
    itemType: 'Computer',
    partial: false,
    tag: null,
    oldDeviceId: null,
    checksum: null,
    sections: stored,
    other: [],
    otherTruncated: false,
  };
}
