import { type Column, type Row, type Section, sections } from '@muster/protocol';
import type { SectionRows } from '../section-hashes.ts';

/** A section as people read it. */
export type ShownSection = {
  readonly label: string;
  /** Columns of which some row says something. */
  readonly columns: readonly { readonly name: string; readonly label: string }[];
  readonly rows: readonly Row[];
};

const defined: readonly Section[] = Object.values(sections);

/** Sections that have rows, in the order of their definition. */
export function shownSections(found: SectionRows): ShownSection[] {
  return defined.flatMap((section) => {
    const rows = found[section.name as keyof SectionRows] ?? []; // safe: names of the registry
    if (rows.length === 0) return [];
    const columns = Object.entries<Column>(section.columns)
      .filter(([name]) => rows.some((row) => shownCell(row[name]) !== ''))
      .map(([name, { label, unit }]) => ({ name, label: unit === undefined ? label : `${label} (${unit})` }));
    return [{ label: section.label, columns, rows }];
  });
}

export function shownCell(value: Row[string] | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'object' ? value.join(', ') : String(value);
}
