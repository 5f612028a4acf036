import { z } from 'zod';
import type { ArchiveService } from '../../fleet/archive-service.ts';
import type { JsonValue } from '../../fleet/asset-mover.ts';
import type { DeletionService } from '../../fleet/deletion-service.ts';
import type { DataAction } from '../mass-action.ts';

const nothing = z.strictObject({}).default({});

/** Since when an asset is archived; deleted ones have nothing. */
const since = (value: JsonValue) => (typeof value === 'number' ? new Date(value).toISOString() : null);

type Archiving = {
  readonly archive: Pick<ArchiveService, 'present' | 'setWithin' | 'told'>;
  readonly clock: () => number;
};

/** Out of sight, or back. */
export function archiveAction({ archive, clock }: Archiving, name: 'archive' | 'restore'): DataAction<object> {
  return {
    kind: 'data',
    name,
    description: name === 'archive' ? 'Puts them out of sight.' : 'Brings them back in sight.',
    permission: 'asset.archive',
    parameters: nothing,
    atOnce: 500,
    isUndoable: true,
    needsCount: false,
    async begin() {
      const at = clock();
      return {
        summary: [],
        async current(trx, assetIds) {
          const assets = await archive.present(assetIds, trx);
          return new Map(assets.map((asset) => [asset.id, asset.archived_at]));
        },
        wanted: (before) => (name === 'restore' ? null : (before ?? at)),
        async write(trx, values) {
          for (const [moment, ids] of byValue(values)) {
            await archive.setWithin(trx, ids, typeof moment === 'number' ? moment : null);
          }
        },
        saved: archive.told,
        show: (before, after) => [{ subject: 'archivedAt', before: since(before), after: since(after) }],
      };
    },
  };
}

type Deleting = { readonly deletion: Pick<DeletionService, 'removeWithin' | 'told'> };

/** For good. The audit trail names each: nothing else tells of it afterwards. */
export function deleteAction({ deletion }: Deleting): DataAction<object> {
  return {
    kind: 'data',
    name: 'delete',
    description: 'Deletes them for good, with their history. This cannot be undone.',
    permission: 'asset.delete',
    parameters: nothing,
    atOnce: 50,
    isUndoable: false,
    needsCount: true,
    async begin() {
      return {
        summary: [],
        current: async (_trx, assetIds) => new Map(assetIds.map((id) => [id, true])),
        wanted: () => null,
        async write(trx, values, doer) {
          await deletion.removeWithin(trx, [...values.keys()], doer);
        },
        saved: deletion.told,
        show: () => [],
      };
    },
  };
}

function byValue(values: ReadonlyMap<number, JsonValue>): Map<JsonValue, number[]> {
  const groups = new Map<JsonValue, number[]>();
  for (const [id, value] of values) groups.set(value, [...(groups.get(value) ?? []), id]);
  return groups;
}
