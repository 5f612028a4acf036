import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import type { Row } from '../define-section.ts';
import type { OtherValue } from '../inventory.ts';
import { decodeDeviceMessage } from './device-message.ts';
import { decodeGlpiMessage } from './glpi-message.ts';
import { jsonTree, readJsonObject } from './json-tree.ts';
import { readSections } from './read-sections.ts';
import { planFor, type Wire } from './section-plan.ts';
import { corpusFiles, hasCorpus } from './testing/corpus.ts';
import { decodeText, repairDoubleEncoding, withoutIllegal } from './text.ts';
import { child, readXml, type XmlElement } from './xml.ts';
import { decodeXmlRequest } from './xml-request.ts';

/**
 * Proof that no value is lost: the values of each recorded document are counted without our code, then found again in typed
 * columns and under "Other".
 */

/** A value with the names of the elements around it, counted without our reader. */
type Leaf = { readonly path: readonly string[]; readonly value: string };

function xmlLeaves(text: string): Leaf[] {
  const leaves: Leaf[] = [];
  const open: { name: string; text: string }[] = [];
  const add = (path: readonly string[], value: string) => {
    if (value.trim() !== '') leaves.push({ path, value: value.trim() });
  };
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    open.push({ name, text: '' });
    for (const [key, value] of Object.entries(attributes)) add([...open.map((o) => o.name), key], String(value));
  });
  const append = (more: string) => {
    const top = open.at(-1);
    if (top !== undefined) top.text += more;
  };
  parser.on('text', append);
  parser.on('cdata', append);
  parser.on('closetag', () => {
    add(
      open.map((o) => o.name),
      open.at(-1)?.text ?? '',
    );
    open.pop();
  });
  parser.write(text).close();
  return leaves;
}

function jsonLeaves(value: unknown, path: readonly string[] = []): Leaf[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => jsonLeaves(item, path));
  if (typeof value === 'object') return Object.entries(value).flatMap(([key, v]) => jsonLeaves(v, [...path, key]));
  const text = String(value).trim();
  return text === '' ? [] : [{ path, value: text }];
}

/** Values that a model holds, by section. */
function cellsOf(sections: Readonly<Record<string, readonly Row[] | undefined>>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [name, rows = []] of Object.entries(sections)) {
    let count = 0;
    for (const { parentKey: _, ...row } of rows) {
      for (const [column, cell] of Object.entries(row)) {
        // A map holds its names beside its values; they are no values of the document.
        if (cell === null || (column === 'name' && planFor('json').sections.get(name)?.section.rows === 'map'))
          continue;
        count += Array.isArray(cell) ? cell.length : 1;
      }
    }
    counts.set(name, count);
  }
  return counts;
}

type Count = { given: number; typed: number; other: number; again: number; nothing: number };
const table = new Map<string, Count>();

function countOf(section: string): Count {
  let count = table.get(section);
  if (count === undefined) {
    count = { given: 0, typed: 0, other: 0, again: 0, nothing: 0 };
    table.set(section, count);
  }
  return count;
}

/** The section that owns an element, else the element's own name. Children count with their parents. */
function ownerOf(wire: Wire, path: readonly string[]): string {
  let { names } = planFor(wire);
  for (const name of path) {
    const place = names.get(name);
    if (place?.section) return place.section.section.name;
    if (place === undefined) break;
    names = place.names;
  }
  return path[0] ?? '';
}

function rootOf(wire: Wire, section: string): string {
  const parent = planFor(wire).sections.get(section)?.section.parent;
  return parent === undefined ? section : rootOf(wire, parent);
}

/** Reads the elements, and proves that each of the leaves went somewhere. Head: leaves that are no data of a section. */
function prove(wire: Wire, leaves: readonly Leaf[], elements: readonly XmlElement[]): void {
  const counts = new Map<string, Count>();
  const at = (section: string): Count => {
    const count = counts.get(section) ?? { given: 0, typed: 0, other: 0, again: 0, nothing: 0 };
    counts.set(section, count);
    return count;
  };
  const dropped: OtherValue[] = [];
  const read = readSections(elements, planFor(wire), {
    onDropped: (value, why) => {
      at(ownerOf(wire, value.section.split('/')))[why]++;
      dropped.push(value);
      if (why === 'nothing') expect(value.value).toMatch(/^(n\/?a|\?\?|0000.00.00.*)$/i);
    },
  });
  for (const { path } of leaves) at(ownerOf(wire, path)).given++;
  for (const [name, count] of cellsOf(read.sections)) at(rootOf(wire, name)).typed += count;
  for (const { section } of read.other) at(ownerOf(wire, section.split('/'))).other++;
  expect(read.otherTruncated).toBe(false);
  for (const [section, count] of counts) {
    expect(count.typed + count.other + count.again + count.nothing, `${section}: all values`).toBe(count.given);
    const total = countOf(section);
    for (const key of ['given', 'typed', 'other', 'again', 'nothing'] as const) total[key] += count[key];
  }
  expectEachFound(leaves, read, dropped);
}

