import type { Cell, Column, Row } from '../define-section.ts';
import type { Inventory, OtherValue } from '../inventory.ts';
import { rowKeys } from '../row-key.ts';
import type { Place, Plan, SectionPlan } from './section-plan.ts';

/** What is written below an element: a column, a section inside the row, or a group of such. */
export type WriteNode = {
  readonly name: string;
  readonly column: { readonly name: string; readonly column: Column } | null;
  readonly section: SectionPlan | null;
  readonly below: readonly WriteNode[];
};

const written = new WeakMap<Map<string, Place>, readonly WriteNode[]>();

/** Names to write below a place: of each column and section the preferred one, in the order of the definitions. */
export function writeNodes(names: Map<string, Place>): readonly WriteNode[] {
  let nodes = written.get(names);
  if (nodes === undefined) {
    nodes = [...names].flatMap(([name, place]) => toNode(name, place, new Set()));
    written.set(names, nodes);
  }
  return nodes;
}

function toNode(name: string, place: Place, seen: Set<SectionPlan>): WriteNode[] {
  const { section, column } = place;
  if (section !== null) {
    return lastName(section.path) === name && !seen.has(section) ? [{ name, column: null, section, below: [] }] : [];
  }
  const below = [...place.names].flatMap(([n, p]) => toNode(n, p, seen));
  const own = column !== null && column.rank === 0 ? { name: column.name, column: column.column } : null;
  return own === null && below.length === 0 ? [] : [{ name, column: own, section: null, below }];
}

const lastName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** Rows of a section by the key of the row they belong to, and the number of each among all rows of its section. */
export type Numbered = { readonly row: Row; readonly index: number };

/** An inventory arranged for writing. */
export class Arranged {
  private readonly inventory: Inventory;
  private readonly plan: Plan;
  private readonly children = new Map<string, Map<string, Numbered[]>>();
  private readonly keysOf = new Map<SectionPlan, readonly string[]>();
  private readonly others = new Map<string, Map<number, OtherValue[]>>();
  /** Values of sections that nothing defines, by section and row. */
  readonly unknown = new Map<string, Map<number, OtherValue[]>>();

  constructor(inventory: Inventory, plan: Plan) {
    this.inventory = inventory;
    this.plan = plan;
    for (const other of inventory.other) {
      const section = this.sectionAt(other.section);
      if (section === null) add(this.unknown, other.section, other);
      else add(this.others, section.section.name, other);
    }
  }

  rows(section: SectionPlan): readonly Row[] | undefined {
    return (this.inventory.sections as Readonly<Record<string, readonly Row[]>>)[section.section.name];
  }

  /** Values of one row that its section does not define. */
  other(section: SectionPlan, index: number): readonly OtherValue[] {
    return this.others.get(section.section.name)?.get(index) ?? [];
  }

  /** All such values of a section. */
  allOther(section: SectionPlan): readonly OtherValue[] {
    return [...(this.others.get(section.section.name)?.values() ?? [])].flat();
  }

  /** Rows of a child section that belong to the row with that key. */
  childRows(section: SectionPlan, parentKey: string): readonly Numbered[] {
    let byParent = this.children.get(section.section.name);
    if (byParent === undefined) {
      byParent = new Map();
      for (const [index, row] of (this.rows(section) ?? []).entries()) {
        const key = String(row.parentKey ?? '');
        const rows = byParent.get(key);
        if (rows === undefined) byParent.set(key, [{ row, index }]);
        else rows.push({ row, index });
      }
      this.children.set(section.section.name, byParent);
    }
    return byParent.get(parentKey) ?? [];
  }

  keys(section: SectionPlan): readonly string[] {
    let keys = this.keysOf.get(section);
    if (keys === undefined) {
      keys = rowKeys(section.section, this.rows(section) ?? []);
      this.keysOf.set(section, keys);
    }
    return keys;
  }

  private sectionAt(path: string): SectionPlan | null {
    let names = this.plan.names;
    let section: SectionPlan | null = null;
    for (const name of path.split('/')) {
      const place = names.get(name) ?? names.get(name.toUpperCase()) ?? names.get(name.toLowerCase());
      if (place === undefined) return null;
      section = place.section;
      names = place.names;
    }
    return section;
  }
}

function add(to: Map<string, Map<number, OtherValue[]>>, section: string, other: OtherValue): void {
  let rows = to.get(section);
  if (rows === undefined) {
    rows = new Map();
    to.set(section, rows);
  }
  const values = rows.get(other.row);
  if (values === undefined) rows.set(other.row, [other]);
  else values.push(other);
}

export function isNothing(cell: Cell | undefined): boolean {
  return cell === null || cell === undefined || cell === '' || (Array.isArray(cell) && cell.length === 0);
}

/** A name that may stand as an element: what comes from JSON may hold anything. */
export const isXmlName = (name: string) => /^[A-Za-z_][\w.-]*$/.test(name);
