import { type OcsTable, ocsTables } from '@muster/protocol';
import type { OcsComputer, OcsRow } from './computer-service.ts';
import { OCS_FIELDS, tableName } from './ocs-fields.ts';

type JsonRow = Readonly<Record<string, string | number | null>>;
type JsonComputer = Record<string, JsonRow | readonly JsonRow[]>;

/** Numbers among the fields of HARDWARE that no inventory tells. */
const NUMBERS = new Set(['ID', 'QUALITY', 'FIDELITY', 'CHECKSUM', 'SSTATE', 'ARCHIVE', 'CATEGORY_ID']);

/** Every section under the names of tables; the ones that OCS Inventory has are there even without rows. */
export function toJsonComputer({ asset, tables, accountInfo }: OcsComputer, isWhole: boolean): JsonComputer {
  const computer: JsonComputer = {};
  if (accountInfo !== null) {
    const values = Object.fromEntries(accountInfo.map(({ name, value }) => [name, value]));
    computer.accountinfo = [{ HARDWARE_ID: asset.id, ...values }];
  }
  if (isWhole) for (const element of Object.keys(OCS_FIELDS)) computer[tableName(element)] = [];
  for (const { table, rows } of tables) {
    const [row = {}] = rows;
    const isHardware = table.section.name === 'hardware';
    computer[tableName(table.element)] = isHardware ? toJsonRow(table, row) : toJsonRows(table, asset.id, rows);
  }
  return computer;
}

export function toJsonRows(table: OcsTable, computerId: number, rows: readonly OcsRow[]): JsonRow[] {
  return rows.map((row) => ({ HARDWARE_ID: computerId, ...toJsonRow(table, row) }));
}

function toJsonRow(table: OcsTable, row: OcsRow): JsonRow {
  const numbers = numbersOf(table);
  return Object.fromEntries(
    Object.entries(row).map(([name, text]) => [name, numbers.has(name) ? toNumber(text) : text]),
  );
}

const toNumber = (text: string) => (text === '' || !Number.isFinite(Number(text)) ? null : Number(text));

function numbersOf(table: OcsTable): ReadonlySet<string> {
  let numbers = known.get(table);
  if (numbers === undefined) {
    const types = new Set(['integer', 'real', 'flag']);
    const fields = table.fields.filter(({ column }) => types.has(column.type)).map(({ name }) => name);
    numbers = new Set(table.section.name === 'hardware' ? [...fields, ...NUMBERS] : fields);
    known.set(table, numbers);
  }
  return numbers;
}
const known = new Map<OcsTable, ReadonlySet<string>>();

/** The section that a client names, as a table or as an element; undefined when there is none. */
export function findTable(name: string): OcsTable | undefined {
  const wanted = name.toLowerCase();
  return ocsTables().find(({ element }) => tableName(element) === wanted || element.toLowerCase() === wanted);
}

/** Every field that a row of the section may have. */
export function fieldsOf({ element, fields }: OcsTable): ReadonlySet<string> {
  return new Set([...(OCS_FIELDS[element] ?? []), ...fields.map(({ name }) => name)]);
}
