import type { TableCell } from '../csv-cell.ts';
import type { Reader } from './reader.ts';

/** What the texts of a column are: a moment in UTC (ISO 8601), a day, a moment on the machine's own clock, or any text. */
export type Holds = 'moment' | 'day' | 'machineMoment' | 'text';

export type TableColumn = { readonly name: string; readonly heading: string; readonly holds: Holds };

/** A table that is written from its first row to its last, whatever the format. */
export type Table = {
  readonly columns: readonly TableColumn[];
  readonly reader: Reader;
  /** Portions of rows, each with a cell for every column. */
  readonly rows: AsyncIterable<readonly (readonly TableCell[])[]>;
};
