import { Checkbox } from '@mantine/core';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../i18n/use-counted.ts';
import { copyText } from '../ui/copy-text.ts';
import { Failure } from '../ui/failure.tsx';
import { failureWords } from '../ui/failure-words.ts';
import { notifyDone } from '../ui/undo-toast.tsx';
import { ColumnChooser, type MoreColumnsProps } from './column-chooser.tsx';
import { toTsv } from './copy-rows.ts';
import classes from './data-table.module.css';
import { FilterField } from './filter-field.tsx';
import { type ColumnFiltering, HeaderCell } from './header-cell.tsx';
import { NoRows } from './no-rows.tsx';
import { Pager } from './pager.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { SkeletonRows } from './skeleton-rows.tsx';
import type { TableColumn } from './table-column.ts';
import { shownColumns } from './table-layout.ts';
import { TableRow } from './table-row.tsx';
import type { TableState } from './table-state.ts';
import { toggleSort } from './toggle-sort.ts';
import { useDensity } from './use-density.ts';
import { useRowKeys } from './use-row-keys.ts';
import { type SelectionTarget, useRowSelection, useSelected } from './use-row-selection.ts';
import { useStable } from './use-stable.ts';
import { useSteadyRows } from './use-steady-rows.ts';
import { type LayoutControl, useTableLayout } from './use-table-layout.ts';

// biome-ignore lint/suspicious/noExplicitAny: a type without index signature is no record of `unknown`
type AnyRow = Record<string, any>;

/** What a query of one page of rows says; `useQuery` returns it. */
export type TableData<Row> = {
  readonly data: { readonly items: readonly Row[]; readonly total: number } | undefined;
  readonly error: unknown;
  readonly isFetching: boolean;
  readonly isPlaceholderData?: boolean;
  readonly refetch: () => unknown;
};

/** Rows that can be selected, and what is done to them. */
export type TableSelection<Row, S> = {
  readonly idOf: (row: Row) => number;
  /** What the list shows as a whole, on all its pages: what "all that match" means. Null where that cannot be said: then it is not offered. */
  readonly whole: S | null;
  /** Buttons for what is selected. `clear` ends the selection. */
  readonly renderActions: (target: SelectionTarget<S>, count: number, clear: () => void) => ReactNode;
};

type DataTableProps<Row, S> = {
  /** Under which columns and widths are remembered, for the reader alone and on the server: `[a-zA-Z0-9.-]`, 50 at most. */
  readonly id: string;
  /** Name of the table for those who do not see it. */
  readonly label: string;
  /** All columns there are; those that are `optional` are shown when the reader chooses them. */
  readonly columns: readonly TableColumn<Row>[];
  readonly query: TableData<Row>;
  readonly state: TableState;
  readonly onState: (state: TableState) => void;
  readonly rowKey: (row: Row, index: number) => string;
  /** A click on a row, or Enter; the row must also hold a link. */
  readonly onOpen?: (row: Row) => void;
  /** Name of the filter field; absent: no filter. */
  readonly filterLabel?: string;
  readonly filterPlaceholder?: string;
  /** What stands where there are no rows at all. */
  readonly empty?: ReactNode;
  readonly count?: ReactNode;
  /** Stands before the filter, in the same line where there is room. */
  readonly heading?: ReactNode;
  /** Further buttons beside the column chooser. */
  readonly tools?: ReactNode;
  /** Stands between the tools and the table: filters in force. */
  readonly notice?: ReactNode;
  /** The main list of its page: fills the height, scrolls inside, and the keys j and k lead into it. */
  readonly fill?: boolean;
  /** Rows stay in their places while the pointer, the keyboard or a selection is at them, though machines report. */
  readonly steady?: boolean;
  /** Filters of single columns. */
  readonly filtering?: ColumnFiltering;
  /** Rows can be selected. */
  readonly selection?: TableSelection<Row, S>;
  /** Where columns and widths are kept; absent: in the reader's preferences. */
  readonly layout?: LayoutControl;
  /** Columns that can be chosen beside `columns`: who uses the table adds them to `columns` when they are. */
  readonly moreColumns?: (props: MoreColumnsProps) => ReactNode;
  /** Something beside `state.q` filters the rows; called to take all of it away. */
  readonly onClearFilters?: (() => void) | undefined;
};

