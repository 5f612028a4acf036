import type { FactReader } from '../identity/merge-preview.ts';
import type { AdminDataRepository } from './admin-data-repository.ts';
import { toShown } from './admin-value.ts';

/** The administrative values of a record, as people read them. */
export function createAdminDataFacts(repository: AdminDataRepository): FactReader {
  return {
    name: 'adminData',
    async read(executor, assetId) {
      const values = (await repository.values(executor, [assetId])).get(assetId);
      return (await repository.fields(executor)).flatMap((field) => {
        const stored = values?.get(field.id);
        return stored === undefined ? [] : [{ subject: field.name, value: toShown(field, stored) }];
      });
    },
  };
}
