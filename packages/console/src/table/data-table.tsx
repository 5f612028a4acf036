import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../i18n/use-counted.ts';
import { Failure } from '../ui/failure.tsx';
import { failureWords } from '../ui/failure-words.ts';
import { ColumnChooser } from './column-chooser.tsx';
import classes from './data-table.module.css';
import type { AnyRow, DataTableProps } from './data-table-props.ts';
import { NoRows } from './no-rows.tsx';
import { Pager } from './pager.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { SkeletonRows } from './skeleton-rows.tsx';
import grid from './table-grid.module.css';
import { TableHead } from './table-head.tsx';
import { shownColumns } from './table-layout.ts';
import { TableRow } from './table-row.tsx';
import { TableToolbar } from './table-toolbar.tsx';
import { useDensity } from './use-density.ts';
import type { SelectionTarget } from './use-row-selection.ts';
import { useTableLayout } from './use-table-layout.ts';
import { useTableRows } from './use-table-rows.ts';

/**
 * The one list of the console: columns to choose, order, pull and sort by (with Shift by several), pages, a filter, and, where
 * they are asked for, filters of columns, selecting and actions. The server pages, sorts and filters; columns and density are
 * remembered by the server for whoever is signed in.
 *
 * @example
 * const list = useList(tableDefaults('name'), storedSearchListQuery);
 * <DataTable {...list} id="searches" label={t('title')} columns={columns} />
 */
export function DataTable<Row extends AnyRow, S = never>(props: DataTableProps<Row, S>) {
  const { id, label, columns, query, state, onState, fill = false } = props;
  const { t } = useTranslation();
  const counted = useCounted();
  const [density] = useDensity();
  const own = useTableLayout(id);
  const { layout, setColumns, setWidth } = props.layout ?? own;
  const shown = useMemo(() => shownColumns(columns, layout.columns), [columns, layout.columns]);
  const table = useTableRows(props, shown);
  const { rows, selection } = table;
  const { data, error } = query;
  const hasFailed = error !== null && error !== undefined && data === undefined;
  const total = data?.total ?? 0;

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
      <TableToolbar
        heading={props.heading}
        filterLabel={props.filterLabel}
        filterPlaceholder={props.filterPlaceholder}
        filter={state.q}
        onFilter={(q) => onState({ ...state, q, page: 1 })}
        count={data !== undefined && (props.count ?? counted('table.total', total))}
        onCatchUp={table.isBehind ? table.catchUp : undefined}
      >
        {props.tools}
        <ColumnChooser columns={columns} shown={shown} onChange={setColumns} more={props.moreColumns} />
      </TableToolbar>
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
          onPointerEnter={() => table.setBusy(true)}
          onPointerLeave={() => table.setBusy(false)}
        >
          <table
            className={grid.table}
            aria-rowcount={data === undefined ? -1 : total + 1}
            data-checks={selection !== undefined || undefined}
            data-loading={data === undefined || undefined}
          >
            <TableHead
              columns={shown}
              state={state}
              onState={onState}
              filtering={props.filtering}
              widths={layout.widths}
              onWidth={setWidth}
              selection={selection}
              isEmpty={rows.length === 0}
            />
            <tbody ref={table.body} onKeyDown={table.keys.onKeyDown} onFocus={table.keys.onFocus}>
              {data === undefined && !hasFailed && (
                <SkeletonRows columns={shown.length + (selection === undefined ? 0 : 1)} />
              )}
              {rows.map((row, index) => (
                <TableRow
                  key={table.rowKey(row, index)}
                  row={row}
                  index={index}
                  rowIndex={(state.page - 1) * state.size + index + 2}
                  columns={shown}
                  widths={layout.widths}
                  canFocus={table.canFocus}
                  isCurrent={index === table.keys.current}
                  isSelected={selection?.isSelected(row)}
                  onOpen={table.onOpen}
                  onToggle={table.onToggle}
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
        {props.selection !== undefined && selection !== undefined && selection.count > 0 && (
          <SelectionBar
            selection={selection}
            total={props.selection.whole === null ? 0 : total}
            onCopy={table.copySelected}
          >
            {/* safe: whole is null only where all that match are not offered */}
            {props.selection.renderActions(selection.target as SelectionTarget<S>, selection.count, selection.clear)}
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
