import { Button } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp, IconSearchOff } from '@tabler/icons-react';
import {
  type ColumnDef,
  columnVisibilityFeature,
  type Header,
  rowPaginationFeature,
  rowSortingFeature,
  tableFeatures,
  type Updater,
  useTable,
} from '@tanstack/react-table';
import { type MouseEvent, type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../i18n/use-counted.ts';
import { Failure } from '../ui/failure.tsx';
import { failureWords } from '../ui/failure-words.ts';
import { StatePanel } from '../ui/state-panel.tsx';
import { ColumnChooser } from './column-chooser.tsx';
import classes from './data-table.module.css';
import { FilterField } from './filter-field.tsx';
import { Pager } from './pager.tsx';
import type { TableColumn } from './table-column.ts';
import type { TableState } from './table-state.ts';
import { useDensity } from './use-density.ts';
import { useVisibleColumns } from './use-visible-columns.ts';

// TanStack Table is known here alone. The server pages, sorts and filters; the library keeps columns and their order.
const features = tableFeatures({ rowSortingFeature, rowPaginationFeature, columnVisibilityFeature });

// biome-ignore lint/suspicious/noExplicitAny: the library's own bound for rows; `unknown` values do not satisfy it
type AnyRow = Record<string, any>;

/** What a query of one page of rows says; `useQuery` returns it. */
export type TableData<Row> = {
  readonly data: { readonly items: readonly Row[]; readonly total: number } | undefined;
  readonly error: unknown;
  readonly isFetching: boolean;
  readonly refetch: () => unknown;
};

type DataTableProps<Row> = {
  /** Under which the choice of columns is remembered. */
  readonly id: string;
  /** Name of the table for those who do not see it. */
  readonly label: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly query: TableData<Row>;
  readonly state: TableState;
  readonly onState: (state: TableState) => void;
  readonly rowKey: (row: Row, index: number) => string;
  /** A click on a row; the row must also hold a link, for the keyboard. */
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
  /** Fills the height of its place, and scrolls inside. */
  readonly fill?: boolean;
};

const SKELETON_ROWS = 8;
const NO_ROWS: readonly never[] = [];

export function DataTable<Row extends AnyRow>(props: DataTableProps<Row>) {
  const { id, label, columns, query, state, onState, rowKey, onOpen, fill = false } = props;
  const { t } = useTranslation();
  const counted = useCounted();
  const density = useDensity();
  const { visibility, choose } = useVisibleColumns(id, columns);
  const { data, error } = query;
  const hasFailed = error !== null && error !== undefined && data === undefined;

  const definitions = useMemo(() => columns.map((column) => toDefinition(column)), [columns]);
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const sorting = useMemo(() => state.sort.map((s) => ({ id: s.field, desc: s.descending })), [state.sort]);
  const rows = data?.items ?? NO_ROWS;

  const table = useTable({
    features,
    columns: definitions,
    data: rows as Row[], // the library does not write to its rows
    getRowId: rowKey,
    state: {
      sorting,
      columnVisibility: visibility,
      pagination: { pageIndex: state.page - 1, pageSize: state.size },
    },
    onSortingChange: (updater: Updater<{ id: string; desc: boolean }[]>) => {
      const next = typeof updater === 'function' ? updater(sorting) : updater;
      onState({ ...state, page: 1, sort: next.map((s) => ({ field: s.id, descending: s.desc })) });
    },
    manualSorting: true,
    manualPagination: true,
    rowCount: data?.total ?? 0,
    sortDescFirst: false,
    isMultiSortEvent: (event: unknown) => (event as { shiftKey?: boolean }).shiftKey === true,
  });

  // Another page, order or filter begins at its first row.
  const scroller = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the state is the occasion, not an input
  useEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = 0;
  }, [state.page, state.size, state.sort, state.q]);

  const shown = table.getVisibleLeafColumns();
  const total = data?.total ?? 0;
  const openRow = (event: MouseEvent<HTMLTableRowElement>, row: Row) => {
    if (onOpen === undefined || isOwnAction(event)) return;
    onOpen(row);
  };

  // Nothing to filter, sort or choose from: what stands in the table's place says it alone.
  if (data !== undefined && total === 0 && state.q === '' && props.empty !== undefined) {
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
        <span className={classes.tools}>
          {props.tools}
          <ColumnChooser columns={columns} visibility={visibility} onChange={choose} />
        </span>
      </div>
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
        >
          <table className={classes.table} aria-rowcount={data === undefined ? -1 : total + 1}>
            <thead>
              {table.getHeaderGroups().map((group) => (
                <tr key={group.id}>
                  {group.headers.map((header) => (
                    <HeaderCell key={header.id} header={header} column={byId.get(header.column.id)} />
                  ))}
                </tr>
              ))}
            </thead>
            <tbody>
              {data === undefined && !hasFailed && <SkeletonRows columns={shown.length} />}
              {table.getRowModel().rows.map((row, index) => (
                <tr
                  key={row.id}
                  aria-rowindex={(state.page - 1) * state.size + index + 2}
                  data-opens={onOpen !== undefined || undefined}
                  onClick={(event) => openRow(event, row.original)}
                >
                  {row.getVisibleCells().map((cell) => (
                    <BodyCell key={cell.id} column={byId.get(cell.column.id)}>
                      <table.FlexRender cell={cell} />
                    </BodyCell>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {hasFailed && <Failure error={error} onRetry={() => void query.refetch()} />}
          {data !== undefined && rows.length === 0 && <NoRows {...props} total={total} />}
        </section>
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

function toDefinition<Row extends AnyRow>(column: TableColumn<Row>): ColumnDef<typeof features, Row> {
  return {
    id: column.id,
    header: column.label,
    // The library sorts by a value it reads from the row; here the server sorts, and only the name of the field counts.
    accessorFn: () => null,
    cell: ({ row }) => column.render(row.original),
    enableSorting: column.sortable !== false,
  };
}

/** Whether a click belongs to something inside the row, or ended a selection of text. */
function isOwnAction(event: MouseEvent<HTMLTableRowElement>): boolean {
  if (event.target instanceof Element && event.target.closest('a, button, input, label') !== null) return true;
  return window.getSelection()?.isCollapsed === false;
}

type HeaderCellProps<Row extends AnyRow> = {
  readonly header: Header<typeof features, Row>;
  readonly column: TableColumn<Row> | undefined;
};

function HeaderCell<Row extends AnyRow>({ header, column }: HeaderCellProps<Row>) {
  const { t } = useTranslation();
  if (column === undefined) return null;
  const direction = header.column.getIsSorted();
  const place = header.column.getSortIndex();
  const isOneOfSeveral = direction !== false && header.getContext().table.atoms.sorting.get().length > 1;
  const Icon = direction === 'asc' ? IconArrowUp : direction === 'desc' ? IconArrowDown : IconArrowsSort;
  const sorted = direction === 'asc' ? 'ascending' : direction === 'desc' ? 'descending' : undefined;
  return (
    <th scope="col" aria-sort={sorted} data-align={column.align} title={column.description}>
      {header.column.getCanSort() ? (
        <button
          type="button"
          className={classes.sort}
          data-sorted={direction !== false || undefined}
          onClick={header.column.getToggleSortingHandler()}
          title={[column.description, t('table.sortHint')].filter(Boolean).join('\n')}
        >
          <span>{column.label}</span>
          <Icon size={14} stroke={2} aria-hidden />
          {isOneOfSeveral && (
            <small>
              <span aria-hidden>{place + 1}</span>
              <span className={classes.unseen}>{t('table.sortPlace', { place: place + 1 })}</span>
            </small>
          )}
        </button>
      ) : (
        <span className={classes.plainHeading}>{column.label}</span>
      )}
    </th>
  );
}

function BodyCell<Row>({
  column,
  children,
}: {
  readonly column: TableColumn<Row> | undefined;
  readonly children: ReactNode;
}) {
  return (
    <td data-align={column?.align} style={column?.maxWidth === undefined ? undefined : { maxWidth: column.maxWidth }}>
      {children}
    </td>
  );
}

function SkeletonRows({ columns }: { readonly columns: number }) {
  const widths = ['70%', '45%', '85%', '60%', '38%', '75%'];
  return Array.from({ length: SKELETON_ROWS }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: they never move
    <tr key={row} aria-hidden>
      {Array.from({ length: columns }, (_, cell) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never move
        <td key={cell}>
          <span className={classes.bone} style={{ width: widths[(row * 5 + cell) % widths.length] }} />
        </td>
      ))}
    </tr>
  ));
}

function NoRows<Row>({ state, onState, empty, total }: DataTableProps<Row> & { readonly total: number }) {
  const { t } = useTranslation();
  if (total > 0) {
    const toFirst = () => onState({ ...state, page: 1 });
    const action = (
      <Button variant="default" onClick={toFirst}>
        {t('table.goToFirst')}
      </Button>
    );
    return <StatePanel title={t('table.pastEnd')} action={action} />;
  }
  if (state.q !== '') {
    const clear = () => onState({ ...state, q: '', page: 1 });
    const action = (
      <Button variant="default" onClick={clear}>
        {t('table.clearFilter')}
      </Button>
    );
    return <StatePanel icon={<IconSearchOff size={28} />} title={t('table.noMatch', { q: state.q })} action={action} />;
  }
  return empty ?? <StatePanel title={t('table.noRows')} />;
}
