import { Readable } from 'node:stream';
import { writeCsv } from './csv-table.ts';
import { writeJson } from './json-table.ts';
import type { Table } from './table.ts';
import { writeXlsx } from './xlsx-table.ts';

export const TABLE_FORMATS = ['csv', 'json', 'xlsx'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

const WRITERS = { csv: writeCsv, json: writeJson, xlsx: writeXlsx } as const;
const TYPES = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

export type TableFile = { readonly stream: Readable; readonly type: string; readonly fileName: string };

/** A table as a file that is written while it is sent. `name`: of the file, without its ending. */
export function tableFile(table: Table, format: TableFormat, name: string): TableFile {
  return {
    stream: Readable.from(WRITERS[format](table), { objectMode: false }),
    type: TYPES[format],
    fileName: `${name}.${format}`,
  };
}
