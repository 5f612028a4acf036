import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterField } from './filter-field.tsx';
import classes from './table-toolbar.module.css';

type TableToolbarProps = {
  readonly heading: ReactNode;
  /** Absent: the list has no filter. */
  readonly filterLabel: string | undefined;
  readonly filterPlaceholder: string | undefined;
  readonly filter: string;
  readonly onFilter: (q: string) => void;
  readonly count: ReactNode;
  /** Shows the rows as they are by now; absent: they are shown so. */
  readonly onCatchUp: (() => void) | undefined;
  /** Buttons at the end. */
  readonly children: ReactNode;
};

/** What stands above a list: its filter, how many rows there are, what is done with them all. */
export function TableToolbar(props: TableToolbarProps) {
  const { heading, filterLabel, filterPlaceholder, filter, onFilter, count, onCatchUp, children } = props;
  const { t } = useTranslation();
  return (
    <div className={classes.toolbar} data-headed={heading !== undefined || undefined}>
      {heading}
      {filterLabel !== undefined && (
        <FilterField label={filterLabel} placeholder={filterPlaceholder} value={filter} onChange={onFilter} />
      )}
      <span className={classes.count} role="status">
        {count}
      </span>
      {onCatchUp !== undefined && (
        <button type="button" className={classes.behind} onClick={onCatchUp}>
          {t('table.behind')}
        </button>
      )}
      <span className={classes.tools}>{children}</span>
    </div>
  );
}
