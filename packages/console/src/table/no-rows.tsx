import { Button } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { StatePanel } from '../ui/state-panel.tsx';
import type { TableState } from './table-state.ts';

type NoRowsProps = {
  readonly state: TableState;
  readonly onState: (state: TableState) => void;
  readonly total: number;
  readonly empty: ReactNode;
  /** Takes all filters away; absent: there are none beside the text. */
  readonly onClear: (() => void) | undefined;
};

/** Stands where a list has no rows, and says why. */
export function NoRows({ state, onState, empty, total, onClear }: NoRowsProps) {
  const { t } = useTranslation();
  if (total > 0) {
    const action = (
      <Button variant="default" onClick={() => onState({ ...state, page: 1 })}>
        {t('table.goToFirst')}
      </Button>
    );
    return <StatePanel title={t('table.pastEnd')} action={action} />;
  }
  if (state.q !== '' || onClear !== undefined) {
    const clear = onClear ?? (() => onState({ ...state, q: '', page: 1 }));
    const action = (
      <Button variant="default" onClick={clear}>
        {onClear === undefined ? t('table.clearFilter') : t('table.clearFilters')}
      </Button>
    );
    const title = state.q === '' ? t('table.noneMatches') : t('table.noMatch', { q: state.q });
    return <StatePanel icon={<IconSearchOff size={28} />} title={title} action={action} />;
  }
  return empty ?? <StatePanel title={t('table.noRows')} />;
}
