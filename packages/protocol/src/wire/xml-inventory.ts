import type { Cell, Column, Row } from '../define-section.ts';
import type { Inventory, OtherValue } from '../inventory.ts';
import { withSummary } from './hardware-summary.ts';
import { writeOcsAddresses } from './ocs-addresses.ts';
import { writeOcsControllers } from './ocs-controllers.ts';
import { planFor, type SectionPlan } from './section-plan.ts';
import { Arranged, isNothing, isXmlName, type WriteNode, writeNodes } from './write-plan.ts';
import { escapeText, writeElement, XML_HEAD, type XmlOutput } from './xml.ts';
import { xmlTexts } from './xml-cell.ts';

/**
 * An inventory as an `INVENTORY` request in XML.
 *
 * Names and date formats are those of the dialect. Flags are 1 and 0, empty values are left out. Values under "Other" go back
 * to where they came from.
 */
export function encodeXmlInventory(inventory: Inventory, dialect: 'ocs' | 'fusion'): string {
  return [...xmlInventoryPieces(inventory, dialect)].join('');
}

/** The same in pieces, a row or a few elements each, so that whoever writes it down need not hold all of it. */
export function* xmlInventoryPieces(inventory: Inventory, dialect: 'ocs' | 'fusion'): Generator<string> {
  const summed = withSummary(inventory);
  const whole =
    dialect === 'ocs' ? { ...summed, sections: writeOcsControllers(writeOcsAddresses(summed.sections)) } : summed;
  const plan = planFor(dialect);
  const writer = new Writer(new Arranged(whole, plan), dialect, whole.dialect === 'glpi');
  const head: XmlOutput[] = [];
  if (dialect === 'fusion' && whole.agent !== null) head.push(leaf('VERSIONCLIENT', whole.agent));
  if (whole.oldDeviceId !== null) head.push(leaf('OLD_DEVICEID', whole.oldDeviceId));
  if (whole.tag !== null && !hasTag(whole, plan.names.get('ACCOUNTINFO')?.section ?? null)) {
    head.push({ name: 'ACCOUNTINFO', children: [leaf('KEYNAME', 'TAG'), leaf('KEYVALUE', whole.tag)] });
  }
  yield `${XML_HEAD}<REQUEST>\n`;
  yield writeAll(writer.besideContent(), INSIDE_REQUEST);
  let isEmpty = true;
  for (const piece of contentPieces(head, writer, plan)) {
    if (piece === '') continue;
    if (isEmpty) yield `${INSIDE_REQUEST}<CONTENT>\n`;
    isEmpty = false;
    yield piece;
  }
  yield isEmpty ? `${INSIDE_REQUEST}<CONTENT/>\n` : `${INSIDE_REQUEST}</CONTENT>\n`;
  yield writeAll([leaf('DEVICEID', whole.deviceId), leaf('QUERY', 'INVENTORY')], INSIDE_REQUEST);
  yield '</REQUEST>\n';
}

function* contentPieces(head: readonly XmlOutput[], writer: Writer, plan: ReturnType<typeof planFor>) {
  yield writeAll(head, INSIDE_CONTENT);
  for (const node of writeNodes(plan.names)) yield* writer.pieces(node, INSIDE_CONTENT);
  yield writeAll(writer.unknownSections(), INSIDE_CONTENT);
}

const INSIDE_REQUEST = '  ';
const INSIDE_CONTENT = '    ';

const writeAll = (elements: readonly XmlOutput[], indent: string) =>
  elements.reduce((text, element) => text + writeElement(element, indent), '');

/** An element around what is already written. */
function around(name: string, text: string, inner: string, indent: string): string {
  if (inner !== '') return `${indent}<${name}>${escapeText(text)}\n${inner}${indent}</${name}>\n`;
  return text === '' ? `${indent}<${name}/>\n` : `${indent}<${name}>${escapeText(text)}</${name}>\n`;
}

const leaf = (name: string, text: string): XmlOutput => ({ name, text });

function hasTag({ sections }: Inventory, account: SectionPlan | null): boolean {
  const key = account?.names.get('KEYNAME')?.column?.name;
  if (account === null || key === undefined) return false;
  const rows = (sections as Readonly<Record<string, readonly Row[]>>)[account.section.name] ?? [];
  return rows.some((row) => String(row[key] ?? '').toUpperCase() === 'TAG');
}

/** Writes rows as text at once: a tree of them would be the largest thing that an agent ever holds. */
class Writer {
  private readonly arranged: Arranged;
  private readonly dialect: 'ocs' | 'fusion';
  /** Names of other values came from JSON, where they are in small letters. */
  private readonly isFromJson: boolean;

  constructor(arranged: Arranged, dialect: 'ocs' | 'fusion', isFromJson: boolean) {
    this.arranged = arranged;
    this.dialect = dialect;
    this.isFromJson = isFromJson;
  }

  /** A section row by row, or what lies below a name that is none, in one piece. */
  *pieces({ name, section, below }: WriteNode, indent: string): Generator<string> {
    if (section !== null) {
      yield* this.section(name, section, indent);
      return;
    }
    let inner = '';
    for (const node of below) for (const piece of this.pieces(node, `${indent}  `)) inner += piece;
    if (inner !== '') yield around(name, '', inner, indent);
  }

