import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Cell, Column, Section } from './define-section.ts';
import { pageOf, pageQuery, rowSchema } from './schema.ts';
import { sections } from './sections/index.ts';

const all: readonly Section[] = Object.values(sections);

const samples: Record<Column['type'], { good: Cell; bad: unknown }> = {
  text: { good: 'ext4', bad: 12 },
  integer: { good: 12, bad: 1.5 },
  real: { good: 274_877.906_944, bad: '1' },
  flag: { good: true, bad: 1 },
  date: { good: '2026-11-20', bad: 20_261_120 },
  datetime: { good: '2026-11-20 09:40:00', bad: 0 },
  texts: { good: ['a', 'b'], bad: 'a' },
};

function rowOf(section: Section, value: (column: Column) => unknown): Record<string, unknown> {
  const row = Object.entries(section.columns).map(([name, column]) => [name, value(column)]);
  return { ...Object.fromEntries(row), ...(section.parent === undefined ? {} : { parentKey: 'a' }) };
}

describe.each(all)('rowSchema() of $name', (section) => {
  test('accepts a row of nulls and a full row', () => {
    expect(rowSchema(section).safeParse(rowOf(section, () => null)).success).toBe(true);
    expect(rowSchema(section).safeParse(rowOf(section, ({ type }) => samples[type].good)).success).toBe(true);
  });

  test('refuses a column of another type, and a row that lacks one', () => {
    const full = rowOf(section, ({ type }) => samples[type].good);
    for (const [name, { type }] of Object.entries(section.columns)) {
      expect(rowSchema(section).safeParse({ ...full, [name]: samples[type].bad }).success, name).toBe(false);
      const { [name]: _, ...rest } = full;
      expect(rowSchema(section).safeParse(rest).success, `without ${name}`).toBe(false);
    }
  });
});

test('rowSchema() demands the parent of a child row', () => {
  const { parentKey: _, ...row } = rowOf(sections.databases, () => null);
  expect(rowSchema(sections.databases).safeParse(row).success).toBe(false);
});

test('rowSchema() describes columns with their units', () => {
  expect(rowSchema(sections.drives).shape.total?.description).toBe('Size of the file system. In MiB.');
  expect(rowSchema(sections.drives).shape.letter?.description).toBe('Drive letter with its colon; Windows only.');
});

test('rowSchema() has one id a section, so that all fit into one document', () => {
  const document = z.object(Object.fromEntries(all.map((section) => [section.name, pageOf(rowSchema(section))])));
  const definitions = Object.keys(z.toJSONSchema(document).$defs ?? {});
  expect(definitions.sort()).toEqual(all.map(({ name }) => `${name}Row`).sort());
});

test.each([
  { query: {}, page: { limit: 50, offset: 0 } },
  { query: { limit: '500', offset: '1000' }, page: { limit: 500, offset: 1000 } },
  { query: { limit: '0' }, page: null },
  { query: { limit: '501' }, page: null },
  { query: { limit: 'all' }, page: null },
  { query: { limit: '1.5' }, page: null },
  { query: { offset: '-1' }, page: null },
])('pageQuery reads $query', ({ query, page }) => {
  expect(pageQuery.safeParse(query).data ?? null).toEqual(page);
});
