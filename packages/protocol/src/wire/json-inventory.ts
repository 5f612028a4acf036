import type { Cell, Column, Row } from '../define-section.ts';
import type { Inventory, OtherValue } from '../inventory.ts';
import { planFor, type SectionPlan } from './section-plan.ts';
import { Arranged, isNothing, type WriteNode, writeNodes } from './write-plan.ts';

type Json = string | number | boolean | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** Stands for the name of the agent, which the schema demands, where there is none. */
export const NO_AGENT = 'unknown';

/** Sections that are one object; all others are lists. */
const isSingle = (plan: SectionPlan) => plan.section.rows === 'one';

/**
 * An inventory as a GLPI inventory document.
 *
 * It validates against GLPI's schema: values that the schema would refuse, and rows without what it demands, are left out.
 * Values under "Other" go back to where they came from, but for those whose key has a type in the schema.
 */
export function encodeJsonInventory(inventory: Inventory): string {
  const plan = planFor('json');
  const writer = new Writer(new Arranged(inventory, plan), inventory.dialect !== 'glpi');
  const content: JsonObject = object();
  writer.content(writeNodes(plan.names), content);
  writer.unknownSections(content);
  content.versionclient = inventory.agent ?? NO_AGENT;
  if (inventory.oldDeviceId !== null) content.old_deviceid = inventory.oldDeviceId;
  return JSON.stringify({
    action: 'inventory',
    deviceid: inventory.deviceId,
    itemtype: inventory.itemType,
    ...(inventory.partial ? { partial: true } : {}),
    ...(inventory.tag === null ? {} : { tag: inventory.tag }),
    content,
  });
}

/** Keys come from agents: without prototype none of them can be special. */
function object(): JsonObject {
  return Object.create(null) as JsonObject;
}

class Writer {
  private readonly arranged: Arranged;
  /** Names of other values came from XML, where they are in capitals. */
  private readonly isFromXml: boolean;

  constructor(arranged: Arranged, isFromXml: boolean) {
    this.arranged = arranged;
    this.isFromXml = isFromXml;
  }

  content(nodes: readonly WriteNode[], into: JsonObject): void {
    for (const { name, section, below } of nodes) {
      if (section !== null) this.section(name, section, into);
      else {
        const inner = object();
        this.content(below, inner);
        if (Object.keys(inner).length > 0) into[name] = inner;
      }
    }
  }

  unknownSections(into: JsonObject): void {
    for (const [path, rows] of this.arranged.unknown) {
      if (path === '' || path.includes('/')) continue;
      const key = this.otherName(path);
      if (Object.hasOwn(into, key)) continue;
      const items = [...rows.values()].map((values) => {
        const [only] = values;
        if (values.length === 1 && only?.path === '') return only.value;
        const item = object();
        this.addOther(item, values, new Set());
        return item;
      });
      const [first] = items;
      if (first !== undefined) into[key] = items.length === 1 ? first : items;
    }
  }

  private section(name: string, plan: SectionPlan, into: JsonObject): void {
    const rows = this.arranged.rows(plan);
    if (rows === undefined) return;
    const numbered = rows.map((row, index) => ({ row, index }));
    const items = this.items(plan, numbered);
    if (!isSingle(plan)) into[name] = items;
    else if (items[0] !== undefined) into[name] = items[0];
    // An object with required keys cannot be sent empty.
    else if (rows.length === 0 && !hasRequired(writeNodes(plan.names))) into[name] = object();
  }

  private items(plan: SectionPlan, rows: readonly { row: Row; index: number }[]): JsonObject[] {
    if (plan.section.rows === 'map') {
      const item = this.map(plan, rows);
      return Object.keys(item).length === 0 ? [] : [item];
    }
    return rows.flatMap(({ row, index }) => {
      const item = object();
      if (!this.columns(plan, writeNodes(plan.names), row, index, item)) return [];
      this.addOther(item, this.arranged.other(plan, index), plan.names);
      return Object.keys(item).length === 0 ? [] : [item];
    });
  }