const NO_ROWS: readonly never[] = [];

/**
 * The one list of the console: columns to choose, order, pull and sort by (with Shift by several), pages, a filter, and, where
 * they are asked for, filters of columns, selecting and actions. The server pages, sorts and filters; columns and density are
 * remembered by the server for whoever is signed in.
 *
 * @example
 * const [state, setState] = useTableState(DEFAULTS);
 * <DataTable id="searches" label={t('title')} columns={columns} query={useQuery(searchListQuery(state))}
 *   state={state} onState={setState} rowKey={({ id }) => String(id)} />
 */
export function DataTable<Row extends AnyRow, S = never>(props: DataTableProps<Row, S>) {
  const { id, label, columns, query, state, onState, rowKey, onOpen, fill = false, filtering } = props;
  const { t } = useTranslation();
  const counted = useCounted();
  const [density] = useDensity();
  const own = useTableLayout(id);
  const { layout, setColumns, setWidth } = props.layout ?? own;
  const shown = useMemo(() => shownColumns(columns, layout.columns), [columns, layout.columns]);
  const { data, error } = query;
  const hasFailed = error !== null && error !== undefined && data === undefined;
  const total = data?.total ?? 0;

  const body = useRef<HTMLTableSectionElement>(null);
  const [isBusy, setBusy] = useState(false);
  const selectable = props.selection;
  const whole = selectable?.whole ?? null;
  const [selected, onSelected] = useSelected<Row, S | null>(whole);
  const { rows, isBehind, catchUp } = useSteadyRows<Row>(data?.items ?? NO_ROWS, {
    rowKey,
    question: JSON.stringify([state, whole]),
    isPlaceholder: query.isPlaceholderData ?? true,
    isHeld: props.steady === true && (isBusy || selected.chosen.size > 0),
  });
  const idOf = selectable?.idOf ?? noId;
  const selection = useRowSelection<Row, S | null>({ selected, onSelected, rows, idOf, whole, total });

  const openAt = (index: number) => {
    const row = rows[index];
    if (row !== undefined) onOpen?.(row);
  };
  const copy = (chosen: readonly Row[]) => {
    const cell = (row: Row, column: TableColumn<Row>) =>
      column.copy?.(row) ?? textOnScreen(body.current, rows.indexOf(row), column.id);
    const lines = chosen.map((row) => shown.map((column) => cell(row, column)));
    void copyText(toTsv([shown.map((column) => column.label), ...lines])).then((isCopied) => {
      if (isCopied) notifyDone(counted('table.copied', chosen.length));
    });
  };
  const canFocus = onOpen !== undefined || selectable !== undefined;
  const keys = useRowKeys({
    body,
    count: rows.length,
    isMain: fill && canFocus,
    onOpen: onOpen && openAt,
    onToggle: selectable && selection.toggle,
    onClear: selectable && selection.clear,
    onCopy: (index) => copy(selection.chosen.length > 0 ? selection.chosen : rows.slice(index, index + 1)),
  });
  const openRow = useStable((row: Row) => onOpen?.(row));
  const toggleRow = useStable(selection.toggle);

  // Another page, order or filter begins at its first row.
  const scroller = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the state is the occasion, not an input
  useEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = 0;
  }, [state.page, state.size, state.sort, state.q]);

  // Nothing to filter, sort or choose from: what stands in the table's place says it alone.
  const isFiltered = state.q !== '' || props.onClearFilters !== undefined;
  if (data !== undefined && total === 0 && !isFiltered && props.empty !== undefined) {
    return (
      <div className={classes.root}>
        {props.heading}
        <div className={classes.frame}>{props.empty}</div>
      </div>
    );
  }
  return (
    <div className={classes.root} data-fill={fill || undefined} data-density={density}>
      <div className={classes.toolbar} data-headed={props.heading !== undefined || undefined}>
        {props.heading}
        {props.filterLabel !== undefined && (
          <FilterField
            label={props.filterLabel}
            {...(props.filterPlaceholder === undefined ? {} : { placeholder: props.filterPlaceholder })}
            value={state.q}
            onChange={(q) => onState({ ...state, q, page: 1 })}
          />
        )}
        <span className={classes.count} role="status">
          {data !== undefined && (props.count ?? counted('table.total', total))}
        </span>
        {isBehind && (
          <button type="button" className={classes.behind} onClick={catchUp}>
            {t('table.behind')}
          </button>
        )}
        <span className={classes.tools}>
          {props.tools}
          <ColumnChooser columns={columns} shown={shown} onChange={setColumns} more={props.moreColumns} />
        </span>
      </div>
      {props.notice}
      <div className={classes.frame}>
        {query.isFetching && data !== undefined && <div className={classes.progress} aria-hidden />}
        {error !== null && data !== undefined && (
          <p className={classes.outdated} role="status">
            {t('table.outdated', { reason: failureWords(error, t).title })}
          </p>
        )}
        <section
          ref={scroller}
          className={classes.scroller}
          aria-label={label}
          aria-busy={query.isFetching}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
          tabIndex={0}
          onPointerEnter={() => setBusy(true)}
          onPointerLeave={() => setBusy(false)}
        >
          <table
            className={classes.table}
            aria-rowcount={data === undefined ? -1 : total + 1}
            data-checks={selectable !== undefined || undefined}
            data-loading={data === undefined || undefined}
          >
            <thead>
              <tr>
                {selectable !== undefined && (
                  <th scope="col" className={classes.check}>
                    <Checkbox
                      size="xs"
                      aria-label={t('table.selectPage')}
                      title={t('table.selectPage')}
                      checked={selection.page === 'all'}
                      indeterminate={selection.page === 'some'}
                      disabled={rows.length === 0}
                      onChange={selection.togglePage}
                    />
                  </th>
                )}
                {shown.map((column) => (
                  <HeaderCell
                    key={column.id}
                    column={column}
                    sort={state.sort}
                    onSort={(field, isFurther) =>
                      onState({ ...state, page: 1, sort: toggleSort(state.sort, field, isFurther) })
                    }
                    filtering={filtering}
                    width={layout.widths[column.id]}
                    onWidth={setWidth}
                  />
                ))}
              </tr>
            </thead>
            <tbody ref={body} onKeyDown={keys.onKeyDown} onFocus={keys.onFocus}>
              {data === undefined && !hasFailed && (
                <SkeletonRows columns={shown.length + (selectable === undefined ? 0 : 1)} />
              )}
              {rows.map((row, index) => (
                <TableRow
                  key={rowKey(row, index)}
                  row={row}
                  index={index}
                  rowIndex={(state.page - 1) * state.size + index + 2}
                  columns={shown}
                  widths={layout.widths}
                  canFocus={canFocus}
                  isCurrent={index === keys.current}
                  isSelected={selectable === undefined ? undefined : selection.isSelected(row)}
                  onOpen={onOpen === undefined ? undefined : openRow}
                  onToggle={toggleRow}
                />
              ))}
            </tbody>
          </table>
          <div className={classes.instead}>
            {hasFailed && <Failure error={error} onRetry={() => void query.refetch()} />}
            {data !== undefined && rows.length === 0 && (
              <NoRows
                state={state}
                onState={onState}
                total={total}
                empty={props.empty}
                onClear={props.onClearFilters}
              />
            )}
          </div>
        </section>
        {selectable !== undefined && selection.count > 0 && (
          <SelectionBar selection={selection} total={whole === null ? 0 : total} onCopy={() => copy(selection.chosen)}>
            {/* safe: whole is null only where all that match are not offered */}
            {selectable.renderActions(selection.target as SelectionTarget<S>, selection.count, selection.clear)}
          </SelectionBar>
        )}
        {data !== undefined && total > 25 && (
          <Pager
            page={state.page}
            size={state.size}
            total={total}
            onPage={(page) => onState({ ...state, page })}
            onSize={(size) => onState({ ...state, size, page: Math.floor(((state.page - 1) * state.size) / size) + 1 })}
          />
        )}
      </div>
    </div>
  );
}

const noId = () => 0;

/** What a cell shows, for columns that do not say what is copied of them; empty for rows of other pages. */
function textOnScreen(body: HTMLTableSectionElement | null, index: number, column: string): string {
  return body?.querySelector(`tr[data-row="${index}"] td[data-column="${CSS.escape(column)}"]`)?.textContent ?? '';
}
