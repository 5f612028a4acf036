import { sections } from '@muster/protocol';
import { expect, test } from 'vitest';
import { comparedRows } from './compared-rows.ts';

test('comparedRows() puts what only one side has among what changed, by name', () => {
  const rows = comparedRows(
    {
      name: 'software',
      added: [{ key: 'curl', row: { name: 'curl', version: '8', folder: '/usr', comments: null } }],
      removed: [{ key: 'zsh', row: { name: 'zsh' } }],
      changed: [{ key: 'nginx', before: { version: '1' }, after: { version: '2', status: 'ok' } }],
    },
    sections.software,
  );
  expect(rows).toEqual([
    { key: 'curl', kind: 'added', before: null, after: [['version', '8']] },
    {
      key: 'nginx',
      kind: 'changed',
      before: [
        ['version', '1'],
        ['status', null],
      ],
      after: [
        ['version', '2'],
        ['status', 'ok'],
      ],
    },
    { key: 'zsh', kind: 'removed', before: [['name', 'zsh']], after: null },
  ]);
});

test('comparedRows() of a section with one row has a difference a column', () => {
  const changed = [
    { key: '', before: { systemModel: 'A', biosVersion: null }, after: { systemModel: 'B', biosVersion: '2' } },
  ];
  const rows = comparedRows({ name: 'bios', added: [], removed: [], changed }, sections.bios);
  expect(rows.map(({ column, before, after }) => [column, before, after])).toEqual([
    ['systemModel', [['systemModel', 'A']], [['systemModel', 'B']]],
    ['biosVersion', [['biosVersion', null]], [['biosVersion', '2']]],
  ]);
});
