import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type ColumnFiltering, HeaderCell } from './header-cell.tsx';
import type { TableColumn } from './table-column.ts';
import classes from './table-grid.module.css';
import type { TableState } from './table-state.ts';
import { toggleSort } from './toggle-sort.ts';
import type { RowSelection } from './use-row-selection.ts';

type TableHeadProps<Row> = {
  readonly columns: readonly TableColumn<Row>[];
  readonly state: TableState;
  readonly onState: (state: TableState) => void;
  readonly filtering: ColumnFiltering | undefined;
  readonly widths: Readonly<Record<string, number>>;
  readonly onWidth: (column: string, px: number | null) => void;
  /** Undefined: rows cannot be selected. */
  readonly selection: Pick<RowSelection<Row, unknown>, 'page' | 'togglePage'> | undefined;
  readonly isEmpty: boolean;
};

/** The heads of the columns, and the box that selects the page. */
export function TableHead<Row>({ columns, state, onState, selection, isEmpty, ...props }: TableHeadProps<Row>) {
  const { t } = useTranslation();
  return (
    <thead>
      <tr>
        {selection !== undefined && (
          <th scope="col" className={classes.check}>
            <Checkbox
              size="xs"
              aria-label={t('table.selectPage')}
              title={t('table.selectPage')}
              checked={selection.page === 'all'}
              indeterminate={selection.page === 'some'}
              disabled={isEmpty}
              onChange={selection.togglePage}
            />
          </th>
        )}
        {columns.map((column) => (
          <HeaderCell
            key={column.id}
            column={column}
            sort={state.sort}
            onSort={(field, isFurther) =>
              onState({ ...state, page: 1, sort: toggleSort(state.sort, field, isFurther) })
            }
            filtering={props.filtering}
            width={props.widths[column.id]}
            onWidth={props.onWidth}
          />
        ))}
      </tr>
    </thead>
  );
}
