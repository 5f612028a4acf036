import type { ReactNode } from 'react';
import type { MoreColumnsProps } from './column-choices.tsx';
import type { ColumnFiltering } from './header-cell.tsx';
import type { TableColumn } from './table-column.ts';
import type { TableState } from './table-state.ts';
import type { SelectionTarget } from './use-row-selection.ts';
import type { LayoutControl } from './use-table-layout.ts';

// biome-ignore lint/suspicious/noExplicitAny: a type without index signature is no record of `unknown`
export type AnyRow = Record<string, any>;

/** What a query of one page of rows says; `useQuery` returns it. */
export type TableData<Row> = {
  readonly data: { readonly items: readonly Row[]; readonly total: number } | undefined;
  readonly error: unknown;
  readonly isFetching: boolean;
  readonly isPlaceholderData?: boolean;
  readonly refetch: () => unknown;
};

/** Rows that can be selected by their `id`, and what is done to them. */
export type TableSelection<S> = {
  /** What the list shows as a whole, on all its pages: what "all that match" means. Null where that cannot be said: then it is not offered. */
  readonly whole: S | null;
  /** Buttons for what is selected. `clear` ends the selection. */
  readonly renderActions: (target: SelectionTarget<S>, count: number, clear: () => void) => ReactNode;
};

export type DataTableProps<Row, S> = {
  /** Under which columns and widths are remembered, for the reader alone and on the server: `[a-zA-Z0-9.-]`, 50 at most. */
  readonly id: string;
  /** Name of the table for those who do not see it. */
  readonly label: string;
  /** All columns there are; those that are `optional` are shown when the reader chooses them. */
  readonly columns: readonly TableColumn<Row>[];
  readonly query: TableData<Row>;
  readonly state: TableState;
  readonly onState: (state: TableState) => void;
  /** Absent: its `id`. */
  readonly rowKey?: (row: Row, index: number) => string;
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
  readonly selection?: TableSelection<S>;
  /** Where columns and widths are kept; absent: in the reader's preferences. */
  readonly layout?: LayoutControl;
  /** Columns that can be chosen beside `columns`: who uses the table adds them to `columns` when they are. */
  readonly moreColumns?: (props: MoreColumnsProps) => ReactNode;
  /** Something beside `state.q` filters the rows; called to take all of it away. */
  readonly onClearFilters?: (() => void) | undefined;
};
