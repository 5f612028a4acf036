import { isFormula, type TableCell } from '../csv-cell.ts';
import type { Language, Reader } from './reader.ts';
import type { Holds, Table } from './table.ts';
import { writeZip, type ZipEntry } from './zip-stream.ts';

/** What a spreadsheet holds. Source: Excel specifications and limits. */
const MOST_ROWS = 1_048_576;
const MOST_CHARACTERS = 32_767;

const BETWEEN = '; ';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** Numbers of `cellXfs` below. */
const STYLE = { plain: 0, heading: 1, time: 2, quoted: 3, day: 4 } as const;

/** How days are written. Without a language, and in English, whose readers do not agree, as everybody reads them. */
const DAYS: Readonly<Record<Language, string>> = { en: 'yyyy\\-mm\\-dd', fr: 'dd/mm/yyyy' };

const PARTS: readonly (readonly [name: string, content: string])[] = [
  [
    '[Content_Types].xml',
    `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
  ],
  [
    '_rels/.rels',
    `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    'xl/workbook.xml',
    `${XML}<workbook ${MAIN} xmlns:r="${OFFICE}"><sheets><sheet name="Muster" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  ],
];

const styles = (day: string) =>
  `${XML}<styleSheet ${MAIN}><numFmts count="2"><numFmt numFmtId="164" formatCode="${day}\\ hh:mm:ss"/><numFmt numFmtId="165" formatCode="${day}"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/><xf xfId="0" numFmtId="164" applyNumberFormat="1"/><xf xfId="0" numFmtId="49" quotePrefix="1" applyNumberFormat="1"/><xf xfId="0" numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>`;

/**
 * A workbook of one sheet (Office Open XML, ECMA-376), written while it is sent: texts stand in their cells, since a table
 * of shared texts would have to be kept until the end. Moments are in the reader's zone or in UTC, which their headings say:
 * a spreadsheet knows no zones.
 *
 * Texts are never formulas here; those that would become one when somebody edits their cell are marked as texts for good.
 */
export async function* writeXlsx(table: Table): AsyncGenerator<Buffer> {
  yield* writeZip([
    ...PARTS.map(([name, content]): ZipEntry => ({ name, content: [content] })),
    { name: 'xl/styles.xml', content: [styles(DAYS[table.reader.language ?? 'en'])] },
    { name: 'xl/worksheets/sheet1.xml', content: sheet(table) },
  ]);
}

async function* sheet({ columns, reader, rows }: Table): AsyncGenerator<string> {
  yield `${XML}<worksheet ${MAIN}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="${columns.length}" width="22" customWidth="1"/></cols><sheetData>`;
  const zone = reader.zone?.name ?? 'UTC';
  const headings = columns.map(({ heading, holds }) =>
    textCell(holds === 'moment' ? `${heading} (${zone})` : heading, STYLE.heading),
  );
  yield `<row>${headings.join('')}</row>`;
  let left = MOST_ROWS - 1;
  for await (const portion of rows) {
    const some = portion.slice(0, left);
    left -= some.length;
    yield some
      .map((row) => `<row>${row.map((value, i) => toXml(value, columns[i]?.holds ?? 'text', reader)).join('')}</row>`)
      .join('');
    if (left === 0) break;
  }
  yield '</sheetData></worksheet>';
}

function toXml(value: TableCell, holds: Holds, reader: Reader): string {
  if (value === null) return '<c/>';
  if (typeof value === 'number') return Number.isFinite(value) ? `<c><v>${value}</v></c>` : '<c/>';
  if (typeof value === 'boolean') return `<c t="b"><v>${value ? 1 : 0}</v></c>`;
  const text = typeof value === 'string' ? value : value.join(BETWEEN);
  if (holds !== 'text' && typeof value === 'string') {
    const serial = toSerial(value, holds, reader);
    if (serial !== null) return `<c s="${holds === 'day' ? STYLE.day : STYLE.time}"><v>${serial}</v></c>`;
  }
  return textCell(text, isFormula(text) ? STYLE.quoted : STYLE.plain);
}

function textCell(text: string, style: number): string {
  return `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

/** Spreadsheets know no day before 1 March 1900 that all of them count alike. */
const FIRST_SERIAL = 61;

/** Days since 1899-12-30, as spreadsheets count, on the clock that is meant; null for what is no day or moment. */
function toSerial(text: string, holds: Exclude<Holds, 'text'>, { zone }: Reader): string | null {
  const ms = Date.parse(holds === 'machineMoment' ? `${text.replace(' ', 'T')}Z` : text);
  if (Number.isNaN(ms)) return null;
  const clock = holds === 'moment' && zone !== null ? ms + zone.offsetMs(ms) : ms;
  const serial = clock / 86_400_000 + 25_569;
  return serial < FIRST_SERIAL ? null : serial.toFixed(6);
}

/** Characters that XML cannot hold become U+FFFD, and `_x0041_`, which spreadsheets would read as a character, stays a text. */
function escapeXml(text: string): string {
  return (
    text
      .slice(0, MOST_CHARACTERS)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are the ones
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
      .replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
  );
}
