import type { Cell, Row } from '../define-section.ts';
import type { Inventory, OtherValue } from '../inventory.ts';
import { LIMITS } from '../limits.ts';
import { rowKeys } from '../row-key.ts';
import type { ColumnPlan, Place, Plan, SectionPlan } from './section-plan.ts';
import type { XmlElement } from './xml.ts';

export type ReadSections = Pick<Inventory, 'sections' | 'other' | 'otherTruncated'>;

export type ReadOptions = {
  /** Takes elements that are no section; returns true for those that it took. */
  readonly handled?: (path: string, element: XmlElement) => boolean;
  /**
   * Told of every value that is not kept: `again` for one that came under two names of a column (SERIAL, SERIALNUMBER),
   * `nothing` for `N/A` and the like in a column that is no text.
   */
  readonly onDropped?: (value: OtherValue, why: 'again' | 'nothing') => void;
};

/**
 * Rows of all sections among the children of an element.
 *
 * What no section defines, and what its column cannot hold, is kept in `other`. An element without any value makes its section
 * present, but is no row.
 */
export function readSections(elements: readonly XmlElement[], plan: Plan, options: ReadOptions = {}): ReadSections {
  const reading = new Reading(plan, options);
  reading.content(elements);
  return reading.result();
}

/** The row being read. `set` tells for each column whether, and by which of its names, it has a value. */
type Target = {
  readonly plan: SectionPlan;
  readonly row: Row;
  readonly index: number;
  /** Rank + 1 of the name that a column's value came by; 0 for none. */
  readonly ranks: number[];
  readonly raws: string[];
};

class Reading {
  private readonly plan: Plan;
  private readonly options: ReadOptions;
  private readonly rows = new Map<string, Row[]>();
  /** For each row of a child section the number of its parent's row. */
  private readonly parents = new Map<string, number[]>();
  private readonly other: OtherValue[] = [];
  private truncated = false;
  /** Values seen so far; a row during which it does not grow is empty. */
  private values = 0;
  /** How often an element that is no section has come. */
  private readonly counts = new Map<string, number>();

  constructor(plan: Plan, options: ReadOptions) {
    this.plan = plan;
    this.options = options;
  }

  result(): ReadSections {
    for (const [name, parents] of this.parents) this.nameParents(name, parents);
    return {
      sections: Object.fromEntries(this.rows),
      other: this.other,
      otherTruncated: this.truncated,
    };
  }

  content(elements: readonly XmlElement[], names = this.plan.names, path = ''): void {
    for (const element of elements) {
      const at = path + element.name;
      if (this.options.handled?.(at, element)) continue;
      const place = find(names, element.name);
      if (place?.section) this.section(element, place.section, at, -1);
      else if (place !== undefined && place.names.size > 0) this.group(element, place, at);
      else this.unknownSection(element, at);
    }
  }

  /** An element that only holds sections, such as `DOWNLOAD` around `HISTORY`. */
  private group(element: XmlElement, place: Place, path: string): void {
    if (element.text !== '') this.keep(path, this.count(path), '', element.text);
    this.content(element.children, place.names, `${path}/`);
  }

  private unknownSection(element: XmlElement, path: string): void {
    this.keepAll(path, this.count(path), '', element);
  }

  private section(element: XmlElement, plan: SectionPlan, path: string, parentIndex: number): void {
    const { section } = plan;
    let rows = this.rows.get(section.name);
    if (rows === undefined) {
      rows = [];
      this.rows.set(section.name, rows);
    }
    if (element.children.length === 0 && element.text === '') return;
    if (section.rows === 'map') {
      this.mapRows(element, plan, path, rows, parentIndex);
      return;
    }
    if (rows.length >= LIMITS.rowsPerSection) {
      this.truncated = true;
      return;
    }
    const first = section.rows === 'one' && section.parent === undefined ? rows[0] : undefined;
    const target = first === undefined ? newTarget(plan, rows.length) : targetOf(plan, first);
    const before = this.values;
    if (element.text !== '') this.keep(path, target.index, '', element.text);
    if (element.children.length > 0) this.columns(element.children, plan.names, target, path, '');
    if (first !== undefined || this.values === before) return;
    rows.push(target.row);
    this.addParent(plan, parentIndex);
  }

  private columns(
    elements: readonly XmlElement[],
    names: Map<string, Place>,
    target: Target,
    sectionPath: string,
    path: string,
  ): void {
    for (const element of elements) {
      const place = find(names, element.name);
      if (place === undefined) {
        this.keepAll(sectionPath, target.index, path + element.name, element);
        continue;
      }
      if (place.section !== null) {
        this.section(element, place.section, `${sectionPath}/${path}${element.name}`, target.index);
        continue;
      }
      if (element.text !== '') {
        if (place.column !== null) this.cell(place.column, element.text, target, sectionPath, path + element.name);
        else this.keep(sectionPath, target.index, path + element.name, element.text);
      }
      if (element.children.length > 0) {
        this.columns(element.children, place.names, target, sectionPath, `${path}${element.name}/`);
      }
    }
  }

