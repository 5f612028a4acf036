import { AppError, type Row, type Section, type SectionName, sections } from '@muster/protocol';
import type { AuditService } from '../audit/audit-service.ts';
import type { AssetService } from '../fleet/asset-service.ts';
import { summarize } from '../fleet/summary.ts';
import type { StateService } from '../history/state-service.ts';
import { type BomFacts, toCycloneDx } from './cyclonedx.ts';

/** Rows shown of each section in which something was found. */
const FOUND_ROWS = 5;

type Needs = {
  readonly assets: Pick<AssetService, 'view' | 'sectionRows' | 'inventory'>;
  readonly states: Pick<StateService, 'stateAt'>;
  readonly audit: Pick<AuditService, 'list'>;
  readonly tool: BomFacts['tool'];
};

export type MachineService = ReturnType<typeof createMachineService>;

/** What the page of one machine asks beside its parts. */
export function createMachineService({ assets, states, audit, tool }: Needs) {
  return {
    /** What became of a number that may be no record any more, or one that was merged into another. */
    async whereabouts(assetId: number) {
      const nothing = { mergedInto: null, at: null, by: null };
      const asset = await assets.view(assetId).catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'ASSET_NOT_FOUND') return null;
        throw error;
      });
      if (asset !== null && asset.mergedInto === null) return { ...nothing, state: 'here' as const };
      if (asset !== null && asset.mergedInto !== null) {
        const { id, name } = await assets.view(asset.mergedInto);
        return { ...nothing, state: 'merged' as const, mergedInto: { id, name } };
      }
      const { items } = await audit.list({ action: 'asset.delete', target: `asset ${assetId}`, limit: 1, offset: 0 });
      const [deleted] = items;
      if (deleted === undefined) return { ...nothing, state: 'unknown' as const };
      return { ...nothing, state: 'deleted' as const, at: new Date(deleted.at).toISOString(), by: deleted.actor };
    },

    /**
     * Where a text stands in the inventory: the sections that have it, and the first rows of each.
     *
     * @throws {AppError} `ASSET_NOT_FOUND`.
     */
    async find(assetId: number, q: string, at: number | undefined) {
      const { sections: held, otherCount } = await assets.view(assetId);
      const found: { section: string; total: number; rows: Row[] }[] = [];
      const names = held.map(({ name }) => name);
      if (otherCount > 0 && at === undefined) names.push('other');
      for (const name of names) {
        if (at !== undefined && isForgotten(name)) continue;
        const query = { q, at, limit: FOUND_ROWS, offset: 0 };
        const { items, total } = await assets.sectionRows(assetId, name, query);
        if (total > 0) found.push({ section: name, total, rows: items as Row[] });
      }
      return { items: found };
    },

    /**
     * What the machine was at a moment: its summary and the number of rows of each section. Sections of which there is no
     * history are left out; the count of one whose history has a hole is null.
     *
     * @param at Ms since 1970.
     * @throws {AppError} `ASSET_NOT_FOUND`, `HISTORY_EXPIRED`.
     */
    async stateAt(assetId: number, at: number) {
      const asset = await assets.view(assetId);
      const past: Partial<Record<SectionName, readonly Row[]>> = {};
      const counts: { name: string; count: number | null }[] = [];
      for (const { name } of asset.sections) {
        if (isForgotten(name)) continue;
        const rows = await states.stateAt({ assetId, at }, name).catch((error: unknown) => {
          if (error instanceof AppError && error.code === 'HISTORY_INCOMPLETE') return null;
          throw error;
        });
        if (rows !== null && rows.length > 0) past[name as SectionName] = rows; // safe: a section of the registry
        if (rows === null || rows.length > 0) counts.push({ name, count: rows?.length ?? null });
      }
      const then = summarize({ sections: past } as Parameters<typeof summarize>[0], asset.ip); // safe: it reads nothing else
      return {
        known: at >= Date.parse(asset.firstSeenAt),
        summary: {
          name: then.name ?? null,
          os: then.os ?? null,
          osVersion: then.os_version ?? null,
          manufacturer: then.manufacturer ?? null,
          model: then.model ?? null,
          serial: then.serial ?? null,
          uuid: then.uuid ?? null,
          ip: then.ip ?? null,
          user: then.user_name ?? null,
          memoryMiB: then.memory_mib ?? null,
          cpu: then.cpu ?? null,
        },
        sections: counts,
      };
    },

    /** The software of an asset as CycloneDX 1.6. @throws {AppError} `ASSET_NOT_FOUND`. */
    async bom(assetId: number) {
      const asset = await assets.view(assetId);
      const wanted = new Set(['hardware', 'bios', 'operatingSystem', 'software']);
      const inventory = await assets.inventory(assetId, wanted);
      const at = Date.parse(asset.lastInventoryAt ?? asset.firstSeenAt);
      return toCycloneDx(inventory, { at, assetId, name: asset.name, tool });
    },
  };
}

/** Of a section that is volatile as a whole no past is kept. */
function isForgotten(name: string): boolean {
  return known[name]?.volatile === true;
}

const known: Readonly<Record<string, Section>> = sections;
