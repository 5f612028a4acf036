import type { Row, RowsDiff, Section } from '@muster/protocol';
import type { HistoryTable } from './history-tables.ts';

/** One entry of the history, to be written. */
export type HistoryEntry = Pick<HistoryTable, 'section' | 'kind' | 'row_key' | 'before' | 'after'> & {
  readonly rest?: string | null;
};

/**
 * What a difference leaves in the history, in the order in which it must be undone backwards: changed, added, removed.
 */
export function entriesOf(section: Section, difference: RowsDiff): HistoryEntry[] {
  const entries: HistoryEntry[] = [];
  const entry = { section: section.name, rest: null };
  for (const { key, row } of difference.removed) {
    entries.push({ ...entry, kind: 'removed', row_key: key, before: filled(row), after: null });
  }
  for (const { key, row } of difference.added) {
    entries.push({ ...entry, kind: 'added', row_key: key, before: null, after: filled(row) });
  }
  for (const { key, before, after, columns, isShared } of difference.changed) {
    const stable = columns.filter((name) => section.columns[name]?.volatile !== true);
    entries.push({
      ...entry,
      kind: 'changed',
      row_key: key,
      before: JSON.stringify(pick(before, stable)),
      after: JSON.stringify(pick(after, stable)),
      rest: isShared ? restOf(section, after, stable) : null,
    });
  }
  return entries;
}

function restOf(section: Section, row: Row, changed: readonly string[]): string {
  const others = Object.keys(section.columns).filter(
    (name) => section.columns[name]?.volatile !== true && !changed.includes(name),
  );
  return filled(pick(row, others));
}

const filled = (row: Row) =>
  JSON.stringify(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined)));

const pick = (row: Row, names: readonly string[]): Row =>
  Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
