import { useTranslation } from 'react-i18next';
import type { SoftwareAmong } from '../api/queries/software.ts';
import type { FilterChip } from '../table/filter-chips.tsx';
import { AMONG_NAMES } from './among.ts';

/** Of which computers the numbers are, as chips that are taken away one by one. */
export function useAmongChips(among: SoftwareAmong, onAmong: (among: SoftwareAmong) => void): FilterChip[] {
  const { t } = useTranslation('software');
  return AMONG_NAMES.flatMap((name): FilterChip[] => {
    const { [name]: value = '', ...others } = among;
    if (value === '') return [];
    const shown = name === 'query' ? { code: value } : { text: value };
    return [{ label: t(`among.${name}`), ...shown, onRemove: () => onAmong(others) }];
  });
}
