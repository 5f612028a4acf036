import { Button } from '@mantine/core';
import type { Cell, Column } from '@muster/protocol';
import { useState } from 'react';
import { useWords } from '../i18n/words-provider.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import classes from './cell-value.module.css';

type CellValueProps = { readonly column: Column; readonly value: Cell | undefined; readonly wrap?: boolean };

/** One value of a section as its column says: with its unit, in the reader's language, hidden if it is a secret. */
export function CellValue({ column, value, wrap = false }: CellValueProps) {
  const { t } = useWords();
  if (value === null || value === undefined || value === '') {
    return (
      <span className={classes.nothing}>
        <span aria-hidden>{t('common.none')}</span>
        <span className={classes.unseen}>{t('common.notReported')}</span>
      </span>
    );
  }
  if (column.secret) return <SecretValue value={String(value)} />;
  return <PlainValue column={column} value={value} wrap={wrap} />;
}

function PlainValue({
  column,
  value,
  wrap,
}: {
  readonly column: Column;
  readonly value: Exclude<Cell, null>;
  readonly wrap: boolean;
}) {
  const { t, format } = useWords();
  if (typeof value === 'boolean') return value ? t('common.yes') : t('common.no');
  if (typeof value === 'number') {
    if (column.unit !== undefined) {
      const { text, exact } = format.quantity(value, column.unit);
      return <span title={exact ?? undefined}>{text}</span>;
    }
    // Most whole numbers without a unit are numbers of something (a port, a process), not amounts.
    return column.type === 'real' ? format.number(value) : String(value);
  }
  if (typeof value === 'string' && column.type === 'date') return <span title={value}>{format.day(value)}</span>;
  if (typeof value === 'string' && column.type === 'datetime')
    return <span title={value}>{format.machineMoment(value)}</span>;
  return <SafeText value={typeof value === 'string' ? value : value.join(', ')} wrap={wrap} />;
}

function SecretValue({ value }: { readonly value: string }) {
  const { t } = useWords();
  const [isShown, setShown] = useState(false);
  return (
    <span className={classes.secret}>
      {isShown ? (
        <SafeText value={value} mono />
      ) : (
        <span role="img" aria-label={t('table.hiddenValue')}>
          {'•'.repeat(8)}
        </span>
      )}
      <Button size="compact-xs" variant="default" onClick={() => setShown(!isShown)}>
        {isShown ? t('table.hide') : t('table.reveal')}
      </Button>
    </span>
  );
}
