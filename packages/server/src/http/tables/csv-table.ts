import { toCell } from '../csv-cell.ts';
import type { Table } from './table.ts';

/** CSV (RFC 4180, UTF-8 with the mark that spreadsheets look for), a portion of lines at a time. */
export async function* writeCsv({ columns, rows }: Table): AsyncGenerator<string> {
  yield `\uFEFF${columns.map(({ heading }) => toCell(heading)).join(',')}\r\n`;
  for await (const portion of rows) yield portion.map((row) => `${row.map(toCell).join(',')}\r\n`).join('');
}