/** Every value that is no number or date stands in the model letter by letter, but for the case of letters. */
function expectEachFound(
  leaves: readonly Leaf[],
  read: Pick<ReturnType<typeof readSections>, 'sections' | 'other'>,
  dropped: readonly OtherValue[],
): void {
  const found = new Set<string>();
  const addAll = (values: readonly unknown[]) => {
    for (const value of values.flat()) found.add(String(value).toLowerCase());
  };
  for (const rows of Object.values(read.sections)) for (const row of rows ?? []) addAll(Object.values(row));
  addAll([...read.other, ...dropped].map(({ value }) => value));
  const isWord = (text: string) => /^[^\d]*\p{L}{3}[^\d]*$/u.test(text);
  for (const { path, value } of leaves) {
    if (!isWord(value) || SPELLED.test(path.join('/')) || /^(true|false|yes|no)$/i.test(value)) continue;
    const clean = withoutIllegal(repairDoubleEncoding(value)).toLowerCase();
    expect(found.has(clean), `${path.join('/')}: ${clean}`).toBe(true);
  }
}

/** Columns whose words are spelled anew. */
const SPELLED = /(^|\/)(STATUS|VMTYPE|TYPE|INTERFACE|SUBSYSTEM)$/i;

function isMessage(leaves: readonly Leaf[]): boolean {
  return leaves[0]?.path[0] === 'REQUEST';
}

const xmlFiles = corpusFiles('xml').map((file) => ({ ...file, leaves: xmlLeaves(decodeText(file.bytes)) }));
const jsonFiles = corpusFiles('json').filter(({ bytes }) => /"content"\s*:/.test(new TextDecoder().decode(bytes)));

describe.runIf(hasCorpus)('no value is lost', () => {
  test.each(xmlFiles.filter(({ leaves }) => isMessage(leaves)))('in $name', ({ bytes, leaves }) => {
    const root = readXml(decodeText(bytes));
    const content = child(root, 'CONTENT');
    if (content === null) return;
    const inner = leaves.filter(({ path }) => path[1] === 'CONTENT').map((l) => ({ ...l, path: l.path.slice(2) }));
    const devices = content.children.filter((c) => c.name === 'DEVICE');
    if (devices.length > 0) {
      const ofDevices = inner.filter(({ path }) => path[0] === 'DEVICE').map((l) => ({ ...l, path: l.path.slice(1) }));
      prove(
        'device',
        ofDevices,
        devices.flatMap((d) => d.children),
      );
      expect(decodeDeviceMessage(content).devices).toHaveLength(devices.length);
      return;
    }
    const isFusion = inner.some(({ path }) => path.at(-1) === 'VERSIONCLIENT');
    prove(isFusion ? 'fusion' : 'ocs', inner, content.children);
  });

  test.each(jsonFiles)('in $name', ({ bytes }) => {
    const document = readJsonObject(decodeText(bytes));
    const content = jsonTree(document).find((e) => e.name === 'content')?.children ?? [];
    prove('json', jsonLeaves(document.content), content);
  });

  test('as the table says', () => {
    const rows = [...table].sort(([a], [b]) => a.localeCompare(b));
    const sum: Count = { given: 0, typed: 0, other: 0, again: 0, nothing: 0 };
    for (const [, count] of rows)
      for (const key of ['given', 'typed', 'other', 'again', 'nothing'] as const) sum[key] += count[key];
    const line = (name: string, c: Count) =>
      `${name.padEnd(28)}${[c.given, c.typed, c.other, c.again, c.nothing].map((n) => String(n).padStart(8)).join('')}`;
    console.info(
      [
        `${'section'.padEnd(28)}${['given', 'typed', 'other', 'again', 'nothing'].map((n) => n.padStart(8)).join('')}`,
        ...rows.map(([name, count]) => line(name, count)),
        line('all', sum),
      ].join('\n'),
    );
    expect(sum.given).toBeGreaterThan(100_000);
    expect(sum.typed / sum.given).toBeGreaterThan(0.98);
  });
});

describe.runIf(hasCorpus)('every recorded message decodes', () => {
  test.each(xmlFiles.filter(({ leaves }) => isMessage(leaves) && leaves.some(({ path }) => path[1] === 'QUERY')))(
    '$name',
    ({ bytes }) => {
      const message = decodeXmlRequest(decodeText(bytes));
      if (message.query === 'OTHER') decodeDeviceMessage(message.content);
      expect(message.deviceId).toMatch(/^\S+$/);
    },
  );

  test.each(corpusFiles('json').filter(({ bytes }) => /"deviceid"\s*:/.test(new TextDecoder().decode(bytes))))(
    '$name',
    ({ bytes }) => {
      expect(decodeGlpiMessage(decodeText(bytes)).deviceId).toMatch(/^\S+$/);
    },
  );
});
