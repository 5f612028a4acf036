import type { AdminDataRepository } from './admin-data-repository.ts';
import type { AdminField } from './admin-field.ts';

/** How long another process may not notice a new field. Milliseconds. */
const CACHE_MS = 2000;

export type FieldCatalog = ReturnType<typeof createFieldCatalog>;

/** The fields, read once for many inventories. */
export function createFieldCatalog(needs: { readonly repository: AdminDataRepository; readonly clock: () => number }) {
  let cache: { readonly fields: Promise<readonly AdminField[]>; readonly readAt: number } | null = null;
  return {
    /** At most two seconds old. Not inside a transaction: it asks the database on its own. */
    list(): Promise<readonly AdminField[]> {
      if (cache !== null && needs.clock() - cache.readAt < CACHE_MS) return cache.fields;
      const current = { fields: needs.repository.fields(), readAt: needs.clock() };
      cache = current;
      current.fields.catch(() => {
        if (cache === current) cache = null; // a failure is not remembered
      });
      return current.fields;
    },
    forget(): void {
      cache = null;
    },
  };
}
