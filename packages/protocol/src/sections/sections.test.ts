import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Column, Section } from '../define-section.ts';
import { columnPaths } from '../wire/section-plan.ts';
import { sections } from './index.ts';

const all: readonly Section[] = Object.values(sections);
const columnsOf = (section: Section): [string, Column][] => Object.entries(section.columns);
type Wire = Parameters<typeof columnPaths>[1];
const wires: readonly Wire[] = ['ocs', 'fusion', 'device', 'json'];

/** Columns that the database or the API adds to every row, or that SQL dialects reserve. */
const RESERVED = new Set(
  'id asset_id section row_key parent_key ordinal rowid oid ctid xmin xmax tableoid table select group order user where from to index primary check default column'.split(
    ' ',
  ),
);
/** Reserved, but plain words of their subject; SQL is generated with quoted names. */
const QUOTED = new Set(['user']);

test('every section file is in the registry', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => !/^index\.ts$|\.test\.ts$/.test(file));
  const named = all.map(({ name }) => `${toSnakeCase(name).replaceAll('_', '-')}.ts`);
  expect(files.sort()).toEqual(named.sort());
});

test('the registry calls every section by its name', () => {
  expect(Object.keys(sections)).toEqual(all.map(({ name }) => name));
});

test('a parent stands before its children', () => {
  for (const [index, { name, parent }] of all.entries()) {
    if (parent === undefined) continue;
    const before = all.slice(0, index).map((section) => section.name);
    expect(before, `${name} has parent ${parent}`).toContain(parent);
  }
});

test('names of tables are unique', () => {
  expect(repeated(all.map(({ name }) => toSnakeCase(name)))).toEqual([]);
});

test('labels of sections are unique within their group', () => {
  expect(repeated(all.map(({ group, label }) => `${group}: ${label}`))).toEqual([]);
});

test.each(wires)('no two sections claim one element on wire "%s"', (wire) => {
  const paths = all.filter(({ parent }) => parent === undefined).flatMap((section) => sectionPaths(section, wire));
  expect(repeated(paths)).toEqual([]);
});

test('a checksum bit tells of one section', () => {
  const bits = all.flatMap(({ checksumBit }) => checksumBit ?? []);
  expect(repeated(bits)).toEqual([]);
  for (const bit of bits) expect(Math.log2(bit) % 1, `${bit} is one bit`).toBe(0);
});

describe.each(all)('section $name', (section) => {
  test('says what it is in sentences', () => {
    expect(section.description).toMatch(/^[A-Z].*[.…]$/);
    expect(section.label).toMatch(/^[A-Z].*[^.]$/);
    for (const [name, { label, description }] of columnsOf(section)) {
      expect(description, name).toMatch(/^[A-Za-z].*[.…]$/);
      expect(label, name).toMatch(/^.*[^.]$/);
    }
  });

  test('has columns of unambiguous names', () => {
    const names = Object.keys(section.columns);
    for (const name of names) {
      expect(name).toMatch(/^[a-z][a-zA-Z0-9]*$/);
      expect(RESERVED.has(toSnakeCase(name)) && !QUOTED.has(name), `${name} is reserved`).toBe(false);
    }
    expect(repeated(names.map(toSnakeCase))).toEqual([]);
    expect(repeated(Object.values(section.columns).map(({ label }) => label))).toEqual([]);
  });

  test('is reached by some wire', () => {
    expect(wires.flatMap((wire) => sectionPaths(section, wire))).not.toEqual([]);
    const { xml, ocs } = section.wire;
    if (ocs !== undefined) expect([xml].flat()).toContain(ocs);
  });

  test('is identified by columns, unless it has one row', () => {
    if (section.rows !== 'one') expect(section.identity).not.toEqual([]);
    for (const name of section.identity) {
      expect(Object.keys(section.columns)).toContain(name);
      expect(section.columns[name]?.volatile, `${name} is stable`).toBeUndefined();
    }
  });

  test.each(wires)('claims every name once on wire "%s"', (wire) => {
    const claimed = Object.values(section.columns).flatMap((column) => columnPaths(column, wire));
    const children = all.filter(({ parent }) => parent === section.name).flatMap((child) => sectionPaths(child, wire));
    expect(repeated([...claimed, ...children])).toEqual([]);
  });

  test('has units for its quantities', () => {
    for (const [name, { type, reads, unit }] of columnsOf(section)) {
      if (reads !== undefined) expect(unit, name).toBeDefined();
      if (type !== 'integer' && type !== 'real') continue;
      if (/size|memory|swap|capacity|voltage|speed|clock|power|usage|^total$|^free$/i.test(name) && !counted(section)) {
        expect(unit, name).toBeDefined();
      }
    }
  });

  test('asks of JSON only what a column can give', () => {
    for (const [name, { jsonPattern, jsonAs, type }] of columnsOf(section)) {
      if (jsonPattern !== undefined) {
        expect(() => new RegExp(jsonPattern), name).not.toThrow();
        expect(['text', 'texts'], name).toContain(type);
      }
      if (jsonAs === 'string') expect(['integer', 'real'], name).toContain(type);
      if (jsonAs === 'integer') expect(['real', 'text', 'texts'], name).toContain(type);
    }
  });

  test('does not let secrets be guessed by searching', () => {
    for (const [name, { type, secret, search }] of columnsOf(section)) {
      if (secret !== true) continue;
      expect(type, name).toBe('text');
      expect(search, name).toBeUndefined();
    }
  });

  test('shares columns with the fleet only for software', () => {
    const shared = columnsOf(section).filter(([, column]) => column.shared);
    if (section.name !== 'software') expect(shared).toEqual([]);
  });

  test('shows something', () => {
    expect(columnsOf(section).some(([, column]) => column.listed)).toBe(true);
  });
});

/** As the server names its tables and their columns. */
const toSnakeCase = (name: string) => name.replace(/[A-Z]+/g, (capitals) => `_${capitals.toLowerCase()}`);

/** Page counters count pages: their numbers have no unit. */
const counted = ({ name }: Section) => name === 'pageCounters';

function sectionPaths({ wire, parent }: Section, on: Wire): readonly string[] {
  if (on === 'json') return [wire.json ?? []].flat();
  return [(on === 'device' ? (wire.device ?? (parent === undefined ? [] : wire.xml)) : wire.xml) ?? []].flat();
}

function repeated<T>(values: readonly T[]): T[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}
