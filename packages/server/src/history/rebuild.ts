import { fingerprintInput, type Row, rowIdentity, type Section } from '@muster/protocol';
import type { HistoryTable } from './history-tables.ts';

/** What of an entry is needed to undo it. */
export type UndoableEntry = Pick<HistoryTable, 'section' | 'kind' | 'row_key' | 'before' | 'after' | 'rest'>;

export type Rebuilt = {
  /** Volatile columns are null: the history does not have them. The order means nothing. */
  readonly rows: Row[];
  /** False when an entry told of a row that was not there: then the rows are a guess. */
  readonly exact: boolean;
};

/**
 * The rows of one section as they were before some entries of its history.
 *
 * @param present The rows after the newest of the entries.
 * @param entries Of this section and of the asset as a whole, newest first.
 */
export function rebuild(section: Section, present: readonly Row[], entries: readonly UndoableEntry[]): Rebuilt {
  const rows = new RowBag(section, present);
  let exact = true;
  for (const entry of entries) exact = undo(rows, entry) && exact;
  return { rows: rows.all(), exact };
}

/** @returns Whether the entry fitted the rows. */
function undo(rows: RowBag, { kind, row_key, before, after, rest }: UndoableEntry): boolean {
  if (kind === 'created') {
    rows.clear();
    return true;
  }
  if (kind === 'removed') {
    rows.add(parse(before));
    return true;
  }
  if (kind === 'added') return rows.take(parse(after)) !== undefined;
  const was = parse(before);
  const is = parse(after);
  const row = rest === null ? rows.takeOnly(row_key, is) : rows.take({ ...parse(rest), ...is }, row_key);
  if (row === undefined) return false;
  rows.add({ ...row, ...was });
  return true;
}

const parse = (json: string | null) => JSON.parse(json ?? '{}') as Row; // safe: `entriesOf` wrote it

/** A multiset of rows of one section, of which only the stable columns count. */
class RowBag {
  readonly #section: Section;
  readonly #columns: readonly string[];
  readonly #byIdentity = new Map<string, Row[]>();

  constructor(section: Section, rows: readonly Row[]) {
    this.#section = section;
    this.#columns = Object.keys(section.columns);
    for (const row of rows) this.add(row);
  }

  add(row: Row): void {
    const stable = stableRow(this.#section, this.#columns, row);
    const identity = rowIdentity(this.#section, stable);
    const group = this.#byIdentity.get(identity);
    if (group === undefined) this.#byIdentity.set(identity, [stable]);
    else group.push(stable);
  }

  /**
   * Takes one of the rows that equal this one.
   *
   * @param key Where the row's own columns do not tell whose child it is.
   */
  take(row: Row, key?: string): Row | undefined {
    const identity = key === undefined ? rowIdentity(this.#section, row) : identityOf(key);
    const group = this.#byIdentity.get(identity) ?? [];
    const parent = group[0]?.parentKey;
    const wanted = this.#text(key === undefined || parent === undefined ? row : { ...row, parentKey: parent });
    return this.#remove(
      group,
      group.findIndex((candidate) => this.#text(candidate) === wanted),
    );
  }

  /** Takes the row of a key, if it is the only one of its identity and has these cells. */
  takeOnly(key: string, cells: Row): Row | undefined {
    const group = this.#byIdentity.get(identityOf(key)) ?? [];
    const [row] = group;
    if (row === undefined || group.length > 1 || this.#text({ ...row, ...cells }) !== this.#text(row)) return undefined;
    return this.#remove(group, 0);
  }

  clear(): void {
    this.#byIdentity.clear();
  }

  all(): Row[] {
    return [...this.#byIdentity.values()].flat();
  }

  #remove(group: Row[], index: number): Row | undefined {
    return index < 0 ? undefined : group.splice(index, 1)[0];
  }

  #text(row: Row): string {
    return fingerprintInput(this.#section, [row]);
  }
}

/** The row with all columns of its section: the volatile ones, and those it does not have, are null. */
export function stableRow(section: Section, columns: readonly string[], row: Row): Row {
  const stable: Row = {};
  for (const name of columns) stable[name] = section.columns[name]?.volatile === true ? null : (row[name] ?? null);
  if (section.parent !== undefined) stable.parentKey = row.parentKey ?? '';
  return stable;
}

/** A key without its number. An identity is empty or ends with the separator of its parts. */
function identityOf(key: string): string {
  return key.slice(0, key.lastIndexOf('\u001f') + 1);
}
