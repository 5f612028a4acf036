import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import { type FilterChip, FilterChips } from '../table/filter-chips.tsx';
import type { Choice } from './column-filter.tsx';
import { type FilterSpecs, type ListFilter, withoutColumn } from './list-filter.ts';

type Props = {
  readonly specs: FilterSpecs;
  readonly filter: ListFilter;
  readonly onFilter: (filter: ListFilter) => void;
  readonly labelOf: (column: string) => string;
  readonly choices?: readonly Choice[];
};

/** The filters of columns in force, in words; each can be taken away. */
export function FiltersInForce({ specs, filter, onFilter, labelOf, choices = [] }: Props) {
  const { t } = useTranslation('networks');
  const format = useFormat();
  const chips = Object.entries(specs).flatMap(([column, spec]): FilterChip[] => {
    const [from = '', to = ''] = spec.names.map((name) => filter[name] ?? '');
    if (from === '' && to === '') return [];
    const onRemove = () => onFilter(withoutColumn(filter, spec));
    const valueIs = (value: string) => ({ text: t('filter.valueIs', { column: labelOf(column), value }), onRemove });
    switch (spec.kind) {
      case 'text':
        return [{ text: t('filter.partIs', { column: labelOf(column), value: from }), onRemove }];
      case 'choice':
        return [valueIs(choices.find(({ value }) => value === from)?.label ?? from)];
      case 'range': {
        const [least, most] = [from, to].map((text) => (text === '' ? '' : format.number(Number(text))));
        return [valueIs(to === '' ? `≥ ${least}` : from === '' ? `≤ ${most}` : `${least} – ${most}`)];
      }
      default: {
        const day = (text: string) => format.day(text);
        const since = from === '' ? [] : [t('filter.seenSince', { day: day(from) })];
        const until = to === '' ? [] : [t('filter.seenBefore', { day: day(to) })];
        return [{ text: [...since, ...until].join(' · '), onRemove }];
      }
    }
  });
  return <FilterChips chips={chips} onRemoveAll={() => onFilter({})} />;
}
