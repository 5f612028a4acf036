import { AppError } from '@muster/protocol';
import type { OcsDatabase } from './ocs-database.ts';

/** A table that is there. */
export type OcsTable = {
  /** As the database spells it. */
  readonly name: string;
  /** In capitals. */
  readonly columns: ReadonlySet<string>;
  readonly rows: number;
};

export type OcsSchema = {
  /** By name in lower case. */
  readonly tables: ReadonlyMap<string, OcsTable>;
  /** Tables with a row or more for each machine, which become sections of its inventory; software and hardware left out. */
  readonly sections: readonly OcsTable[];
  /** Level of the schema, GUI_VERSION; null when it does not say. */
  readonly version: string | null;
};

/** Without these it is no OCS database, or not all of one: every version since 2.0 has them. */
const REQUIRED = [
  ...['accountinfo', 'bios', 'config', 'controllers', 'devices', 'drives', 'groups', 'groups_cache', 'hardware'],
  ...['inputs', 'memories', 'modems', 'monitors', 'networks', 'ports', 'printers', 'registry', 'slots', 'sounds'],
  ...['storages', 'videos'],
];

const NEEDED_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  hardware: ['ID', 'DEVICEID', 'NAME', 'LASTDATE', 'LASTCOME'],
  accountinfo: ['HARDWARE_ID', 'TAG'],
  config: ['NAME', 'IVALUE', 'TVALUE'],
  devices: ['HARDWARE_ID', 'NAME', 'IVALUE', 'TVALUE'],
  groups_cache: ['HARDWARE_ID', 'GROUP_ID', 'STATIC'],
};

/** Tables with a HARDWARE_ID that are no part of an inventory. */
const NO_SECTIONS = new Set([
  ...['accountinfo', 'archive', 'cve_search_computer', 'devices', 'download_history', 'download_servers', 'groups'],
  ...['groups_cache', 'hardware', 'itmgmt_comments', 'locks', 'netmap', 'software', 'softwares'],
]);

/** Share of software rows that may lead nowhere. Live databases have a few; a truncated one has many. */
const DANGLING = 0.01;

/**
 * Looks at the whole database before anything is taken.
 *
 * @throws {AppError} `OCS_DATABASE_INCOMPLETE`, also for tables that cannot be read; `OCS_DATABASE_UNREACHABLE`.
 */
export async function readOcsSchema(database: OcsDatabase): Promise<OcsSchema> {
  const tables = await readTables(database);
  requireTables(tables);
  await requireSoftware(database, tables);
  const [version] = await database.rows("SELECT TVALUE FROM config WHERE NAME = 'GUI_VERSION'");
  const sections = [...tables.values()].filter(
    ({ name, columns }) => columns.has('HARDWARE_ID') && !NO_SECTIONS.has(name.toLowerCase()),
  );
  return { tables, sections, version: version?.TVALUE ?? null };
}

async function readTables(database: OcsDatabase): Promise<Map<string, OcsTable>> {
  const listed = await database.rows(
    `SELECT t.TABLE_NAME AS TABLE_NAME, c.COLUMN_NAME AS COLUMN_NAME
     FROM information_schema.TABLES t JOIN information_schema.COLUMNS c USING (TABLE_SCHEMA, TABLE_NAME)
     WHERE t.TABLE_SCHEMA = ? AND t.TABLE_TYPE = 'BASE TABLE' ORDER BY t.TABLE_NAME, c.ORDINAL_POSITION`,
    [database.name],
  );
  const columns = new Map<string, string[]>();
  for (const { TABLE_NAME, COLUMN_NAME } of listed) {
    const name = TABLE_NAME ?? '';
    columns.set(name, [...(columns.get(name) ?? []), (COLUMN_NAME ?? '').toUpperCase()]);
  }
  const tables = new Map<string, OcsTable>();
  for (const [name, names] of columns) {
    tables.set(name.toLowerCase(), { name, columns: new Set(names), rows: await count(database, name) });
  }
  return tables;
}

/** A table whose file is damaged or gone is listed all the same. */
async function count(database: OcsDatabase, table: string): Promise<number> {
  try {
    const [counted] = await database.rows(`SELECT COUNT(*) AS N FROM ${quoted(table)}`);
    return Number(counted?.N ?? 0);
  } catch (error) {
    const told = error instanceof AppError ? String(error.message) : 'unknown';
    throw incomplete(`table "${table}" cannot be read: ${told}`, error);
  }
}

function requireTables(tables: ReadonlyMap<string, OcsTable>): void {
  const software = tables.get('software') ?? tables.get('softwares');
  const missing = REQUIRED.filter((name) => !tables.has(name));
  if (software === undefined) missing.push('software');
  else if (software.columns.has('NAME_ID')) {
    const texts = ['software_name', 'software_publisher', 'software_version'];
    missing.push(...texts.filter((name) => !tables.has(name)));
  }
  if (missing.length > 0)
    throw incomplete(`it lacks ${missing.length === 1 ? 'table' : 'tables'} ${missing.join(', ')}`);
  for (const [table, columns] of Object.entries(NEEDED_COLUMNS)) {
    const lacking = columns.filter((column) => tables.get(table)?.columns.has(column) !== true);
    if (lacking.length > 0) throw incomplete(`table ${table} lacks ${lacking.join(', ')}`);
  }
  if (tables.get('config')?.rows === 0) throw incomplete('table config is empty');
}

async function requireSoftware(database: OcsDatabase, tables: ReadonlyMap<string, OcsTable>): Promise<void> {
  const software = tables.get('software');
  if (software === undefined || !software.columns.has('NAME_ID') || software.rows === 0) return;
  const [found] = await database.rows(
    'SELECT COUNT(*) AS N FROM software s LEFT JOIN software_name n ON n.ID = s.NAME_ID WHERE n.ID IS NULL',
  );
  const dangling = Number(found?.N ?? 0);
  if (dangling <= software.rows * DANGLING) return;
  throw incomplete(`${dangling} of ${software.rows} rows of table software have no name`);
}

function incomplete(reason: string, cause?: unknown): AppError {
  return new AppError('OCS_DATABASE_INCOMPLETE', { reason }, { cause });
}

/** A name of the database's own, as a part of a statement. */
export const quoted = (name: string) => `\`${name.replaceAll('`', '``')}\``;
