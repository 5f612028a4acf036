import { type CSSProperties, type MouseEvent, memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { widthStyle } from './header-cell.tsx';
import type { TableColumn } from './table-column.ts';
import classes from './table-grid.module.css';

type TableRowProps<Row> = {
  readonly row: Row;
  readonly index: number;
  /** In the whole list, from 2: the head is the first. */
  readonly rowIndex: number;
  readonly columns: readonly TableColumn<Row>[];
  readonly widths: Readonly<Record<string, number>>;
  readonly canFocus: boolean;
  /** The one that the Tab key reaches. */
  readonly isCurrent: boolean;
  /** Undefined: rows cannot be selected. */
  readonly isSelected: boolean | undefined;
  readonly onOpen: ((row: Row) => void) | undefined;
  readonly onToggle: (index: number, isRange: boolean) => void;
};

/** One row; drawn anew only when something of it differs, since there may be hundreds. */
export const TableRow = memo(PlainRow) as typeof PlainRow; // safe: the same component, remembered

function PlainRow<Row>(props: TableRowProps<Row>) {
  const { row, index, columns, widths, isSelected, onOpen, onToggle } = props;
  const { t } = useTranslation();
  const open = (event: MouseEvent<HTMLTableRowElement>) => {
    if (onOpen !== undefined && !isOwnAction(event)) onOpen(row);
  };
  return (
    <tr
      aria-rowindex={props.rowIndex}
      data-opens={onOpen !== undefined || undefined}
      data-selected={isSelected || undefined}
      data-row={index}
      {...(props.canFocus ? { tabIndex: props.isCurrent ? 0 : -1 } : {})}
      onClick={open}
    >
      {isSelected !== undefined && (
        <td className={classes.check}>
          {/* Plain: there are hundreds of them, and a component each is felt when a list appears. */}
          <input
            type="checkbox"
            name="row"
            className={classes.box}
            aria-label={t('table.selectRow', { row: props.rowIndex - 1 })}
            checked={isSelected}
            tabIndex={-1}
            onChange={() => undefined}
            // The click knows of Shift; the change does not.
            onClick={(event) => onToggle(index, event.shiftKey)}
          />
        </td>
      )}
      {columns.map((column) => (
        <BodyCell key={column.id} column={column} width={widths[column.id]}>
          {column.render(row)}
        </BodyCell>
      ))}
    </tr>
  );
}

/** Whether a click belongs to something inside the row, or ended a selection of text. */
function isOwnAction(event: MouseEvent<HTMLTableRowElement>): boolean {
  if (event.target instanceof Element && event.target.closest('a, button, input, label') !== null) return true;
  return window.getSelection()?.isCollapsed === false;
}

type BodyCellProps<Row> = {
  readonly column: TableColumn<Row>;
  readonly width: number | undefined;
  readonly children: ReactNode;
};

function BodyCell<Row>({ column, width, children }: BodyCellProps<Row>) {
  const most = { '--cell-most': column.maxWidth } as CSSProperties; // a variable, so that a narrow screen may take less
  const style = widthStyle(width) ?? (column.maxWidth === undefined ? undefined : most);
  return (
    <td data-column={column.id} data-align={column.align} style={style}>
      {children}
    </td>
  );
}
