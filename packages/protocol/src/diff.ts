import type { Cell, Row, Section } from './define-section.ts';
import { numberedKey, rowIdentity } from './row-key.ts';

export type KeyedRow = { readonly key: string; readonly row: Row };
export type ChangedRow = {
  /** Key of the row in `before`. */
  readonly key: string;
  readonly before: Row;
  readonly after: Row;
  /** Columns that differ, volatile ones included. */
  readonly columns: readonly string[];
  /** Several rows have its identity now. */
  readonly isShared: boolean;
};

/** What became of the rows of one section. The rows are the very objects that were given. */
export type RowsDiff = {
  readonly added: readonly KeyedRow[];
  readonly changed: readonly ChangedRow[];
  readonly removed: readonly KeyedRow[];
  /** Rows of which only volatile columns differ: to be kept current, but no change of the machine. */
  readonly volatileOnly: readonly ChangedRow[];
};

/**
 * Compares the rows of one section in two inventories, without regard to their order.
 *
 * Rows are the same thing by the section's identity. Where several share one, equal rows are paired first, then those
 * of which only volatile columns differ, and the rest in their order: so a reordering is no change, and the loss of one of them
 * is told as the loss of that one.
 */
export function diffRows(section: Section, before: readonly Row[], after: readonly Row[]): RowsDiff {
  const columns = Object.keys(section.columns);
  const isStable = (name: string) => section.volatile !== true && section.columns[name]?.volatile !== true;
  const stable = columns.filter(isStable);
  const changed: ChangedRow[] = [];
  const volatileOnly: ChangedRow[] = [];
  const compare = (key: string, old: Row, row: Row, isShared: boolean) => {
    if (old === row) return;
    const different = columns.filter((name) => !sameCell(old[name], row[name]));
    if (different.length === 0) return;
    (different.some(isStable) ? changed : volatileOnly).push({
      key,
      before: old,
      after: row,
      columns: different,
      isShared,
    });
  };

  const waiting = grouped(section, before);
  const added: KeyedRow[] = [];
  const removed: KeyedRow[] = [];
  for (const [identity, rows] of grouped(section, after)) {
    const old = waiting.get(identity) ?? [];
    waiting.delete(identity);
    for (const [was, is] of pairs([columns, stable], old, rows)) {
      if (was === undefined && is !== undefined) added.push(is);
      else if (was !== undefined && is === undefined) removed.push(was);
      else if (was !== undefined && is !== undefined) compare(was.key, was.row, is.row, rows.length > 1);
    }
  }
  removed.push(...[...waiting.values()].flat());
  return { added, changed, removed, volatileOnly };
}

/** One text for the stable columns of all rows: equal if and only if nothing but order and volatile columns differs. */
export function fingerprintInput(section: Section, rows: readonly Row[]): string {
  const names = Object.keys(section.columns).filter((name) => section.columns[name]?.volatile !== true);
  return section.volatile === true ? '' : canonical(section, names, rows);
}

/** The same for the volatile columns, each row with its identity. */
export function volatileInput(section: Section, rows: readonly Row[]): string {
  const names = Object.keys(section.columns).filter(
    (name) => section.volatile === true || section.columns[name]?.volatile === true,
  );
  return names.length === 0 ? '' : canonical(section, [...section.identity, ...names], rows);
}

/** Control characters never stand in agent text, so they part cells and rows without escaping. */
const CELL = '\u001f';
const ITEM = '\u001e';
const ROW = '\u001d';

function canonical(section: Section, names: readonly string[], rows: readonly Row[]): string {
  const isChild = section.parent !== undefined;
  const lines = rows.map((row) => {
    let line = isChild ? String(row.parentKey ?? '') : '';
    for (const name of names) line += CELL + cellText(row[name]);
    return line;
  });
  // Agents list in the same order mostly, which makes this one pass.
  return lines.sort().join(ROW);
}

function cellText(cell: Cell | undefined): string {
  if (typeof cell === 'string') return cell;
  if (cell === null || cell === undefined) return '';
  return Array.isArray(cell) ? cell.join(ITEM) : String(cell);
}

function grouped(section: Section, rows: readonly Row[]): Map<string, KeyedRow[]> {
  const groups = new Map<string, KeyedRow[]>();
  for (const row of rows) {
    const identity = rowIdentity(section, row);
    const group = groups.get(identity);
    if (group === undefined) groups.set(identity, [{ key: numberedKey(identity, 0), row }]);
    else group.push({ key: numberedKey(identity, group.length), row });
  }
  return groups;
}

type Pair = readonly [KeyedRow | undefined, KeyedRow | undefined];

/**
 * Pairs the rows of one identity: those that equal in the first columns, then in the next, then the rest in their order; what
 * is left over has no partner.
 */
function pairs(
  equalIn: readonly (readonly string[])[],
  before: readonly KeyedRow[],
  after: readonly KeyedRow[],
): Pair[] {
  if (before.length <= 1 && after.length <= 1) return [[before[0], after[0]]];
  const paired: Pair[] = [];
  let [left, open] = [before, after];
  for (const columns of equalIn) {
    if (left.length === 0 || open.length === 0) break;
    const found = equalPairs(columns, left, open);
    paired.push(...found.paired);
    ({ left, open } = found);
  }
  const length = Math.max(left.length, open.length);
  for (let i = 0; i < length; i++) paired.push([left[i], open[i]]);
  return paired;
}

/** Pairs rows that are equal in some columns; what has no equal is left in its order. */
function equalPairs(columns: readonly string[], before: readonly KeyedRow[], after: readonly KeyedRow[]) {
  // A thousand namesakes would be compared a million times: found by their text instead.
  const byText = new Map<string, KeyedRow[]>();
  for (const old of before.toReversed()) {
    const text = rowText(columns, old.row);
    const same = byText.get(text);
    if (same === undefined) byText.set(text, [old]);
    else same.push(old);
  }
  const paired: Pair[] = [];
  const open: KeyedRow[] = [];
  for (const row of after) {
    const equal = byText.get(rowText(columns, row.row))?.pop(); // the first of them, as they stand reversed
    if (equal === undefined) open.push(row);
    else paired.push([equal, row]);
  }
  const rest = new Set([...byText.values()].flat());
  return { paired, open, left: before.filter((old) => rest.has(old)) };
}

function rowText(columns: readonly string[], row: Row): string {
  return columns.map((name) => cellText(row[name])).join(CELL);
}

/** Nothing, an empty text and an empty list are the same: databases do not tell them apart. */
function sameCell(a: Cell | undefined, b: Cell | undefined): boolean {
  return a === b || cellText(a) === cellText(b);
}
