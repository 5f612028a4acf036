import type { Column, Row, Section } from '../define-section.ts';
import { sections } from '../sections/index.ts';
import { type CellReader, cellReader } from './read-cell.ts';

/**
 * Which names apply: XML of OCS agents, XML of FusionInventory and GLPI agents, `DEVICE` of network messages (XML too), JSON.
 */
export type Wire = 'ocs' | 'fusion' | 'device' | 'json';

export type ColumnPlan = {
  readonly name: string;
  /** Position among the columns of its section. */
  readonly index: number;
  /** 0 for the name that is written, then in order of preference. */
  readonly rank: number;
  readonly column: Column;
  readonly isList: boolean;
  readonly read: CellReader;
};

export type SectionPlan = {
  readonly section: Section;
  /** Path of the element of one row below CONTENT (or DEVICE), as written. */
  readonly path: string;
  /** A row of which nothing is known. */
  readonly blank: Row;
  readonly columnNames: readonly string[];
  /** Names below the row; sections that stand inside it included. */
  readonly names: Map<string, Place>;
  /** Readers of the two columns of a `map`. */
  readonly readName: CellReader;
  readonly readValue: CellReader;
};

/** What an element may be, by its name and place. */
export type Place = { column: ColumnPlan | null; section: SectionPlan | null; names: Map<string, Place> };

export type Plan = { readonly names: Map<string, Place>; readonly sections: ReadonlyMap<string, SectionPlan> };

const plans = new Map<Wire, Plan>();

/** The names of all sections on one wire, made once from their definitions. */
export function planFor(wire: Wire): Plan {
  let plan = plans.get(wire);
  if (plan === undefined) {
    plan = makePlan(Object.values(sections), wire);
    plans.set(wire, plan);
  }
  return plan;
}

/** As `planFor`, for any list of sections. A parent stands before its children. */
export function makePlan(all: readonly Section[], wire: Wire): Plan {
  const names = new Map<string, Place>();
  const made = new Map<string, SectionPlan>();
  for (const section of all) {
    const below = section.parent === undefined ? names : made.get(section.parent)?.names;
    const paths = sectionPaths(section, wire);
    if (below === undefined || paths.length === 0) continue;
    const parentPath = section.parent === undefined ? '' : `${made.get(section.parent)?.path}/`;
    const plan = sectionPlan(section, wire, parentPath + paths[0]);
    made.set(section.name, plan);
    for (const path of paths) {
      const place = placeAt(below, path);
      place.section ??= plan;
      // Shared by all names of the section, so that a section inside its rows is found below each of them.
      place.names = plan.names;
    }
  }
  return { names, sections: made };
}

/** Names of a column on a wire, the one that is written first. */
export function columnPaths(column: Column, wire: Wire): readonly string[] {
  if (wire === 'json') {
    if (column.json === null) return [];
    return column.json !== undefined ? list(column.json) : list(column.xml).map((path) => path.toLowerCase());
  }
  return list(wire === 'ocs' && column.ocs !== undefined ? column.ocs : column.xml);
}

const isMonthFirst = ({ monthFirst }: Column, wire: Wire) =>
  monthFirst === 'always' || (monthFirst === 'ocs' && wire === 'ocs');

/** Paths of a section's row; a child of a network device that has no path of its own there stands where it does in XML. */
function sectionPaths({ wire, parent }: Section, on: Wire): readonly string[] {
  if (on === 'json') return list(wire.json);
  if (on === 'device') return list(wire.device ?? (parent === undefined ? undefined : wire.xml));
  const paths = list(wire.xml);
  return on === 'ocs' && wire.ocs !== undefined ? [wire.ocs, ...paths.filter((path) => path !== wire.ocs)] : paths;
}

function list(names: string | readonly string[] | null | undefined): readonly string[] {
  if (names === undefined || names === null) return [];
  return typeof names === 'string' ? [names] : names;
}

/** Made at the first use: who only writes, as the agent does, needs none of some six hundred readers. */
function whenRead(make: () => CellReader): CellReader {
  let reader: CellReader | null = null;
  return (text) => {
    reader ??= make();
    return reader(text);
  };
}

function sectionPlan(section: Section, wire: Wire, path: string): SectionPlan {
  const columnNames = Object.keys(section.columns);
  const blank: Row = Object.fromEntries(columnNames.map((name) => [name, null]));
  if (section.parent !== undefined) blank.parentKey = '';
  const { name, value } = section.columns;
  const plan: SectionPlan = {
    section,
    path,
    blank,
    columnNames,
    names: new Map(),
    readName: name === undefined ? (text) => text : whenRead(() => cellReader(name)),
    readValue: value === undefined ? (text) => text : whenRead(() => cellReader(value)),
  };
  if (section.rows !== 'map') placeColumns(plan, wire);
  return plan;
}

/** A name that two columns claim belongs to the one that ranks it higher: the first name of one is no alias of another. */
function placeColumns(plan: SectionPlan, wire: Wire): void {
  for (const [index, name] of plan.columnNames.entries()) {
    const column = plan.section.columns[name];
    if (column === undefined) continue;
    for (const [rank, path] of columnPaths(column, wire).entries()) {
      const place = placeAt(plan.names, path);
      if (place.column !== null && place.column.rank <= rank) continue;
      place.column = {
        name,
        index,
        rank,
        column,
        isList: column.type === 'texts',
        read: whenRead(() => cellReader(column, isMonthFirst(column, wire))),
      };
    }
  }
}

function placeAt(names: Map<string, Place>, path: string): Place {
  let below = names;
  let place: Place | undefined;
  for (const name of path.split('/')) {
    place = below.get(name);
    if (place === undefined) {
      place = { column: null, section: null, names: new Map() };
      below.set(name, place);
    }
    below = place.names;
  }
  if (place === undefined) throw new Error('a wire name is empty');
  return place;
}
