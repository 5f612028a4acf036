import { Readable } from 'node:stream';
import type { ListCell } from './asset-column-repository.ts';
import type { AssetListItem, AssetListQuery, AssetListService } from './asset-list-service.ts';
import { writeCsv } from './export-csv.ts';
import { writeJson } from './export-json.ts';
import { writeXlsx } from './export-xlsx.ts';

export const EXPORT_FORMATS = ['csv', 'json', 'xlsx'] as const;

/** Assets read at once: memory stays flat whatever the size of the fleet. */
const PORTION = 500;

/** Values of what an asset has several of; on screen there are fewer. */
const MOST_VALUES = 100;

/** What an export has where no columns are asked for. */
const DEFAULT_COLUMNS = [
  'id',
  'name',
  'deviceId',
  'tag',
  'os',
  'osVersion',
  'manufacturer',
  'model',
  'serial',
  'uuid',
  'ip',
  'user',
  'memoryMiB',
  'cpu',
  'agent',
  'softwareCount',
  'firstSeenAt',
  'lastContactAt',
  'lastInventoryAt',
];

/** A table that is written from its first row to its last, whatever the format. */
export type ExportTable = {
  readonly columns: readonly { readonly name: string; readonly heading: string; readonly isTime: boolean }[];
  /** Portions of rows, each with a cell for every column. */
  readonly rows: AsyncIterable<readonly (readonly ListCell[])[]>;
};

type ExportQuery = AssetListQuery & {
  readonly format: (typeof EXPORT_FORMATS)[number];
  readonly headings?: readonly string[] | undefined;
};

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

const WRITERS = { csv: writeCsv, json: writeJson, xlsx: writeXlsx } as const;

/** A list as a file that is written while it is sent. @throws {AppError} `REQUEST_INVALID`, `SEARCH_INVALID`. */
export async function exportAssets(lists: Pick<AssetListService, 'all'>, query: ExportQuery) {
  const { format, headings = [], ...rest } = query;
  const names = rest.columns.length > 0 ? rest.columns : DEFAULT_COLUMNS;
  const found = await lists.all({ ...rest, columns: names }, { portion: PORTION, most: MOST_VALUES });
  const table: ExportTable = {
    columns: found.columns.map(({ name, field }, i) => ({
      name,
      heading: headings[i] ?? name,
      isTime: field.type === 'time',
    })),
    rows: toRows(found.portions(), names),
  };
  return {
    stream: Readable.from(WRITERS[format](table), { objectMode: false }),
    type: TYPES[format],
    fileName: `assets.${format}`,
  };
}

async function* toRows(portions: AsyncIterable<AssetListItem[]>, names: readonly string[]) {
  for await (const items of portions) {
    yield items.map(({ values }) => names.map((name) => values?.[name] ?? null));
  }
}
