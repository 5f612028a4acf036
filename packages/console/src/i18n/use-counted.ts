import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from './use-format.ts';

type CountKey =
  | 'shell.updated'
  | 'shell.arrived'
  | 'shell.searchAll'
  | 'table.total'
  | 'computers.total'
  | 'changes.count'
  | 'changes.more'
  | 'changes.repeats';

/** "1,204 computers": a counted thing with its number written in the language's way. */
export function useCounted(): (key: CountKey, count: number) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () => (key, count) => {
      // French counts whole millions with a form of their own, for which we have no other words.
      const form = format.language === 'fr' && count >= 1_000_000 ? 2 : count;
      return t(key, { count: form, formatted: format.number(count) });
    },
    [t, format],
  );
}
