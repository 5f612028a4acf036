import {
  AppError,
  decodeXmlRequest,
  type Inventory,
  type SectionName,
  sections,
  writeXml,
  type XmlOutput,
} from '@muster/protocol';
import type { OcsRow } from './ocs-database.ts';

/** What an OCS server keeps in `hardware` for itself; agents never send it. */
const SERVER_COLUMNS = new Set([
  ...['ID', 'DEVICEID', 'QUALITY', 'FIDELITY', 'LASTCOME', 'USERAGENT', 'SSTATE', 'IPSRC', 'CATEGORY_ID', 'ARCHIVE'],
  ...['LASTDATE_MS', 'LASTCOME_MS'],
]);

const KEYS = new Set(['ID', 'HARDWARE_ID']);

/** What stands for "no publisher", "no version" there. */
const UNAVAILABLE = 'Unavailable';

/** Columns of a section that an OCS server fills where the agent said nothing. */
const NO_DATE = /^0000-00-00/;

/** Rows of one machine by table, in lower case. */
export type MachineRows = ReadonlyMap<string, readonly OcsRow[]>;

export type ReadMachine = {
  readonly inventory: Inventory;
  /** Rows without any value, by table: they are no rows of an inventory. */
  readonly empty: Readonly<Record<string, number>>;
};

/**
 * The inventory that a machine's rows are: written as its agent would have sent it, and read as agents' are, so that units,
 * dates, spellings and unknown columns are treated alike.
 *
 * @throws {AppError} As `decodeXmlRequest`: a machine whose identifier no agent could have.
 */
export function toInventory(hardware: OcsRow, rows: MachineRows): ReadMachine {
  const empty: Record<string, number> = {};
  const content: XmlOutput[] = [{ name: 'HARDWARE', children: cells(hardware, SERVER_COLUMNS) }];
  for (const [table, list] of rows) {
    for (const row of list) {
      const children = cells(table === 'software' || table === 'softwares' ? toSoftware(row) : row, KEYS);
      if (children.length === 0) empty[table] = (empty[table] ?? 0) + 1;
      else content.push(elementOf(table, children, row));
    }
  }
  const request = decodeXmlRequest(
    writeXml({
      name: 'REQUEST',
      children: [
        { name: 'QUERY', text: 'INVENTORY' },
        { name: 'DEVICEID', text: hardware.DEVICEID ?? '' },
        { name: 'CONTENT', children: content },
      ],
    }),
  );
  if (request.query !== 'INVENTORY') throw new AppError('QUERY_MISSING');
  return { inventory: request.inventory, empty };
}

/** The same with every section that an OCS database has: those without rows are empty, where else they would stay as they are. */
export function withEmptySections(inventory: Inventory, tables: Iterable<string>): Inventory {
  const empty: { [S in SectionName]?: [] } = {};
  for (const table of tables) {
    const section = sectionOfTable(table);
    if (section !== null) empty[section] = [];
  }
  return { ...inventory, sections: { ...empty, ...inventory.sections } };
}

/** The section that a table's rows become; null for "Other". */
export function sectionOfTable(table: string): SectionName | null {
  const element = elementName(table);
  const found = Object.values(sections).find(({ wire }) => {
    const names = 'xml' in wire ? wire.xml : undefined;
    return typeof names === 'string' ? names === element : (names as readonly string[] | undefined)?.includes(element);
  });
  return found?.name ?? null;
}

function elementName(table: string): string {
  if (table === 'software' || table === 'softwares') return 'SOFTWARES';
  if (table === 'download_history') return 'DOWNLOAD/HISTORY/PACKAGE';
  return table.toUpperCase().replace(/[^A-Z0-9_]/g, '_');
}

function elementOf(table: string, children: readonly XmlOutput[], row: OcsRow): XmlOutput {
  if (table !== 'download_history') return { name: elementName(table), children };
  const pack = { name: 'PACKAGE', attributes: { ID: row.PKG_ID ?? '' } };
  return { name: 'DOWNLOAD', children: [{ name: 'HISTORY', children: [pack] }] };
}

/** A software row with its texts in place of their numbers. */
function toSoftware({ NAME_ID, PUBLISHER_ID, VERSION_ID, PRETTYVERSION, ...row }: OcsRow): OcsRow {
  const known = (text: string | null | undefined) => (text === UNAVAILABLE ? null : (text ?? null));
  return { ...row, PUBLISHER: known(row.PUBLISHER), VERSION: known(row.VERSION) };
}

function cells(row: OcsRow, without: ReadonlySet<string>): XmlOutput[] {
  return Object.entries(row).flatMap(([column, value]) => {
    if (without.has(column) || value === null || value.trim() === '' || NO_DATE.test(value)) return [];
    return [{ name: column.replace(/[^A-Z0-9_]/g, '_'), text: value }];
  });
}
