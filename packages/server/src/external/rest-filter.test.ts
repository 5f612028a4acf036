import { expect, test } from 'vitest';
import { filterRows } from './rest-filter.ts';

const rows = [
  { NAME: 'Firefox', FILESIZE: '900' },
  { NAME: 'bash', FILESIZE: '1000' },
  { NAME: 'libre_office', FILESIZE: '' },
];
const fields = new Set(['NAME', 'FILESIZE']);
const names = (where: string, operator: string, value: string) =>
  filterRows(rows, fields, { where, operator, value }).map(({ NAME }) => NAME);

test('every operator compares numbers as numbers, texts without regard to case', () => {
  expect(names('NAME', '=', 'BASH')).toEqual(['bash']);
  expect(names('name', '!=', 'bash')).toEqual(['Firefox', 'libre_office']);
  expect(names('FILESIZE', '>', '900')).toEqual(['bash']);
  expect(names('FILESIZE', '>=', '900')).toEqual(['Firefox', 'bash']);
  expect(names('FILESIZE', '<', '1000')).toEqual(['Firefox', 'libre_office']);
  expect(names('FILESIZE', '<=', '1000')).toHaveLength(3);
  expect(names('NAME', 'Like', 'E_O')).toEqual(['libre_office']); // the underscore is one
  expect(names('NAME', 'like', '%O%F%')).toEqual(['libre_office']);
  expect(names('NAME', 'like', 'fire%')).toEqual(['Firefox']);
  expect(names('NAME', 'like', '%h')).toEqual(['bash']);
  expect(names('NAME', 'like', 'bash%sh')).toEqual([]); // no letter counts twice
  expect(names('NAME', 'like', '%'.repeat(200))).toHaveLength(3);
  expect(names('NAME', 'not like', 'fox')).toEqual(['bash', 'libre_office']);
});

test('nothing but fields and operators is taken', () => {
  for (const [where, operator] of [
    ['NAME; DROP TABLE assets', '='],
    ['__proto__', '='],
    ['NAME', 'regexp'],
    ['NAME', '= 1 OR 1'],
  ] as const) {
    expect(() => names(where, operator, '1')).toThrow(expect.objectContaining({ code: 'REQUEST_INVALID' }));
  }
});
