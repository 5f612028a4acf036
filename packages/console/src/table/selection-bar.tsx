import { Button, CloseButton } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../i18n/use-counted.ts';
import { useFormat } from '../i18n/use-format.ts';
import classes from './selection-bar.module.css';
import type { RowSelection } from './use-row-selection.ts';

type SelectionBarProps<Row, S> = {
  readonly selection: RowSelection<Row, S>;
  readonly total: number;
  readonly onCopy: () => void;
  /** What can be done to them. */
  readonly children: ReactNode;
};

/** What is selected, the way to all that match, and what can be done. */
export function SelectionBar<Row, S>({ selection, total, onCopy, children }: SelectionBarProps<Row, S>) {
  const { t } = useTranslation();
  const counted = useCounted();
  const format = useFormat();
  const { count, isWhole, clear, selectWhole, page } = selection;
  return (
    <section className={classes.bar} aria-label={t('table.selection')}>
      <CloseButton size="sm" aria-label={t('table.clearSelection')} title={t('table.clearSelection')} onClick={clear} />
      <span className={classes.count} role="status">
        {isWhole ? counted('table.allSelected', count) : counted('table.selected', count)}
      </span>
      {!isWhole && page === 'all' && total > count && (
        <Button size="compact-sm" variant="subtle" onClick={selectWhole}>
          {t('table.selectWhole', { formatted: format.number(total) })}
        </Button>
      )}
      <span className={classes.actions}>
        {!isWhole && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconCopy size={14} stroke={1.75} aria-hidden />}
            title={t('table.copyRowsHint')}
            onClick={onCopy}
          >
            {t('table.copyRows')}
          </Button>
        )}
        {children}
      </span>
    </section>
  );
}
