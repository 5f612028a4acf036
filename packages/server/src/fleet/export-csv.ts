import { toCell } from '../http/csv-cell.ts';
import type { ExportTable } from './export-assets.ts';

/** CSV (RFC 4180, UTF-8 with the mark that spreadsheets look for), a portion of lines at a time. */
export async function* writeCsv({ columns, rows }: ExportTable): AsyncGenerator<string> {
  yield `\uFEFF${columns.map(({ heading }) => toCell(heading)).join(',')}\r\n`;
  for await (const portion of rows) yield portion.map((row) => `${row.map(toCell).join(',')}\r\n`).join('');
}
