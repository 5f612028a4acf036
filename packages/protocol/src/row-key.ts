import type { Row, Section } from './define-section.ts';

/** Between the parts of a key: never in agent text, from which control characters are removed. */
const SEPARATOR = '\u001f';

/** The identity of one row as one text, without regard to its neighbours. */
export function rowIdentity(section: Section, row: Row): string {
  let key = section.parent === undefined ? '' : `${row.parentKey ?? ''}${SEPARATOR}`;
  for (const name of section.identity) {
    const value = row[name];
    key += (value === null || value === undefined ? '' : String(value)) + SEPARATOR;
  }
  return key;
}

/**
 * A key for each row, unique within the section: its identity, and a number where several rows share one.
 *
 * The number counts in the order of the rows, so equal rows keep their keys as long as the agent keeps its order.
 */
export function rowKeys(section: Section, rows: readonly Row[]): string[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const identity = rowIdentity(section, row);
    const count = seen.get(identity) ?? 0;
    seen.set(identity, count + 1);
    return numberedKey(identity, count);
  });
}

/** The key of a row of which there are so many namesakes before it. */
export function numberedKey(identity: string, before: number): string {
  return before === 0 ? identity : `${identity}#${before + 1}`;
}