  unknownSections(): XmlOutput[] {
    return [...this.arranged.unknown].flatMap(([path, rows]) => {
      if (path === '') return [];
      const names = path.split('/').map((name) => this.otherName(name));
      if (!names.every(isXmlName)) return [];
      return [...rows.values()].map((values) => wrap(names, this.otherValues(values)));
    });
  }

  besideContent(): XmlOutput[] {
    const values = [...(this.arranged.unknown.get('')?.values() ?? [])].flat();
    return this.otherValues(values).children?.slice() ?? [];
  }

  private *section(name: string, plan: SectionPlan, indent: string): Generator<string> {
    const rows = this.arranged.rows(plan);
    if (rows === undefined) return;
    if (plan.section.rows === 'map') {
      const numbered = rows.map((row, index) => ({ row, index }));
      yield writeElement(this.map(name, plan, numbered), indent);
      return;
    }
    if (rows.length === 0) yield around(name, '', '', indent);
    for (const [index, row] of rows.entries()) yield this.row(name, plan, row, index, indent);
  }

  private row(name: string, plan: SectionPlan, row: Row, index: number, indent: string): string {
    const deeper = `${indent}  `;
    const columns = this.columns(plan, writeNodes(plan.names), row, index, deeper);
    const others = this.arranged.other(plan, index);
    if (others.length === 0) return around(name, '', columns, indent);
    const other = this.otherValues(others);
    return around(name, other.text ?? '', columns + writeAll(other.children ?? [], deeper), indent);
  }

  /** `index`: number of the row in its section. */
  private columns(plan: SectionPlan, nodes: readonly WriteNode[], row: Row, index: number, indent: string): string {
    let written = '';
    for (const node of nodes) {
      const { column, section, below } = node;
      if (section !== null) {
        // Keys are asked for only here: most sections have none below them, and thousands of rows.
        written += this.childSection(node.name, section, this.arranged.keys(plan)[index] ?? '', indent);
      } else if (column !== null) {
        const cell = row[column.name];
        // Most cells are numbers or missing: they are done with here, since an agent is not there long enough to be optimized.
        if (typeof cell === 'number') written += `${indent}<${node.name}>${cell}</${node.name}>\n`;
        else if (cell !== null && cell !== undefined)
          written += this.cells(node.name, plan, column.column, cell, indent);
      }
      if (below.length === 0) continue;
      const inner = this.columns(plan, below, row, index, `${indent}  `);
      if (inner !== '') written += around(node.name, '', inner, indent);
    }
    return written;
  }

  private cells(name: string, plan: SectionPlan, column: Column, cell: Cell, indent: string): string {
    let written = '';
    for (const text of xmlTexts({ dialect: this.dialect, path: plan.path, name }, column, cell))
      written += text === '' ? `${indent}<${name}/>\n` : `${indent}<${name}>${escapeText(text)}</${name}>\n`;
    return written;
  }

  private childSection(name: string, plan: SectionPlan, parentKey: string, indent: string): string {
    const rows = this.arranged.childRows(plan, parentKey);
    if (rows.length === 0) return '';
    if (plan.section.rows === 'map') return writeElement(this.map(name, plan, rows), indent);
    return rows.reduce((text, { row, index }) => text + this.row(name, plan, row, index, indent), '');
  }

  private map(name: string, plan: SectionPlan, rows: readonly { row: Row }[]): XmlOutput {
    const isLower = plan.section.columns.name?.letters === 'lower';
    const pairs = rows.flatMap(({ row }) => {
      const key = isLower ? String(row.name ?? '').toUpperCase() : String(row.name ?? '');
      return isXmlName(key) && !isNothing(row.value) ? [leaf(key, String(row.value))] : [];
    });
    const other = this.otherValues(this.arranged.allOther(plan));
    return { name, text: other.text ?? '', children: [...pairs, ...(other.children ?? [])] };
  }

  private otherName(name: string): string {
    return this.isFromJson ? name.toUpperCase() : name;
  }

  /** Values under "Other" of one row, as the tree they were. */
  private otherValues(values: readonly OtherValue[]): XmlOutput {
    const top: Tree = { name: '', text: '', children: [] };
    for (const { path, value } of values) {
      const names = path === '' ? [] : path.split('/').map((name) => this.otherName(name));
      if (!names.every(isXmlName)) continue;
      const last = names.pop();
      if (last === undefined) {
        top.text = value;
        continue;
      }
      let at = top;
      for (const name of names) {
        let next = at.children.find((c) => c.name === name && c.text === '');
        if (next === undefined) {
          next = { name, text: '', children: [] };
          at.children.push(next);
        }
        at = next;
      }
      at.children.push({ name: last, text: value, children: [] });
    }
    return top;
  }
}

type Tree = { name: string; text: string; children: Tree[] };

function wrap(names: readonly string[], { text = '', children = [] }: XmlOutput): XmlOutput {
  const [name = '', ...rest] = names;
  return rest.length === 0 ? { name, text, children } : { name, children: [wrap(rest, { name: '', text, children })] };
}
