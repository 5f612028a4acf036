import { z } from 'zod';
import type { AdminDataBulk, StoredValues } from '../../admin-data/admin-data-bulk.ts';
import { toShown } from '../../admin-data/admin-value.ts';
import type { DataAction } from '../mass-action.ts';

const parameters = z.strictObject({
  values: z
    .record(z.string().regex(/^\d{1,10}$/), z.unknown())
    .refine((values) => Object.keys(values).length >= 1 && Object.keys(values).length <= 100, {
      message: 'from 1 to 100 fields',
    })
    .describe('Number of a field → value as for one asset; null clears. TAG is a field, too.'),
});

/** Administrative values, the same on all. */
export function adminDataAction(bulk: AdminDataBulk): DataAction<z.infer<typeof parameters>> {
  return {
    kind: 'data',
    name: 'admin-data',
    description: 'Sets administrative values, TAG among them, to the same on all.',
    permission: 'adminData.write',
    parameters,
    atOnce: 500,
    isUndoable: true,
    needsCount: false,
    async begin(executor, { values: given }) {
      const { fields, values: wanted } = await bulk.read(executor, given);
      const show = (before: StoredValues | null, after: StoredValues) =>
        fields.map((field) => {
          const shown = (stored: string | null | undefined) =>
            stored === null || stored === undefined ? null : toShown(field, stored);
          return { subject: field.name, before: shown(before?.[field.id]), after: shown(after[field.id]) };
        });
      return {
        summary: show(null, wanted),
        current: (trx, assetIds) => bulk.current(trx, assetIds, fields),
        wanted: () => wanted,
        async write(trx, values, { actor }) {
          // safe: current() and wanted() made them
          await bulk.write(trx, values as ReadonlyMap<number, StoredValues>, { fields, source: actor });
        },
        saved: bulk.saved,
        // safe: as above; what stays as it is needs no mention
        show: (before, after) =>
          show(before as StoredValues, after as StoredValues).filter((one) => one.before !== one.after),
      };
    },
  };
}
