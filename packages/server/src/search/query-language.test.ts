import { readFileSync } from 'node:fs';
import { fieldAliases, operators, parseQuery, printQuery } from '@muster/protocol/query';
import { expect, test } from 'vitest';
import { checkSearch } from './check-search.ts';
import { builtInFields, toQueryField } from './search-fields.ts';

const page = readFileSync(new URL('../../../../docs/query-language.md', import.meta.url), 'utf8');
const queryFields = builtInFields.map(toQueryField);
const fields = new Map(builtInFields.map((field) => [field.name, field]));

const blocks = [...page.matchAll(/```query\n(.*?)```/gs)].flatMap(([, block = '']) => block.trim().split('\n'));
const said = [...page.matchAll(/^\| (`[^|]*) \| [^|]* \| [^|]* \| [^|]* \|$/gm)].flatMap(([, cell = '']) =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, query = '']) => query),
);

test.each([...blocks, ...said])('the page of the query language is right about: %s', (query) => {
  const parsed = parseQuery(query, queryFields);
  expect(parsed).toMatchObject({ ok: true });
  if (!parsed.ok || parsed.tree === null) throw new Error('it is empty');
  checkSearch(parsed.tree, fields);
  const again = parseQuery(printQuery(parsed.tree, queryFields), queryFields);
  expect(again).toMatchObject({ ok: true, tree: parsed.tree });
});

test('the page of the query language names every operator and every short name', () => {
  expect([...blocks, ...said].length).toBeGreaterThan(30);
  expect(Object.keys(operators).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  expect(
    Object.entries(fieldAliases).filter(
      ([alias, name]) => !page.includes(`\`${alias}\``) || !page.includes(`\`${name}\``),
    ),
  ).toEqual([]);
  expect(Object.values(fieldAliases).filter((name) => !fields.has(name))).toEqual([]);
});
