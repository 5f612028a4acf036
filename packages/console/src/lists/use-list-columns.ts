import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportColumn } from '../api/queries/fleet.ts';
import type { AssetSummary } from '../api/types.ts';
import { useFormat } from '../i18n/use-format.ts';
import type { TableColumn } from '../table/table-column.ts';
import { shownColumns } from '../table/table-layout.ts';
import { computerColumns } from './computer-columns.tsx';
import { fieldColumn } from './field-column.tsx';
import type { FieldTools } from './field-tools.tsx';

/** The search field that a column of the list shows. */
export const fieldOf = (column: string) => (column.includes('.') ? column : `asset.${column}`);

export type ListColumns = {
  /** All that the table has: its own, and those that were chosen beside. */
  readonly columns: readonly TableColumn<AssetSummary>[];
  readonly shown: readonly TableColumn<AssetSummary>[];
  /** Fields whose values the rows must bring. */
  readonly asked: readonly string[];
  /** Some of them must be looked up first: people define them, and may have deleted them. */
  readonly isWaiting: boolean;
  readonly exported: readonly ExportColumn[];
};

/** The columns of a list of computers: those that every row has, and any field of any section. */
export function useListColumns(chosen: readonly string[] | null, tools: FieldTools | null): ListColumns {
  const { t } = useTranslation();
  const format = useFormat();
  const own = useMemo(() => computerColumns(t, format), [t, format]);
  return useMemo(() => {
    const known = new Set(own.map(({ id }) => id));
    const further = (chosen ?? []).filter((id) => !known.has(id) && (tools === null || tools.byName.has(fieldOf(id))));
    const words = { yes: t('common.yes'), no: t('common.no') };
    const columns = [
      ...own,
      ...further.map((name) => {
        const field = tools?.byName.get(fieldOf(name));
        const isSingle = field !== undefined && tools?.isSingle(field) === true;
        const part = field === undefined || field.section === null ? null : (tools?.partOf(field) ?? null);
        return fieldColumn(name, field, { format, words, part, isSingle });
      }),
    ];
    const shown = shownColumns(columns, chosen);
    const asked = shown.map(({ id }) => id).filter((id) => !known.has(id));
    return {
      columns,
      shown,
      asked,
      isWaiting: asked.length > 0 && tools === null,
      exported: toExported(shown, t('computers.columns.manufacturer')),
    };
  }, [own, chosen, tools, t, format]);
}

/** On screen maker and model share a column; a file has one for each. */
function toExported(shown: readonly TableColumn<AssetSummary>[], maker: string): ExportColumn[] {
  const hasMaker = shown.some(({ id }) => id === 'manufacturer');
  return shown.flatMap(({ id, label }) => {
    const column = { name: id, heading: label };
    if (id !== 'model' || hasMaker) return [column];
    return [{ name: 'manufacturer', heading: maker }, column];
  });
}
