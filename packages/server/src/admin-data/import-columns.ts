import { AppError } from '@muster/protocol';
import type { MatchBy } from './admin-data-repository.ts';
import type { AdminField } from './admin-field.ts';
import type { CsvFile } from './csv-file.ts';

/** Which column finds a machine, and what it holds. */
export type KeyColumn = { readonly column: string; readonly by: MatchBy };

/** Names of columns that find a machine, in any case. */
const USUAL_KEYS: Readonly<Record<string, MatchBy>> = {
  id: 'id',
  name: 'name',
  computer: 'name',
  hostname: 'name',
  serial: 'serial',
  'serial number': 'serial',
  ssn: 'serial',
  deviceid: 'deviceId',
  'device id': 'deviceId',
};

/** The column that finds the machine. @throws {AppError} `CSV_COLUMNS_WRONG`. */
export function matchOf({ headers }: Pick<CsvFile, 'headers'>, match: KeyColumn | undefined): KeyColumn {
  if (match !== undefined) {
    if (headers.includes(match.column)) return match;
    throw wrong(`it has no column "${match.column.slice(0, 100)}"; it has ${quoted(headers)}`);
  }
  const usual = usualMatch(headers);
  if (usual === null) {
    throw wrong(`no column names the machine (name, serial, deviceId or id); it has ${quoted(headers)}`);
  }
  return usual;
}

/** The column that finds the machine by its name; null: none has a usual one. */
export function usualMatch(headers: readonly string[]): KeyColumn | null {
  const column = headers.find((name) => USUAL_KEYS[name.toLowerCase()] !== undefined);
  const by = USUAL_KEYS[(column ?? '').toLowerCase()];
  return column === undefined || by === undefined ? null : { column, by };
}

/** Which column is which field, the column `key` left out. @throws {AppError} `CSV_COLUMNS_WRONG`. */
export function columnsOf(
  { headers }: Pick<CsvFile, 'headers'>,
  fields: readonly AdminField[],
  key: string,
  given: Readonly<Record<string, number | null>> | undefined,
): Record<string, number | null> {
  const entries =
    given === undefined
      ? headers.filter((name) => name !== key).map((name) => [name, fieldNamed(fields, name)?.id ?? null] as const)
      : Object.entries(given);
  for (const [name, id] of entries) {
    if (!headers.includes(name)) throw wrong(`it has no column "${name.slice(0, 100)}"; it has ${quoted(headers)}`);
    if (id !== null && !fields.some((field) => field.id === id)) throw wrong(`there is no field ${id}`);
  }
  const ids = entries.map(([, id]) => id).filter((id) => id !== null);
  if (ids.length === 0) throw wrong(`none of its columns is an administrative field; it has ${quoted(headers)}`);
  if (new Set(ids).size !== ids.length) throw wrong('two of its columns are the same field');
  return Object.fromEntries(entries);
}

/** The field that a header names, or labels. */
export function fieldNamed(fields: readonly AdminField[], header: string): AdminField | undefined {
  const wanted = header.toLowerCase();
  const named = (text: string | null) => text?.toLowerCase() === wanted;
  return fields.find(({ name }) => named(name)) ?? fields.find(({ label }) => named(label.en) || named(label.fr));
}

const quoted = (names: readonly string[]) =>
  names
    .slice(0, 20)
    .map((name) => `"${name.slice(0, 50)}"`)
    .join(', ');

const wrong = (reason: string) => new AppError('CSV_COLUMNS_WRONG', { reason });
