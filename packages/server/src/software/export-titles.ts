import type { ExportTable } from '../fleet/export-assets.ts';
import { writeCsv } from '../fleet/export-csv.ts';
import { writeJson } from '../fleet/export-json.ts';
import { writeXlsx } from '../fleet/export-xlsx.ts';
import type { SoftwareService, TitleListQuery } from './software-service.ts';

export const TITLE_EXPORT_FORMATS = ['csv', 'json', 'xlsx'] as const;

/** Titles read at once: memory stays flat. */
const PORTION = 500;

const COLUMNS = [
  'id',
  'name',
  'publisher',
  'reportedPublisher',
  'category',
  'decidedBy',
  'unwanted',
  'machines',
  'versions',
];

const WRITERS = { csv: writeCsv, json: writeJson, xlsx: writeXlsx } as const;
const TYPES = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** The titles of a list as a file that is written while it is sent. */
export function exportTitles(
  software: Pick<SoftwareService, 'list'>,
  categoryNames: ReadonlyMap<number, string>,
  query: Omit<TitleListQuery, 'limit' | 'offset'>,
  format: (typeof TITLE_EXPORT_FORMATS)[number],
) {
  async function* rows(): ExportTable['rows'] extends AsyncIterable<infer R> ? AsyncGenerator<R> : never {
    for (let offset = 0; ; offset += PORTION) {
      const { items } = await software.list({ ...query, limit: PORTION, offset });
      if (items.length > 0) {
        yield items.map((one) => [
          one.id,
          one.name,
          one.publisher,
          one.reportedPublisher,
          categoryNames.get(one.categoryId) ?? null,
          one.decidedBy,
          one.unwanted,
          one.machines,
          one.versions,
        ]);
      }
      if (items.length < PORTION) return;
    }
  }
  const columns = COLUMNS.map((name) => ({ name, heading: name, isTime: false }));
  return { content: WRITERS[format]({ columns, rows: rows() }), type: TYPES[format] };
}
