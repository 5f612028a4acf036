import { Readable } from 'node:stream';
import type { Reader } from '../http/tables/reader.ts';
import { type TableFile, type TableFormat, tableFile } from '../http/tables/table-file.ts';
import type { AuditRecord } from './audit-service.ts';

/** What a person calls the columns; programs know them by their names. */
const COLUMNS = {
  at: { en: 'When', fr: 'Quand' },
  actor: { en: 'Who', fr: 'Qui' },
  action: { en: 'What', fr: 'Quoi' },
  target: { en: 'Object', fr: 'Objet' },
  before: { en: 'Before', fr: 'Avant' },
  after: { en: 'After', fr: 'Après' },
  address: { en: 'Address', fr: 'Adresse' },
  id: { en: 'Number', fr: 'Numéro' },
} as const;

const NAMES = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]; // safe: the table's own keys

/** Events written at once. */
const PORTION = 200;

/** Events as one file: a table, or a JSON list with an event a line. */
export function exportEvents(events: AsyncIterable<AuditRecord>, format: TableFormat, reader: Reader): TableFile {
  const columns = NAMES.map((name) => ({
    name,
    heading: reader.language === null ? name : COLUMNS[name][reader.language],
    holds: name === 'at' ? ('moment' as const) : ('text' as const),
  }));
  const file = tableFile({ columns, reader, rows: rowsOf(events) }, format, 'audit');
  // What something was before and after stays what it is, rather than a text.
  return format === 'json' ? { ...file, stream: Readable.from(json(events)) } : file;
}

async function* rowsOf(events: AsyncIterable<AuditRecord>) {
  let portion: (string | number | null)[][] = [];
  for await (const event of events) {
    const told = { ...event, at: isoOf(event), before: textOf(event.before), after: textOf(event.after) };
    portion.push(NAMES.map((name) => told[name]));
    if (portion.length < PORTION) continue;
    yield portion;
    portion = [];
  }
  yield portion;
}

async function* json(events: AsyncIterable<AuditRecord>): AsyncGenerator<string> {
  let before = '[';
  for await (const event of events) {
    yield `${before}\n${JSON.stringify({ ...event, at: isoOf(event) })}`;
    before = ',';
  }
  yield before === '[' ? '[]\n' : '\n]\n';
}

const isoOf = ({ at }: AuditRecord) => new Date(at).toISOString();

function textOf(value: AuditRecord['before']): string | null {
  if (value === null || typeof value === 'string') return value;
  return JSON.stringify(value);
}
