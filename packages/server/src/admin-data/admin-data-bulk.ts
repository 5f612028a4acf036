import type { Executor } from '../db/database.ts';
import type { AdminDataRepository } from './admin-data-repository.ts';
import { type GivenValues, toEdit } from './admin-data-service.ts';
import { applyEdits, type Changed, type Edit } from './admin-editing.ts';
import type { AdminField } from './admin-field.ts';

/** Stored forms by number of field. */
export type StoredValues = Readonly<Record<string, string | null>>;

type Needs = {
  readonly repository: AdminDataRepository;
  readonly clock: () => number;
  /** Writes the history of what changed, in the transaction. */
  readonly onChanged: (trx: Executor, changed: readonly Changed[], at: number) => Promise<void>;
  readonly onSaved: (assetIds: readonly number[]) => void;
};

export type AdminDataBulk = ReturnType<typeof createAdminDataBulk>;

/** Values of many assets, some in each transaction. Audited by who calls. */
export function createAdminDataBulk({ repository, clock, onChanged, onSaved }: Needs) {
  return {
    /** The fields that values name, and the values in the stored form. @throws {AppError} As `AdminDataService.edit`. */
    async read(executor: Executor, given: GivenValues): Promise<{ fields: AdminField[]; values: StoredValues }> {
      const fields = await repository.fields(executor);
      const edit = toEdit(fields, given);
      return { fields: fields.filter(({ id }) => edit.has(id)), values: Object.fromEntries(edit) };
    },

    /** What assets have in some fields; the caller knows that they exist. */
    async current(
      executor: Executor,
      assetIds: readonly number[],
      fields: readonly AdminField[],
    ): Promise<Map<number, StoredValues>> {
      const known = await repository.values(executor, assetIds);
      const valuesOf = (id: number) =>
        Object.fromEntries(fields.map((field) => [field.id, known.get(id)?.get(field.id) ?? null]));
      return new Map(assetIds.map((id) => [id, valuesOf(id)]));
    },

    /** @param source Who changes it, for the history. */
    async write(
      trx: Executor,
      values: ReadonlyMap<number, StoredValues>,
      { fields, source }: { readonly fields: readonly AdminField[]; readonly source: string },
    ): Promise<void> {
      const at = clock();
      const assets = await repository.lockAssets(trx, [...values.keys()]);
      const edits = new Map<number, Edit>();
      for (const [assetId, stored] of values) {
        edits.set(assetId, new Map(Object.entries(stored).map(([id, value]) => [Number(id), value])));
      }
      await onChanged(trx, await applyEdits(trx, repository, { assets, edits, fields, at, source }), at);
    },

    saved: onSaved,
  };
}
