import { AppError, type Inventory, type OcsTable, ocsTables, type Row, toOcsRows, withSummary } from '@muster/protocol';
import type { AdminDataService } from '../admin-data/admin-data-service.ts';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import type { AssetService } from '../fleet/asset-service.ts';
import type { StoredAsset } from '../fleet/fleet-tables.ts';
import type { ComputerRepository, ComputersFilter, Page, Sort } from './computer-repository.ts';
import { OCS_FIELDS } from './ocs-fields.ts';

/** Field → value; empty where nothing is known. */
export type OcsRow = Readonly<Record<string, string>>;

export type OcsComputer = {
  readonly asset: StoredAsset;
  /** In the order of the sections; those without rows are left out, but for HARDWARE. */
  readonly tables: readonly { readonly table: OcsTable; readonly rows: readonly OcsRow[] }[];
  /** TAG first; null when it was not asked for. */
  readonly accountInfo: readonly { readonly name: string; readonly value: string }[] | null;
};

/** What of a computer is wanted. */
export type Parts = {
  readonly tables: readonly OcsTable[];
  readonly accountInfo: boolean;
};

/** Computers read at once: memory stays flat whatever the size of the page. */
const CHUNK = 100;

type Needs = {
  readonly repository: ComputerRepository;
  readonly assets: Pick<AssetService, 'inventory'>;
  readonly adminData: Pick<AdminDataService, 'view'>;
  readonly audit: Pick<AuditService, 'record'>;
};

export type ComputerService = ReturnType<typeof createComputerService>;

/** Computers under the names that programs made for OCS Inventory know. Archived ones are among them, merged ones are not. */
export function createComputerService({ repository, assets, adminData, audit }: Needs) {
  /** The ids are read once, so that a page stays one page while machines report. */
  async function* list(filter: ComputersFilter, sort: Sort, page: Page): AsyncGenerator<StoredAsset> {
    const ids = await repository.ids(filter, sort, page);
    for (let done = 0; done < ids.length; done += CHUNK) yield* await repository.list(ids.slice(done, done + CHUNK));
  }

  async function readOne(asset: StoredAsset, { tables, accountInfo }: Parts): Promise<OcsComputer> {
    const inventory = tables.length === 0 ? null : await assets.inventory(asset.id, sectionsOf(tables));
    return {
      asset,
      tables: inventory === null ? [] : tables.flatMap((table) => tableOf(table, inventory, asset)),
      accountInfo: accountInfo ? await accountInfoOf(asset.id) : null,
    };
  }

  async function accountInfoOf(assetId: number) {
    const { values } = await adminData.view(assetId);
    return values.map(({ name, shown }) => ({ name, value: shown === null ? '' : String(shown) }));
  }

  return {
    ids: repository.ids,
    software: repository.software,

    /** Computers one by one; one that is deleted meanwhile is left out. */
    async *read(filter: ComputersFilter, sort: Sort, page: Page, parts: Parts): AsyncGenerator<OcsComputer> {
      for await (const asset of list(filter, sort, page)) {
        const computer = await readOne(asset, parts).catch(nullWhenGone);
        if (computer !== null) yield computer;
      }
    },

    /** @throws {AppError} `ASSET_NOT_FOUND`. */
    async one(id: number, parts: Parts): Promise<OcsComputer> {
      const [asset] = await repository.list([id]);
      if (asset === undefined) throw new AppError('ASSET_NOT_FOUND', { assetId: id });
      return await readOne(asset, parts);
    },

    /** Takes note that a program has read what changed. @returns How many computers that were. */
    async resetChecksum(checksum: number, ids: readonly number[], doer: Doer): Promise<number> {
      return await repository.transaction(async (trx) => {
        const count = await repository.setChecksum(trx, ids, checksum);
        const after = { checksum, ids: [...ids] };
        if (count > 0) {
          await audit.record({ ...doer, action: 'asset.resetChecksum', target: `${count} assets`, after }, trx);
        }
        return count;
      });
    },
  };
}

function nullWhenGone(error: unknown): null {
  if (error instanceof AppError && error.code === 'ASSET_NOT_FOUND') return null;
  throw error;
}

/** Sections from which HARDWARE is summed up where an agent leaves it out. */
const SUMMED = ['operatingSystem', 'cpus', 'networks', 'users', 'versionProvider'];

function sectionsOf(tables: readonly OcsTable[]): ReadonlySet<string> {
  const names = tables.map(({ section }) => section.name);
  return new Set(names.includes('hardware') ? [...names, ...SUMMED] : names);
}

function tableOf(table: OcsTable, inventory: Inventory, asset: StoredAsset): OcsComputer['tables'] {
  const isHardware = table.section.name === 'hardware';
  const { sections } = isHardware ? withSummary(inventory) : inventory;
  const stored = (sections as Readonly<Record<string, readonly Row[] | undefined>>)[table.section.name] ?? [];
  const rows = toOcsRows(table, stored);
  if (isHardware) return [{ table, rows: [filled(table, { ...rows[0], ...kept(asset, rows[0]) })] }];
  return rows.length === 0 ? [] : [{ table, rows: rows.map((row) => filled(table, row)) }];
}

function filled({ element }: OcsTable, row: OcsRow): OcsRow {
  const names = new Set([...(OCS_FIELDS[element] ?? []), ...Object.keys(row)]);
  return Object.fromEntries([...names].sort().map((name) => [name, row[name] ?? '']));
}

/** What the server itself knows of a machine, as fields of HARDWARE. */
function kept(asset: StoredAsset, told: OcsRow = {}): OcsRow {
  return {
    ID: String(asset.id),
    DEVICEID: asset.device_id,
    NAME: asset.name,
    TAG: asset.tag ?? '',
    IPADDR: asset.ip ?? told.IPADDR ?? '',
    IPSRC: asset.source_ip ?? '',
    USERID: asset.user_name ?? told.USERID ?? '',
    USERAGENT: asset.agent ?? '',
    LASTDATE: toOcsTime(asset.last_inventory_at),
    LASTCOME: toOcsTime(asset.last_contact_at),
    QUALITY: asset.quality.toFixed(4),
    FIDELITY: String(asset.fidelity),
    CHECKSUM: String(asset.checksum),
    SSTATE: '0',
    ARCHIVE: asset.archived_at === null ? '0' : '1',
  };
}

/** `2026-11-20 08:00:00`, UTC; empty for never. */
export function toOcsTime(ms: number | null): string {
  return ms === null ? '' : new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

/** The sections of which a bit of the mask tells; null: all. */
export function tablesOf(mask: number | null): readonly OcsTable[] {
  return ocsTables().filter(({ section }) => mask === null || ((section.checksumBit ?? 0) & mask) !== 0);
}
