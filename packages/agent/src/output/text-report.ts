import type { SectionRows } from '../section-hashes.ts';
import { summarize } from '../tasks/inventory.ts';
import { shownCell, shownSections } from './shown-sections.ts';

/** Everything, for people: a summary, then each section, one value a line. */
export function textReport(found: SectionRows): string {
  const parts = shownSections(found).map(({ label, columns, rows }) => {
    const width = Math.max(...columns.map((column) => column.label.length)) + 2;
    const blocks = rows.map((row) =>
      columns
        .map(({ name, label: heading }) => ({ heading, value: shownCell(row[name]) }))
        .filter(({ value }) => value !== '')
        .map(({ heading, value }) => `  ${`${heading}:`.padEnd(width)}${oneLine(value)}`)
        .join('\n'),
    );
    const title = rows.length > 1 ? `${label} (${rows.length})` : label;
    return `${title}\n${'-'.repeat(title.length)}\n${blocks.join('\n\n')}\n`;
  });
  return `${summarize(found)}\n${parts.join('\n')}`;
}

/** A value of the machine must not look like a line of ours, nor command the terminal. */
function oneLine(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be removed.
  return value.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
}
