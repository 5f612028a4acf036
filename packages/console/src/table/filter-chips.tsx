import { Button, CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SafeText } from '../ui/safe-text.tsx';
import classes from './filter-chips.module.css';

/** A filter in force: what it is of, and what it asks for. */
export type FilterChip = {
  /** Of which column; absent: the rest says it. */
  readonly label?: string;
  readonly text?: string;
  /** What it asks in the query language. */
  readonly code?: string;
  readonly isWrong?: boolean;
  readonly onRemove: () => void;
};

type FilterChipsProps = { readonly chips: readonly FilterChip[]; readonly onRemoveAll: () => void };

/** The filters in force, each with a cross that takes it away. */
export function FilterChips({ chips, onRemoveAll }: FilterChipsProps) {
  const { t } = useTranslation();
  if (chips.length === 0) return null;
  return (
    <section className={classes.chips} aria-label={t('table.filtersInForce')}>
      {chips.map(({ label = '', text, code, isWrong = false, onRemove }) => (
        <span key={`${label} ${text} ${code}`} className={classes.chip} data-wrong={isWrong || undefined}>
          {label !== '' && <span className={classes.label}>{label}</span>}
          {text !== undefined && <SafeText value={text} />}
          {code !== undefined && <SafeText value={code} mono />}
          <CloseButton
            size="xs"
            aria-label={`${t('table.removeFilter')}: ${label || (text ?? code)}`}
            title={t('table.removeFilter')}
            onClick={onRemove}
          />
        </span>
      ))}
      {chips.length > 1 && (
        <Button size="compact-xs" variant="subtle" onClick={onRemoveAll}>
          {t('table.removeFilters')}
        </Button>
      )}
    </section>
  );
}
