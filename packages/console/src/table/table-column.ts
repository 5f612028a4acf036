import type { ReactNode } from 'react';

/** One column of a `DataTable`, whatever its rows are. */
export type TableColumn<Row> = {
  /** Also the field by which the server sorts. */
  readonly id: string;
  readonly label: string;
  /** Tells on hover what the column means. */
  readonly description?: string;
  readonly render: (row: Row) => ReactNode;
  /** The value as it is copied; absent: the text on screen. */
  readonly copy?: (row: Row) => string;
  /** Not shown until it is chosen. */
  readonly optional?: boolean;
  /** It was chosen beside the table's own columns: the chooser lists it among the further ones. */
  readonly isFurther?: boolean;
  readonly sortable?: boolean;
  /** Numbers stand to the right. */
  readonly align?: 'end';
  /** CSS length; cells cut their text off there. */
  readonly maxWidth?: string;
};

/** A column by which nothing can be sorted. */
export function plainColumn<Row>(
  id: string,
  label: string,
  render: TableColumn<Row>['render'],
  more: Pick<TableColumn<Row>, 'align' | 'maxWidth'> = {},
): TableColumn<Row> {
  return { id, label, render, sortable: false, ...more };
}
