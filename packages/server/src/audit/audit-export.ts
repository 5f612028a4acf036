import { Readable } from 'node:stream';
import { writeCsv } from '../http/tables/csv-table.ts';
import type { AuditRecord } from './audit-service.ts';

export type ExportFormat = 'csv' | 'json';

const COLUMNS = ['at', 'actor', 'action', 'target', 'before', 'after', 'address', 'id'] as const;

/** Events as one file: CSV (RFC 4180, UTF-8 with its mark), or a JSON list with an event a line. */
export function streamEvents(events: AsyncIterable<AuditRecord>, format: ExportFormat): Readable {
  return Readable.from(format === 'csv' ? csv(events) : json(events));
}

const csv = (events: AsyncIterable<AuditRecord>) =>
  writeCsv({ columns: COLUMNS.map((name) => ({ name, heading: name, isTime: false })), rows: rowsOf(events) });

async function* rowsOf(events: AsyncIterable<AuditRecord>) {
  for await (const event of events) {
    const told = { ...event, at: isoOf(event), before: textOf(event.before), after: textOf(event.after) };
    yield [COLUMNS.map((name) => told[name])];
  }
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
