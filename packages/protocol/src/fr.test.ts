import { describe, expect, test } from 'vitest';
import { type Section, sectionGroups } from './define-section.ts';
import { fr } from './fr.ts';
import { sections } from './sections/index.ts';

type Texts = { label: string; description: string; columns: Record<string, readonly [string, string]> };
const french = fr.sections as unknown as Record<string, Texts>; // Only to look texts up by names known at run time.

test('every group of sections has a French name', () => {
  expect(Object.keys(fr.groups)).toEqual([...sectionGroups]);
});

test('French has the sections that are defined, and no others', () => {
  expect(Object.keys(french).sort()).toEqual(Object.keys(sections).sort());
});

describe.each(Object.values(sections) as readonly Section[])('section $name in French', (section) => {
  const texts = french[section.name] as Texts;
  const columns = Object.entries(texts?.columns ?? {});

  test('has the columns that are defined, in their order', () => {
    expect(columns.map(([name]) => name)).toEqual(Object.keys(section.columns));
  });

  test('says what it is in sentences', () => {
    expect(texts.label).toMatch(/^[A-ZÀÉÈÊÎÔÛŒ0-9].*[^.]$/);
    expect(texts.description).toMatch(/[.…]$/);
    for (const [name, [label, description]] of columns) {
      expect(label, name).toMatch(/^[A-ZÀÉÈÊÎÔÛŒ0-9].*[^.]$/);
      expect(description, name).toMatch(/[.…]$/);
    }
  });

  test('has unique column labels', () => {
    const labels = columns.map(([, [label]]) => label);
    expect(labels.filter((label, index) => labels.indexOf(label) !== index)).toEqual([]);
  });

  test('is set as French is: apostrophes, and spaces that do not break', () => {
    for (const text of [texts.label, texts.description, ...columns.flatMap(([, both]) => both)]) {
      expect(text).not.toMatch(/'|[^\u00a0][;?!»](?=\s|$)| :|« /);
    }
  });

  test('is no copy of the English', () => {
    const same = columns.filter(([name, [, description]]) => description === section.columns[name]?.description);
    // Enumerations of technical words are the same in both languages.
    expect(same.filter(([, [, description]]) => !description.endsWith('…')).map(([name]) => name)).toEqual([]);
  });
});
