import { AppError, type Inventory, type Row, type SectionName, sections } from '@muster/protocol';
import type { Db } from '../db/database.ts';
import type { ChangesQuery, HistoryService } from '../history/history-service.ts';
import { pageRows } from '../history/page-rows.ts';
import type { StateService } from '../history/state-service.ts';
import type { AssetRepository, StoredAsset } from './asset-repository.ts';
import type { OtherRepository } from './other-repository.ts';
import { findSection, type RowsQuery, type SectionRepository } from './section-repository.ts';

/** Rows read at once when a whole section is wanted. */
const ALL = { limit: 100_000, offset: 0 };

type Needs = {
  readonly db: Db;
  readonly assets: AssetRepository;
  readonly rows: SectionRepository;
  readonly other: OtherRepository;
  readonly history: HistoryService;
  readonly states: StateService;
};

export type AssetService = ReturnType<typeof createAssetService>;

/** What people and programs read of the fleet. */
export function createAssetService({ db, assets, rows, other, history, states }: Needs) {
  async function get(assetId: number): Promise<StoredAsset> {
    const asset = await assets.find(assetId);
    if (asset === undefined) throw new AppError('ASSET_NOT_FOUND', { assetId });
    return asset;
  }

  return {
    /** What lists show of these assets, in this order; those that are gone are left out. */
    async summaries(ids: readonly number[]) {
      const found = new Map((await assets.findMany(ids)).map((asset) => [asset.id, toSummary(asset)]));
      return ids.flatMap((id) => found.get(id) ?? []);
    },

    /** One asset with the number of rows of each of its sections. @throws {AppError} `ASSET_NOT_FOUND`. */
    async view(assetId: number) {
      const asset = await get(assetId);
      const states = await assets.listSections(assetId);
      const order = Object.keys(sections);
      return {
        ...toSummary(asset),
        mergedInto: asset.merged_into,
        otherTruncated: asset.other_truncated === 1,
        otherCount: states.find(({ name }) => name === 'other')?.count ?? 0,
        changesCount: await history.count(assetId),
        sections: states
          .filter(({ name }) => findSection(name) !== undefined)
          .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
          .map(({ name, count, changedAt }) => ({ name, count, changedAt: toIso(changedAt) })),
      };
    },

    /** Where an asset was heard from last, and the address that it shows. @throws {AppError} `ASSET_NOT_FOUND`. */
    async addresses(assetId: number): Promise<readonly (string | null)[]> {
      const { source_ip, ip } = await get(assetId);
      return [source_ip, ip];
    },

    /**
     * One page of a section's rows, now or `at` a moment (ms since 1970).
     *
     * @throws {AppError} `ASSET_NOT_FOUND`, `SECTION_NOT_FOUND`; of a moment also what `stateAt` throws.
     */
    async sectionRows(
      assetId: number,
      name: string,
      { at, ...query }: RowsQuery & { readonly at?: number | undefined },
    ) {
      await get(assetId);
      if (name === 'other' && at === undefined) return await other.page(assetId, query);
      const section = findSection(name);
      if (section === undefined) {
        if (name === 'other') throw new AppError('HISTORY_NOT_KEPT', { section: name });
        throw new AppError('SECTION_NOT_FOUND', { section: name });
      }
      if (at !== undefined) return pageRows(section, await states.stateAt({ assetId, at }, name), query);
      return await rows.page(section, assetId, query);
    },

    /** Newest first. @throws {AppError} `ASSET_NOT_FOUND`. */
    async changes(assetId: number, query: ChangesQuery) {
      await get(assetId);
      return await history.list(assetId, query);
    },

    /**
     * The stored rows as one inventory again, to be written in any wire's form.
     *
     * @param wanted Sections to read; all, and what no section defines, when it is left out.
     * @throws {AppError} `ASSET_NOT_FOUND`.
     */
    async inventory(assetId: number, wanted?: ReadonlySet<string>): Promise<Inventory> {
      const asset = await get(assetId);
      const stored: Partial<Record<SectionName, Row[]>> = {};
      for (const { name } of await assets.listSections(assetId)) {
        const section = findSection(name);
        if (section === undefined || wanted?.has(name) === false) continue;
        stored[name as SectionName] = (await rows.list(db.kysely, section, assetId)).map(({ row }) => row);
      }
      const { items } = wanted === undefined ? await other.page(assetId, ALL) : { items: [] };
      return {
        deviceId: asset.device_id,
        dialect: asset.agent_family === 'ocs' || asset.agent_family === 'glpi' ? asset.agent_family : 'fusion',
        agent: asset.agent,
        itemType: ITEM_TYPES[asset.kind] ?? 'Computer',
        partial: false,
        tag: asset.tag,
        oldDeviceId: null,
        checksum: null,
        sections: stored,
        other: items,
        otherTruncated: asset.other_truncated === 1,
      };
    },
  };
}

const ITEM_TYPES: Readonly<Record<string, string>> = {
  network: 'NetworkEquipment',
  printer: 'Printer',
  phone: 'Phone',
  unmanaged: 'Unmanaged',
};

const FAMILIES = ['ocs', 'fusion', 'glpi', 'muster'] as const;

function toSummary(asset: StoredAsset) {
  return {
    id: asset.id,
    kind: asset.kind,
    name: asset.name,
    deviceId: asset.device_id,
    agentId: asset.agent_id,
    tag: asset.tag,
    os: asset.os,
    osVersion: asset.os_version,
    manufacturer: asset.manufacturer,
    model: asset.model,
    serial: asset.serial,
    uuid: asset.uuid,
    ip: asset.ip,
    user: asset.user_name,
    memoryMiB: asset.memory_mib,
    cpu: asset.cpu,
    agent: asset.agent,
    agentFamily: FAMILIES.find((family) => family === asset.agent_family) ?? ('unknown' as const),
    firstSeenAt: toIso(asset.first_seen_at),
    lastContactAt: toIso(asset.last_contact_at),
    lastInventoryAt: asset.last_inventory_at === null ? null : toIso(asset.last_inventory_at),
    softwareCount: asset.software_count,
    archivedAt: asset.archived_at === null ? null : toIso(asset.archived_at),
  };
}

export type AssetSummary = ReturnType<typeof toSummary>;

const toIso = (ms: number) => new Date(ms).toISOString();
