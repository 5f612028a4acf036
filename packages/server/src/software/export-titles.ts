import type { TableCell } from '../http/csv-cell.ts';
import { type TableFormat, tableFile } from '../http/tables/table-file.ts';
import type { SoftwareService, TitleListQuery } from './software-service.ts';

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

/** The titles of a list as a file that is written while it is sent. */
export function exportTitles(
  software: Pick<SoftwareService, 'list'>,
  categoryNames: ReadonlyMap<number, string>,
  query: Omit<TitleListQuery, 'limit' | 'offset'>,
  format: TableFormat,
) {
  async function* rows(): AsyncGenerator<TableCell[][]> {
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
  return tableFile({ columns, rows: rows() }, format, 'software');
}
