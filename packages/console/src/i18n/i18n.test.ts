// biome-ignore-start lint/correctness/noNodejsModules: this test reads the sources
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
// biome-ignore-end lint/correctness/noNodejsModules: this test reads the sources
import { errors } from '@muster/protocol';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { type Area, areas } from './areas.ts';
import { words as englishErrors } from './en/errors.ts';
import { en } from './en.ts';
import { words as frenchErrors } from './fr/errors.ts';
import { fr } from './fr.ts';
import { preferredLanguage } from './i18n.ts';

type Tree = { readonly [key: string]: string | Tree };

function leaves(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${prefix}${key}`, value]] : [...leaves(value, `${prefix}${key}.`)],
    ),
  );
}

const areaNames = Object.keys(areas) as Area[];
/** All words of a language; those of an area begin with its name and a colon. */
async function allLeaves(language: 'en' | 'fr', shell: Tree): Promise<Map<string, string>> {
  const ofAreas = await Promise.all(areaNames.map(async (area) => leaves(await areas[area][language](), `${area}:`)));
  return new Map([leaves(shell), ...ofAreas].flatMap((words) => [...words]));
}

const english = await allLeaves('en', en);
const french = await allLeaves('fr', fr);
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort();

test('both languages have the same keys, and none is empty', () => {
  expect([...french.keys()].sort()).toEqual([...english.keys()].sort());
  expect([...english, ...french].filter(([, text]) => text.trim() === '')).toEqual([]);
});

test('both languages fill in the same values', () => {
  const differing = [...english]
    .filter(([key]) => !key.endsWith('_one')) // "the match found" needs no number
    .filter(([key, text]) => placeholders(text).join() !== placeholders(french.get(key) ?? '').join());
  expect(differing).toEqual([]);
});

test('French is written as French is: elisions and unbreakable typography', () => {
  const texts = [...french, ...leaves(frenchErrors, 'errors:')];
  const straight = texts.filter(([, text]) => /\p{L}'\p{L}/u.test(text));
  expect(straight).toEqual([]);
  const breaking = texts.filter(([, text]) => / [:;?!»](?![=\w])|« |\d \d{3}(?!\d)/.test(text));
  expect(breaking).toEqual([]);
  const missing = texts.filter(([, text]) =>
    /[\p{L}\d}][;?!»](?=\s|$)|[\p{L}}]:(?=\s|$)|«\S/u.test(text.replaceAll('\u00a0', ' ')),
  );
  expect(missing).toEqual([]);
});

test('errors that the shell has no words for have French ones, of codes that exist', () => {
  const here = Object.keys(frenchErrors);
  expect(here.filter((code) => !Object.hasOwn(errors, code) || Object.hasOwn(en.errors.codes, code))).toEqual([]);
  expect(Object.keys(englishErrors).filter((code) => !Object.hasOwn(frenchErrors, code))).toEqual([]);
  // What the server answers with the reader's own words in it is told along.
  const silent = here.filter((code) => /\{reason\}/.test(errors[code as keyof typeof errors].message));
  const told = (code: string) => /\{\{said\}\}/.test(frenchErrors[code]?.hint ?? '');
  expect(silent.filter((code) => !told(code) && !Object.hasOwn(englishErrors, code) && code !== 'DISK_FULL')).toEqual(
    [],
  );
});

const source = join(import.meta.dirname, '..');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f));
const parse = (file: string) =>
  ts.createSourceFile(file, readFileSync(join(source, file), 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);

/** Attributes whose value a person reads or hears. */
const SPOKEN = new Set(['label', 'title', 'placeholder', 'description', 'alt', 'aria-label', 'aria-description']);

function literals(file: string): string[] {
  const found: string[] = [];
  const isText = (text: string) => /\p{L}{2}/u.test(text);
  const visit = (node: ts.Node) => {
    if (ts.isJsxText(node) && isText(node.text)) found.push(node.text.trim());
    if (ts.isJsxExpression(node) && node.expression !== undefined && ts.isStringLiteralLike(node.expression)) {
      if (!ts.isJsxAttribute(node.parent) && isText(node.expression.text)) found.push(node.expression.text);
    }
    if (ts.isJsxAttribute(node) && SPOKEN.has(node.name.getText()) && node.initializer !== undefined) {
      const text = ts.isStringLiteral(node.initializer) ? node.initializer.text : '';
      if (isText(text)) found.push(text);
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(file));
  return found.map((text) => `${file}: ${text}`);
}

test('no text stands in a component: all of it is in the translations', () => {
  const components = files.filter((f) => f.endsWith('.tsx'));
  expect(components.length).toBeGreaterThan(10);
  expect(components.flatMap(literals)).toEqual([]);
});

test('every text is used', () => {
  const code = files
    .filter((f) => !f.startsWith('i18n/'))
    .map((f) => readFileSync(join(source, f), 'utf8'))
    .join('\n');
  const isUsed = (key: string) => {
    const plain = key.replace(/_(one|other)$/, '').replace(/^\w+:/, '');
    if (code.includes(`'${plain}'`)) return true;
    // Families whose last part is computed: `computer.groups.${group}`.
    return /\$\{/.test(code) && code.includes(`\`${plain.slice(0, plain.lastIndexOf('.') + 1)}\${`);
  };
  const families = /^(errors\.codes|warnings\.codes)\./;
  expect([...english.keys()].filter((key) => !families.test(key) && !isUsed(key))).toEqual([]);
});

test.each([
  { stored: 'fr', browser: ['en-GB'], language: 'fr' },
  { stored: null, browser: ['de-DE', 'fr-CA', 'en'], language: 'fr' },
  { stored: 'xx', browser: ['de'], language: 'en' },
  { stored: null, browser: [], language: 'en' },
])('preferredLanguage() is $language for $stored and $browser', ({ stored, browser, language }) => {
  expect(preferredLanguage(stored, browser)).toBe(language);
});
