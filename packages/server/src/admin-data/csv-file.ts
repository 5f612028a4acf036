import { AppError } from '@muster/protocol';
import { CsvError, parse } from 'csv-parse/sync';

/** Most lines of one file. */
const LINES = 20_000;
/** Most columns, and characters of one record. */
const COLUMNS = 200;
const RECORD_CHARACTERS = 200_000;

export const SEPARATORS = [',', ';', '\t'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** How characters may be written in a file. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** How a file is written. */
export type CsvForm = {
  readonly separator?: Separator | undefined;
  readonly encoding?: Encoding | undefined;
};

export type CsvLine = {
  /** Where the line begins in the file, from 1: what an editor shows. */
  readonly line: number;
  readonly cells: readonly string[];
};

export type CsvFile = {
  readonly encoding: Encoding;
  readonly separator: Separator;
  readonly headers: readonly string[];
  /** Without the header and without empty lines. */
  readonly lines: readonly CsvLine[];
};

/**
 * Reads a CSV file (RFC 4180) as spreadsheets write it: comma, semicolon or tab, UTF-8, UTF-16 or Windows-1252.
 *
 * @param said What a person says of the file; what is not said is found out.
 * @throws {AppError} `CSV_UNREADABLE`.
 */
export function readCsv(bytes: Uint8Array, said: CsvForm = {}): CsvFile {
  const encoding = said.encoding ?? encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  // A workbook, an image… whatever was picked by mistake.
  if (text.includes('\0')) throw new AppError('CSV_UNREADABLE', { reason: 'it is no text file' });
  const separator = said.separator ?? separatorOf(text);
  const [header, ...lines] = recordsOf(text, separator);
  if (header === undefined) throw new AppError('CSV_UNREADABLE', { reason: 'it is empty' });
  const headers = header.cells.map((cell) => cell.trim());
  if (headers.length > COLUMNS) throw new AppError('CSV_UNREADABLE', { reason: `it has more than ${COLUMNS} columns` });
  const twice = headers.find((name, i) => name !== '' && headers.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new AppError('CSV_UNREADABLE', { reason: `two columns have the name "${twice.slice(0, 100)}"` });
  }
  if (lines.length > LINES) throw new AppError('CSV_UNREADABLE', { reason: `it has more than ${LINES} lines` });
  return { encoding, separator, headers, lines };
}

/** A byte order mark decides, then valid UTF-8; all else is what Western spreadsheets save without asking. */
function encodingOf(bytes: Uint8Array): Encoding {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

function recordsOf(text: string, separator: Separator): CsvLine[] {
  try {
    const records = parse(text, {
      delimiter: separator,
      info: true,
      relax_column_count: true, // a line with too few or too many cells is told with its number, by the import
      skip_empty_lines: true,
      max_record_size: RECORD_CHARACTERS,
      to: LINES + 2,
    }) as unknown as { record: string[]; info: { lines: number } }[]; // safe: what `info` makes of the result
    return records
      .map(({ record, info }) => ({ line: info.lines - breaksIn(record), cells: record.map(plain) }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number('lines' in error ? error.lines : Number.NaN);
    const reason = REASONS[error.code] ?? 'it is not well formed';
    throw new AppError('CSV_UNREADABLE', { reason: Number.isNaN(line) ? reason : `line ${line}: ${reason}` });
  }
}

/** Ours rather than the library's: those quote the content of the file. */
const REASONS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is not closed',
  INVALID_OPENING_QUOTE: 'there is a quotation mark inside a cell that does not begin with one',
  CSV_INVALID_CLOSING_QUOTE: 'there is text after a closing quotation mark',
  CSV_MAX_RECORD_SIZE: `it has more than ${RECORD_CHARACTERS} characters`,
};

/** Exports put an apostrophe before what a spreadsheet would run as a formula; it is no part of the value. */
const plain = (cell: string) => (/^'\s*[=+\-@\t\r|]/.test(cell) ? cell.slice(1) : cell);

const breaksIn = (cells: readonly string[]) =>
  cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);

/** The candidate that stands most often in the first line, outside quotation marks. */
function separatorOf(text: string): Separator {
  const first = (/^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text.trimStart())?.[0] ?? '').replace(/"(?:[^"]|"")*"/g, '');
  const counts = SEPARATORS.map((separator) => first.split(separator).length - 1);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}
