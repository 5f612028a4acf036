/** Between the values of one cell. */
const BETWEEN = '; ';

/** What stands in a cell; several texts where a machine has several. */
export type TableCell = string | number | boolean | null | readonly string[];

/**
 * One cell of a CSV file (RFC 4180). Spreadsheets run a cell that begins with = + - @ or a control character as a formula,
 * also from a quoted one; the apostrophe makes it a text. Source: OWASP, CSV injection.
 */
export function toCell(value: TableCell): string {
  if (value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : value.join(BETWEEN);
  const harmless = isFormula(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/** Whether a spreadsheet would run a text; some take the wide forms of East Asian keyboards, too. */
export const isFormula = (text: string) => /^\s*[=+\-@\t\r|＝＋－＠]/u.test(text);
