import { type Language, toReader } from '../http/tables/reader.ts';
import type { Holds } from '../http/tables/table.ts';
import { type TableFormat, tableFile } from '../http/tables/table-file.ts';
import type { SearchField } from '../search/search-fields.ts';
import type { AssetListItem, AssetListQuery, AssetListService } from './asset-list-service.ts';

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

type ExportQuery = AssetListQuery & {
  readonly zone?: string | undefined;
  readonly format: TableFormat;
  readonly headings?: readonly string[] | undefined;
};

/** A list as a file that is written while it is sent. @throws {AppError} `REQUEST_INVALID`, `SEARCH_INVALID`. */
export async function exportAssets(lists: Pick<AssetListService, 'all'>, query: ExportQuery) {
  const { format, headings = [], zone, language, ...rest } = query;
  const reader = toReader({ format, zone, language });
  const names = rest.columns.length > 0 ? rest.columns : DEFAULT_COLUMNS;
  const asked = { ...rest, columns: names, language: reader.language ?? undefined };
  const found = await lists.all(asked, { portion: PORTION, most: MOST_VALUES });
  const columns = found.columns.map(({ name, field }, i) => ({
    name,
    heading: headings[i] ?? (reader.language === null ? name : labelOf(field, reader.language)),
    holds: HOLDS[field.type] ?? 'text',
  }));
  return tableFile({ columns, reader, rows: toRows(found.portions(), names) }, format, 'assets');
}

const HOLDS: Readonly<Partial<Record<SearchField['type'], Holds>>> = {
  time: 'moment',
  date: 'day',
  datetime: 'machineMoment',
};

const labelOf = ({ label, labelFr }: SearchField, language: Language) =>
  language === 'fr' ? (labelFr ?? label) : label;

async function* toRows(portions: AsyncIterable<AssetListItem[]>, names: readonly string[]) {
  for await (const items of portions) {
    yield items.map(({ values }) => names.map((name) => values?.[name] ?? null));
  }
}
