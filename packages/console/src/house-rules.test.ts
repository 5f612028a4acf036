// biome-ignore-start lint/correctness/noNodejsModules: this test reads the sources
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
// biome-ignore-end lint/correctness/noNodejsModules: this test reads the sources
import { expect, test } from 'vitest';

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|\.d\.ts$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(import.meta.dirname, file), 'utf8') }));

const filesWith = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

test('there are sources to look at', () => {
  expect(sources.length).toBeGreaterThan(50);
});

test('text never becomes markup or code', () => {
  expect(filesWith(/dangerouslySetInnerHTML|\.(inner|outer)HTML|insertAdjacentHTML|\beval\(|new Function\(/)).toEqual(
    [],
  );
});

test('one folder has the query keys', () => {
  // The words of the sections are no data of the server.
  const asking = filesWith(/queryFn:/).filter((file) => !file.startsWith('api/queries/'));
  expect(asking).toEqual(['i18n/use-section-words.ts']);
});

test('ui knows neither router nor queries', () => {
  const room = sources.filter(({ file }) => file.startsWith('ui/'));
  expect(room.filter(({ text }) => /@tanstack\/react-(router|query)/.test(text)).map(({ file }) => file)).toEqual([]);
});

test('styles say start and end, so that pages can be read from right to left', () => {
  const styles = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.css'))
    .map((file) => ({ file, text: readFileSync(join(import.meta.dirname, file), 'utf8') }));
  expect(styles.length).toBeGreaterThan(20);
  const physical =
    /(?:margin|padding|border)-(?:left|right)\b|^\s*(?:left|right)\s*:|(?:text-align|float)\s*:\s*(?:left|right)\b|-(?:left|right)-radius/m;
  expect(styles.filter(({ text }) => physical.test(text)).map(({ file }) => file)).toEqual([]);
});

test('nothing is fetched from another host', () => {
  expect(filesWith(/['"`(]https?:\/\//)).toEqual([]);
});
