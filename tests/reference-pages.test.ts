import { errors, sections } from '@muster/protocol';
import { settingDefinitions } from '@muster/server';
import { expect, test } from 'vitest';
import { errorsReference } from '../scripts/gen/errors-reference.ts';
import { table } from '../scripts/gen/markdown.ts';
import { sectionsReference } from '../scripts/gen/sections-reference.ts';
import { settingsReference } from '../scripts/gen/settings-reference.ts';

test('the page of sections has every section, and every column in a row of its own', () => {
  const page = sectionsReference(Object.values(sections));
  for (const [name, { columns, description }] of Object.entries(sections)) {
    const chapter = chapterOf(page, name);
    expect(chapter, name).toContain(description);
    const rows = chapter.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows.map((row) => row.split('`')[1])).toEqual(Object.keys(columns));
  }
});

test('the page of sections tells names, units and flags', () => {
  const page = sectionsReference(Object.values(sections));
  expect(chapterOf(page, 'drives')).toContain(
    '| `free` | integer | MiB | `FREE` |  | `free` | volatile, search, listed | Free space. |',
  );
  expect(chapterOf(page, 'controllers')).toMatch(/^\| `type` \| text \| {2}\| `TYPE` \| – \| `type` \|/m);
  expect(chapterOf(page, 'databases')).toContain('inside a row of [databasesServices](#databasesservices)');
});

test('the page of errors has every code once', () => {
  const rows = errorsReference(errors)
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  expect(rows.map((row) => row.split('`')[1])).toEqual(Object.keys(errors).sort());
});

test('the page of errors shows texts as they are', () => {
  const page = errorsReference({ ODD: { status: 400, message: 'a <b> | *c*', hint: 'No\nhint.' } });
  expect(page).toContain('| `ODD` | 400 | a \\<b\\> \\| \\*c\\* | No hint. |');
});

test('the page of settings has every setting once, and says which have no effect', () => {
  const page = settingsReference(settingDefinitions).split('### Names of OCS Inventory')[0] ?? '';
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  expect(rows.map((row) => row.split('`')[1]).sort()).toEqual(Object.keys(settingDefinitions).sort());
  const idle = rows.filter((row) => row.includes('**none yet**')).map((row) => row.split('`')[1]);
  const later = Object.entries(settingDefinitions).filter(([, { served }]) => served === 'later');
  expect(idle.sort()).toEqual(later.map(([name]) => name).sort());
});

test('table() has as many cells in each line', () => {
  expect(table(['a', 'b'], [['1', '2|3']])).toBe('| a | b |\n| --- | --- |\n| 1 | 2\\|3 |');
});

function chapterOf(page: string, name: string): string {
  const [, after = ''] = page.split(`### ${name}\n`);
  return after.split(/^##/m)[0] ?? '';
}
