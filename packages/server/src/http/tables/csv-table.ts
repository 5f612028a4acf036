import { type TableCell, toCell } from '../csv-cell.ts';
import { type Language, type Reader, toZonedIso } from './reader.ts';
import type { Holds, Table } from './table.ts';

const WORDS: Readonly<Record<Language, { readonly yes: string; readonly no: string }>> = {
  en: { yes: 'yes', no: 'no' },
  fr: { yes: 'oui', no: 'non' },
};

/**
 * CSV (RFC 4180, UTF-8 with the mark that spreadsheets look for), a portion of lines at a time. Moments are ISO 8601: with the
 * offset of the reader's zone, or in UTC.
 */
export async function* writeCsv({ columns, reader, rows }: Table): AsyncGenerator<string> {
  yield `\uFEFF${columns.map(({ heading }) => toCell(heading)).join(',')}\r\n`;
  for await (const portion of rows) {
    yield portion
      .map(
        (row) => `${row.map((cell, i) => toCell(forReader(cell, columns[i]?.holds ?? 'text', reader))).join(',')}\r\n`,
      )
      .join('');
  }
}

function forReader(cell: TableCell, holds: Holds, { language, zone }: Reader): TableCell {
  if (zone !== null && holds === 'moment' && typeof cell === 'string') return toZonedIso(cell, zone);
  if (language !== null && typeof cell === 'boolean') return cell ? WORDS[language].yes : WORDS[language].no;
  return cell;
}
