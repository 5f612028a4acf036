import { Readable } from 'node:stream';
import type { AssetSummary } from './asset-service.ts';

/** Rows read at once: memory stays flat whatever the size of the fleet. */
const PAGE = 500;

const COLUMNS = [
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
] as const satisfies readonly (keyof AssetSummary)[];

type ReadPage = (limit: number, offset: number) => Promise<{ items: AssetSummary[] }>;

/** A list of assets as CSV (RFC 4180, UTF-8 with the mark that spreadsheets look for), a page at a time. */
export function streamCsv(readPage: ReadPage): Readable {
  return Readable.from(lines(readPage));
}

async function* lines(readPage: ReadPage): AsyncGenerator<string> {
  yield `\uFEFF${COLUMNS.join(',')}\r\n`;
  for (let offset = 0; ; offset += PAGE) {
    const { items } = await readPage(PAGE, offset);
    if (items.length > 0) yield items.map(toLine).join('');
    if (items.length < PAGE) return;
  }
}

const toLine = (asset: AssetSummary) => `${COLUMNS.map((name) => toCell(asset[name])).join(',')}\r\n`;

/**
 * One cell. Spreadsheets run a cell that begins with = + - @ or a control character as a formula, also from a quoted one;
 * the apostrophe makes it a text. Source: OWASP, CSV injection.
 */
export function toCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const harmless = /^\s*[=+\-@\t\r|]/.test(value) ? `'${value}` : value;
  return `"${harmless.replaceAll('"', '""')}"`;
}
