/** Cells that a spreadsheet would run when they are pasted. Source: OWASP, CSV injection. */
const FORMULA = /^\s*[=+\-@|＝＋－＠]/u;
const NUMBER = /^[-+]?[\d.,\s]+$/;

/** A cell for the clipboard: one line, and nothing that runs. */
function toCell(text: string): string {
  const line = text.replace(/[\t\r\n]+/g, ' ').trim();
  return FORMULA.test(line) && !NUMBER.test(line) ? `'${line}` : line;
}

/** Lines of cells as spreadsheets take them from the clipboard: between tabs. */
export function toTsv(lines: readonly (readonly string[])[]): string {
  return lines.map((line) => line.map(toCell).join('\t')).join('\n');
}
