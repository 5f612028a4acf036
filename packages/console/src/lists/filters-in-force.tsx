import { useTranslation } from 'react-i18next';
import { type FilterChip, FilterChips } from '../table/filter-chips.tsx';
import type { FieldTools, ListFilter } from './field-tools.tsx';
import type { Archived } from './list-params.ts';

type FiltersInForceProps = {
  /** As the address has it, for as long as it is not read. */
  readonly text: string;
  /** Null: it cannot be read. Undefined: not yet. */
  readonly filters: readonly ListFilter[] | null | undefined;
  readonly tools: FieldTools | null;
  readonly onChange: (change: { readonly filter?: string; readonly archived?: Archived }) => void;
  readonly archived: Archived;
};

/** What narrows a list of computers beside its search: filters of columns, and whether archived ones are among them. */
export function FiltersInForce({ text, filters, tools, onChange, archived }: FiltersInForceProps) {
  const { t } = useTranslation('lists');
  const without = (filter: ListFilter) =>
    tools?.printFilter((filters ?? []).filter((one) => one !== filter).map(({ node }) => node)) ?? '';
  const chips: FilterChip[] = [];
  if (archived !== 'exclude') {
    chips.push({ label: t(`archived.${archived}`), onRemove: () => onChange({ archived: 'exclude' }) });
  }
  if (text !== '' && (filters === undefined || filters === null)) {
    const isWrong = filters === null;
    const label = isWrong ? t('filter.unreadable') : '';
    chips.push({ label, code: text, isWrong, onRemove: () => onChange({ filter: '' }) });
  }
  for (const filter of filters ?? []) {
    const label = filter.field?.label ?? '';
    chips.push({ label, code: codeOf(filter), onRemove: () => onChange({ filter: without(filter) }) });
  }
  return <FilterChips chips={chips} onRemoveAll={() => onChange({ filter: '', archived: 'exclude' })} />;
}

/** The filter in the query language, without the field that its label says already. */
function codeOf({ field, node, text }: ListFilter): string {
  return field === null || !('field' in node) ? text : text.replace(/^[\w.]+:?/, '');
}
