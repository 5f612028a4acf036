import type { TableCell } from '../csv-cell.ts';

/** A table that is written from its first row to its last, whatever the format. */
export type Table = {
  readonly columns: readonly { readonly name: string; readonly heading: string; readonly isTime: boolean }[];
  /** Portions of rows, each with a cell for every column. */
  readonly rows: AsyncIterable<readonly (readonly TableCell[])[]>;
};
