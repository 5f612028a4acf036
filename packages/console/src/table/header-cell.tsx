import { Popover } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp, IconFilter, IconFilterFilled } from '@tabler/icons-react';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ColumnGrip, withinWidths } from './column-grip.tsx';
import classes from './header-cell.module.css';
import type { TableColumn } from './table-column.ts';
import type { Sort } from './table-state.ts';

/** Filters of single columns; the table shows where they are, who uses it says what they are. */
export type ColumnFiltering = {
  readonly canFilter: (column: string) => boolean;
  readonly isFiltered: (column: string) => boolean;
  /** What the filter of a column is set with; shown in a popover. */
  readonly render: (column: string, close: () => void) => ReactNode;
};

/** How far one press of an arrow key pulls. */
const STEP = 16;

type HeaderCellProps<Row> = {
  readonly column: TableColumn<Row>;
  readonly sort: readonly Sort[];
  readonly onSort: (field: string, isFurther: boolean) => void;
  readonly filtering: ColumnFiltering | undefined;
  readonly width: number | undefined;
  readonly onWidth: (column: string, px: number | null) => void;
};

/** The head of a column: sorts by it, filters by it, pulls it wider. */
export function HeaderCell<Row>({ column, sort, onSort, filtering, width, onWidth }: HeaderCellProps<Row>) {
  const { t } = useTranslation();
  const place = sort.findIndex(({ field }) => field === column.id);
  const key = sort[place];
  const sorted = key === undefined ? undefined : key.descending ? 'descending' : 'ascending';
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === 'ArrowRight' ? STEP : event.key === 'ArrowLeft' ? -STEP : null;
    if (step === null || !event.altKey) return;
    event.preventDefault();
    onWidth(column.id, withinWidths((width ?? event.currentTarget.getBoundingClientRect().width) + step));
  };
  return (
    <th
      scope="col"
      onKeyDown={onKey}
      aria-sort={sorted}
      data-align={column.align}
      title={column.description}
      style={widthStyle(width)}
      data-column={column.id}
    >
      <span className={classes.heading}>
        {column.sortable !== false ? (
          <button
            type="button"
            className={classes.sort}
            data-sorted={key !== undefined || undefined}
            onClick={(event) => onSort(column.id, event.shiftKey)}
            title={[column.description, t('table.sortHint')].filter(Boolean).join('\n')}
          >
            <span>{column.label}</span>
            <SortIcon sorted={sorted} />
            {sort.length > 1 && key !== undefined && (
              <small>
                <span aria-hidden>{place + 1}</span>
                <span className={classes.unseen}>{t('table.sortPlace', { place: place + 1 })}</span>
              </small>
            )}
          </button>
        ) : (
          <span className={classes.plainHeading}>{column.label}</span>
        )}
        {filtering?.canFilter(column.id) === true && <FilterButton column={column} filtering={filtering} />}
      </span>
      <ColumnGrip label={column.label} width={width} onWidth={(px) => onWidth(column.id, px)} />
    </th>
  );
}

/** Of a column that was pulled; none: as wide as its content asks for. */
export function widthStyle(width: number | undefined): CSSProperties | undefined {
  return width === undefined ? undefined : { width, minWidth: width, maxWidth: width };
}

function SortIcon({ sorted }: { readonly sorted: 'ascending' | 'descending' | undefined }) {
  const Icon = sorted === 'ascending' ? IconArrowUp : sorted === 'descending' ? IconArrowDown : IconArrowsSort;
  return <Icon size={14} stroke={2} aria-hidden />;
}

function FilterButton<Row>({
  column,
  filtering,
}: {
  readonly column: TableColumn<Row>;
  readonly filtering: ColumnFiltering;
}) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const isFiltered = filtering.isFiltered(column.id);
  const Icon = isFiltered ? IconFilterFilled : IconFilter;
  const label = t('table.filterColumn', { column: column.label });
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" shadow="md" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.filter}
          data-filtered={isFiltered || undefined}
          aria-label={isFiltered ? t('table.filterColumnSet', { column: column.label }) : label}
          title={label}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon size={14} stroke={2} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown p="sm" aria-label={label}>
        {isOpen && filtering.render(column.id, () => setOpen(false))}
      </Popover.Dropdown>
    </Popover>
  );
}