  private cell(column: ColumnPlan, text: string, target: Target, sectionPath: string, path: string): void {
    const value = column.read(text);
    this.values++;
    if (value === undefined) {
      this.keep(sectionPath, target.index, path, text);
      return;
    }
    if (value === null) {
      this.drop('nothing', sectionPath, target.index, path, text);
      return;
    }
    const { row, ranks, raws } = target;
    const had = ranks[column.index] ?? 0;
    if (column.isList) {
      if (!addItem(column, String(value), target)) this.drop('again', sectionPath, target.index, path, text);
      return;
    }
    if (had === 0) {
      row[column.name] = value;
      ranks[column.index] = column.rank + 1;
      raws[column.index] = text;
      return;
    }
    if (row[column.name] === value) {
      this.drop('again', sectionPath, target.index, path, text);
      return;
    }
    if (column.rank + 1 >= had) {
      this.keep(sectionPath, target.index, path, text);
      return;
    }
    // The better name comes second: what the other said moves aside.
    this.keep(
      sectionPath,
      target.index,
      this.nameOf(target, column, had - 1),
      raws[column.index] ?? String(row[column.name]),
    );
    row[column.name] = value;
    ranks[column.index] = column.rank + 1;
    raws[column.index] = text;
  }

  private mapRows(element: XmlElement, plan: SectionPlan, path: string, rows: Row[], parentIndex: number): void {
    const { name, value } = plan.section.columns;
    const index = rows.length;
    if (element.text !== '') this.keep(path, index, '', element.text);
    for (const child of element.children) {
      if (child.children.length > 0 || child.text === '' || name === undefined || value === undefined) {
        this.keepAll(path, index, child.name, child);
        continue;
      }
      this.values++;
      const cell = plan.readValue(child.text);
      if (cell === undefined || rows.length >= LIMITS.rowsPerSection) this.keep(path, index, child.name, child.text);
      else if (cell === null) this.drop('nothing', path, index, child.name, child.text);
      else {
        rows.push({ ...plan.blank, name: plan.readName(child.name) as Cell, value: cell });
        this.addParent(plan, parentIndex);
      }
    }
  }

  /** All values of an element that nothing defines. */
  private keepAll(section: string, row: number, path: string, element: XmlElement): void {
    if (element.text !== '') this.keep(section, row, path, element.text);
    const below = path === '' ? '' : `${path}/`;
    for (const child of element.children) this.keepAll(section, row, below + child.name, child);
  }

  private keep(section: string, row: number, path: string, value: string): void {
    this.values++;
    if (this.other.length >= LIMITS.otherValues) this.truncated = true;
    else this.other.push({ section, row, path, value });
  }

  private drop(why: 'again' | 'nothing', section: string, row: number, path: string, value: string): void {
    this.options.onDropped?.({ section, row, path, value }, why);
  }

  private count(path: string): number {
    const count = this.counts.get(path) ?? 0;
    this.counts.set(path, count + 1);
    return count;
  }

  private addParent(plan: SectionPlan, parentIndex: number): void {
    if (plan.section.parent === undefined) return;
    const parents = this.parents.get(plan.section.name);
    if (parents === undefined) this.parents.set(plan.section.name, [parentIndex]);
    else parents.push(parentIndex);
  }

  private nameParents(name: string, parents: readonly number[]): void {
    const parent = this.plan.sections.get(this.plan.sections.get(name)?.section.parent ?? '');
    if (parent === undefined) return;
    const keys = rowKeys(parent.section, this.rows.get(parent.section.name) ?? []);
    for (const [i, row] of (this.rows.get(name) ?? []).entries()) row.parentKey = keys[parents[i] ?? -1] ?? '';
  }

  private nameOf({ plan }: Target, column: ColumnPlan, rank: number): string {
    return (
      pathOf(plan.names, (place) => place.column?.name === column.name && place.column.rank === rank) ?? column.name
    );
  }
}

/** False where the list has it already under another name: IP and IPS/IP are one list. */
function addItem(column: ColumnPlan, item: string, { row, ranks }: Target): boolean {
  const list = row[column.name];
  const rank = column.rank + 1;
  if (!Array.isArray(list)) {
    row[column.name] = [item];
    ranks[column.index] = rank;
    return true;
  }
  if (ranks[column.index] !== rank && list.includes(item)) return false;
  list.push(item);
  return true;
}

function newTarget(plan: SectionPlan, index: number): Target {
  return { plan, row: { ...plan.blank }, index, ranks: [], raws: [] };
}

/** The second element of a section that has one row adds to the first. */
function targetOf(plan: SectionPlan, row: Row): Target {
  const ranks = plan.columnNames.map((name) => (row[name] === null ? 0 : 1));
  return { plan, row, index: 0, ranks, raws: [] };
}

/** Wire names are matched as they are, then in capitals and in small letters, as some agents write `Name`. */
function find(names: Map<string, Place>, name: string): Place | undefined {
  return names.get(name) ?? names.get(name.toUpperCase()) ?? names.get(name.toLowerCase());
}

function pathOf(names: Map<string, Place>, wanted: (place: Place) => boolean): string | null {
  for (const [name, place] of names) {
    if (wanted(place)) return name;
    if (place.section !== null) continue;
    const below = pathOf(place.names, wanted);
    if (below !== null) return `${name}/${below}`;
  }
  return null;
}