  /** False where something is missing that the schema demands. */
  private columns(plan: SectionPlan, nodes: readonly WriteNode[], row: Row, index: number, into: JsonObject): boolean {
    for (const { name, column, section, below } of nodes) {
      if (section !== null) {
        const key = this.arranged.keys(plan)[index] ?? '';
        const items = this.items(section, this.arranged.childRows(section, key));
        if (items.length > 0) into[name] = isSingle(section) ? (items[0] ?? []) : items;
        continue;
      }
      if (column !== null) {
        const value = cellToJson(column.column, row[column.name]);
        if (value !== undefined) into[name] = value;
        else if (column.column.jsonRequired === true) return false;
      }
      if (below.length === 0) continue;
      const inner = object();
      // A group without what it demands is left out; its row stays.
      if (this.columns(plan, below, row, index, inner) && Object.keys(inner).length > 0) into[name] = inner;
    }
    return true;
  }

  private map(plan: SectionPlan, rows: readonly { row: Row }[]): JsonObject {
    const item = object();
    const column = plan.section.columns.value;
    for (const { row } of rows) {
      const value = column === undefined ? undefined : cellToJson(column, row.value);
      if (value !== undefined && typeof row.name === 'string') item[row.name] = value;
    }
    this.addOther(item, this.arranged.allOther(plan), new Set());
    return item;
  }

  private otherName(name: string): string {
    return this.isFromXml ? name.toLowerCase() : name;
  }

  private addOther(into: JsonObject, values: readonly OtherValue[], known: { has(name: string): boolean }): void {
    for (const { path, value } of values) {
      const names = path.split('/').map((name) => this.otherName(name));
      const last = names.pop();
      if (path === '' || last === undefined || known.has(names[0] ?? last)) continue;
      let at: JsonObject | undefined = into;
      for (const name of names) at = at === undefined ? undefined : objectAt(at, name);
      if (at === undefined) continue;
      const had = at[last];
      if (had === undefined) at[last] = value;
      else if (Array.isArray(had)) had.push(value);
      else if (typeof had !== 'object') at[last] = [had, value];
    }
  }
}

function objectAt(parent: JsonObject, name: string): JsonObject | undefined {
  const had = parent[name];
  if (had === undefined) {
    const made = object();
    parent[name] = made;
    return made;
  }
  return typeof had === 'object' && !Array.isArray(had) ? (had as JsonObject) : undefined;
}

function hasRequired(nodes: readonly WriteNode[]): boolean {
  return nodes.some(({ column }) => column?.column.jsonRequired === true);
}

/** The value as the schema has it; undefined where there is none, or none that it lets through. */
function cellToJson(column: Column, cell: Cell | undefined): Json | undefined {
  if (cell === null || cell === undefined || isNothing(cell)) return undefined;
  const isLegal = (value: Json) => column.jsonPattern === undefined || pattern(column.jsonPattern).test(String(value));
  if (!Array.isArray(cell)) {
    const value = scalarToJson(column, cell as string | number | boolean);
    return value !== undefined && isLegal(value) ? value : undefined;
  }
  const items = cell.filter(isLegal);
  if (items.length === 0) return undefined;
  return column.jsonAs === 'integer' ? items.map(Number).filter(Number.isSafeInteger) : items;
}

function scalarToJson(column: Column, scalar: string | number | boolean): Json | undefined {
  if (column.jsonAs === 'string') return String(scalar);
  if (column.jsonAs === 'integer') {
    const value = Math.round(Number(scalar));
    return Number.isSafeInteger(value) ? value : undefined;
  }
  return scalar;
}

const patterns = new Map<string, RegExp>();

function pattern(source: string): RegExp {
  let made = patterns.get(source);
  if (made === undefined) {
    made = new RegExp(source);
    patterns.set(source, made);
  }
  return made;
}
