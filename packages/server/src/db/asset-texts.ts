/** Columns of `assets` whose texts are in `asset_texts`, where any three characters of them are found by an index. */
export const TEXT_COLUMNS: ReadonlySet<string> = new Set([
  'name',
  'device_id',
  'tag',
  'os',
  'manufacturer',
  'model',
  'serial',
  'uuid',
  'ip',
  'user_name',
  'agent',
]);

/** Shorter texts are in no index. Characters. */
export const INDEXED_LENGTH = 3;

/** The pattern of LIKE for what contains a text. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
