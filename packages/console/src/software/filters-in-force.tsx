import { useTranslation } from 'react-i18next';
import type { SoftwareFilter } from '../api/queries/software.ts';
import { useFormat } from '../i18n/use-format.ts';
import { FilterChips } from '../table/filter-chips.tsx';
import { amongOf } from './among.ts';
import { useAmongChips } from './among-chips.ts';

type Props = { readonly filter: SoftwareFilter; readonly onFilter: (filter: SoftwareFilter) => void };

/** Of which computers, and the filters of columns in force, in words; each can be taken away. */
export function FiltersInForce({ filter, onFilter }: Props) {
  const { t } = useTranslation('software');
  const format = useFormat();
  const { os: _os, tag: _tag, group: _group, query: _query, ...ofTitles } = filter;
  const among = useAmongChips(amongOf(filter), (next) => onFilter({ ...ofTitles, ...next }));
  const range = (from: number | undefined, to: number | undefined) =>
    from === undefined
      ? `≤ ${format.number(to ?? 0)}`
      : to === undefined
        ? `≥ ${format.number(from)}`
        : `${format.number(from)} – ${format.number(to)}`;
  const chips: { names: (keyof SoftwareFilter)[]; text: string }[] = [];
  if (filter.name !== undefined) chips.push({ names: ['name'], text: t('filter.nameIs', { value: filter.name }) });
  if (filter.publisher !== undefined) {
    chips.push({ names: ['publisher'], text: t('filter.publisherIs', { value: filter.publisher }) });
  }
  if (filter.machinesFrom !== undefined || filter.machinesTo !== undefined) {
    const text = t('filter.machinesIs', { range: range(filter.machinesFrom, filter.machinesTo) });
    chips.push({ names: ['machinesFrom', 'machinesTo'], text });
  }
  if (filter.versionsFrom !== undefined || filter.versionsTo !== undefined) {
    const text = t('filter.versionsIs', { range: range(filter.versionsFrom, filter.versionsTo) });
    chips.push({ names: ['versionsFrom', 'versionsTo'], text });
  }
  if (filter.installed !== undefined) {
    chips.push({
      names: ['installed'],
      text: t(filter.installed === 'no' ? 'filter.installedNo' : 'filter.installedAll'),
    });
  }
  if (filter.decidedBy !== undefined) {
    chips.push({ names: ['decidedBy'], text: t('filter.decidedIs', { value: t(`decidedBy.${filter.decidedBy}`) }) });
  }
  const without = (names: readonly string[]) =>
    Object.fromEntries(Object.entries(filter).filter(([name]) => !names.includes(name)));
  return (
    <FilterChips
      chips={[...among, ...chips.map(({ names, text }) => ({ text, onRemove: () => onFilter(without(names)) }))]}
      onRemoveAll={() => onFilter({})}
    />
  );
}
