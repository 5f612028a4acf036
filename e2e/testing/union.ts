import {
  type Cell,
  decodeGlpiMessage,
  decodeXmlRequest,
  type Inventory,
  type Row,
  type Section,
  sections,
} from '@muster/protocol';

/** Rows by section. */
export type Report = Readonly<Record<string, readonly Row[]>>;

/** What an agent printed as XML. */
export function readXmlReport(xml: string): Inventory {
  const request = decodeXmlRequest(xml);
  if (request.query !== 'INVENTORY') throw new Error(`It is no inventory but ${request.query}`);
  return request.inventory;
}

/** What an agent printed as GLPI JSON. */
export function readJsonReport(json: string): Inventory {
  const message = decodeGlpiMessage(json);
  if (message.action !== 'inventory') throw new Error(`It is no inventory but ${message.action}`);
  return message.inventory;
}

/** Something a peer reports and we do not. */
export type Lack = {
  readonly section: string;
  /** Null: the whole row is missing. */
  readonly column: string | null;
  readonly theirs: string;
  readonly ours: string;
};

const defined = Object.fromEntries(Object.values(sections).map((section: Section) => [section.name, section]));

/** How the rows of two agents are told to be the same thing; where the section's own identity says too much. */
export type KeyColumns = Readonly<Record<string, readonly string[]>>;

/**
 * What is in the peer's report and not in ours: rows by their key (as many of each as the peer has), and of rows that both
 * have, columns that the peer fills and we leave empty or fill otherwise.
 *
 * @param ours Several documents of the same inventory: one wire carries what another does not.
 */
export function findLacks(peer: Inventory, ours: readonly Inventory[], keyColumns: KeyColumns): Lack[] {
  return Object.entries(peer.sections as Report).flatMap(([name, rows]) => {
    const section = defined[name];
    if (section === undefined) return [];
    const keys = keyColumns[name] ?? section.identity;
    const mine = ours.map(({ sections: found }) => byKey((found as Report)[name] ?? [], keys));
    const theirs = byKey(rows, keys);
    return [...theirs].flatMap(([key, same]) => {
      const found = mine.map((rowsOf) => rowsOf.get(key) ?? []);
      const most = Math.max(0, ...found.map((list) => list.length));
      const missing = Array.from({ length: Math.max(0, same.length - most) }, () => {
        return { section: name, column: null, theirs: key, ours: `${most} of ${same.length}` };
      });
      return most === 0 ? missing : [...missing, ...columnLacks(section, same, found.flat())];
    });
  });
}

function columnLacks(section: Section, theirs: readonly Row[], ours: readonly Row[]): Lack[] {
  return theirs.flatMap((row) =>
    Object.keys(section.columns).flatMap((column) => {
      const cell = row[column];
      if (isEmpty(cell) || ours.some((own) => text(own[column]) === text(cell))) return [];
      return {
        section: section.name,
        column,
        theirs: text(cell),
        ours: ours.map((own) => text(own[column])).join(' | '),
      };
    }),
  );
}

function byKey(rows: readonly Row[], columns: readonly string[]): Map<string, Row[]> {
  const map = new Map<string, Row[]>();
  for (const row of rows) {
    const key = columns.map((column) => text(row[column]).toLowerCase()).join(' · ');
    const list = map.get(key);
    if (list === undefined) map.set(key, [row]);
    else list.push(row);
  }
  return map;
}

const isEmpty = (cell: Cell | undefined) =>
  cell === null || cell === undefined || cell === '' || (Array.isArray(cell) && cell.length === 0);
const text = (cell: Cell | undefined) => (isEmpty(cell) ? '' : Array.isArray(cell) ? cell.join('\n') : String(cell));
