import { type RefObject, useRef, useState } from 'react';
import { useCounted } from '../i18n/use-counted.ts';
import { copyText } from '../ui/copy-text.ts';
import { notifyDone } from '../ui/undo-toast.tsx';
import { toTsv } from './copy-rows.ts';
import type { AnyRow, DataTableProps } from './data-table-props.ts';
import type { TableColumn } from './table-column.ts';
import { useRowKeys } from './use-row-keys.ts';
import { useRowSelection, useSelected } from './use-row-selection.ts';
import { useStable } from './use-stable.ts';
import { useSteadyRows } from './use-steady-rows.ts';

const NO_ROWS: readonly never[] = [];

const idOf = (row: AnyRow): number => row.id;
const idKey = (row: AnyRow) => String(row.id);

/** The rows of a table and what is done at them: held still, selected, opened, copied, reached with the keyboard. */
export function useTableRows<Row extends AnyRow, S>(props: DataTableProps<Row, S>, shown: readonly TableColumn<Row>[]) {
  const { query, state, rowKey = idKey, onOpen, fill = false, steady = false } = props;
  const counted = useCounted();
  const body = useRef<HTMLTableSectionElement>(null);
  const [isBusy, setBusy] = useState(false);
  const isSelectable = props.selection !== undefined;
  const whole = props.selection?.whole ?? null;
  const [selected, onSelected] = useSelected<Row, S | null>(whole);
  const { rows, isBehind, catchUp } = useSteadyRows<Row>(query.data?.items ?? NO_ROWS, {
    rowKey,
    question: JSON.stringify([state, whole]),
    isPlaceholder: query.isPlaceholderData ?? true,
    isHeld: steady && (isBusy || selected.chosen.size > 0),
  });
  const total = query.data?.total ?? 0;
  const selection = useRowSelection<Row, S | null>({ selected, onSelected, rows, idOf, whole, total });

  const openAt = (index: number) => {
    const row = rows[index];
    if (row !== undefined) onOpen?.(row);
  };
  const copy = (chosen: readonly Row[]) => {
    const cell = (row: Row, column: TableColumn<Row>) =>
      column.copy?.(row) ?? textOnScreen(body, rows.indexOf(row), column.id);
    const lines = chosen.map((row) => shown.map((column) => cell(row, column)));
    void copyText(toTsv([shown.map((column) => column.label), ...lines])).then((isCopied) => {
      if (isCopied) notifyDone(counted('table.copied', chosen.length));
    });
  };
  const canFocus = onOpen !== undefined || isSelectable;
  const keys = useRowKeys({
    body,
    count: rows.length,
    isMain: fill && canFocus,
    onOpen: onOpen && openAt,
    onToggle: isSelectable ? selection.toggle : undefined,
    onClear: isSelectable ? selection.clear : undefined,
    onCopy: (index) => copy(selection.chosen.length > 0 ? selection.chosen : rows.slice(index, index + 1)),
  });
  const openRow = useStable((row: Row) => onOpen?.(row));
  return {
    body,
    rows,
    rowKey,
    /** Other rows are there than those shown. */
    isBehind,
    catchUp,
    /** The pointer is at the rows: they stay where they are. */
    setBusy,
    /** Undefined: rows cannot be selected. */
    selection: isSelectable ? selection : undefined,
    keys,
    canFocus,
    copySelected: () => copy(selection.chosen),
    onOpen: onOpen === undefined ? undefined : openRow,
    onToggle: useStable(selection.toggle),
  };
}

/** What a cell shows, for columns that do not say what is copied of them; empty for rows of other pages. */
function textOnScreen(body: RefObject<HTMLTableSectionElement | null>, index: number, column: string): string {
  const cell = body.current?.querySelector(`tr[data-row="${index}"] td[data-column="${CSS.escape(column)}"]`);
  return cell?.textContent ?? '';
}
