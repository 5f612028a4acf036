import { type Section, sections } from '@muster/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSearch } from './check-search.ts';
import { builtInFields } from './search-fields.ts';
import { SEARCH_LIMITS } from './search-tree.ts';
import { criterion } from './testing/any-search.ts';

const fields = new Map(builtInFields.map((field) => [field.name, field]));

describe('a search that makes no sense', () => {
  const deep = (levels: number): unknown =>
    levels === 0 ? criterion('asset.name', 'notEmpty') : { not: deep(levels - 1) };
  const many = Array.from({ length: SEARCH_LIMITS.criteria }, () => criterion('asset.name', 'notEmpty'));

  test.each([
    [null, 'the whole', 'object'],
    [[], 'the whole', 'object'],
    [{}, 'the whole', 'none of'],
    [{ and: [] }, 'and', 'at least one'],
    [{ or: 'x' }, 'or', 'list'],
    [{ and: [criterion('asset.name', 'notEmpty'), { not: 1 }] }, 'and.1.not', 'object'],
    [{ and: [criterion('asset.name', 'notEmpty')], or: [] }, 'the whole', '"or"'],
    [{ or: [{ not: criterion('asset.nmae', 'notEmpty') }] }, 'or.0.not.field', 'asset.nmae'],
    [criterion('asset.name', 'less', 'x'), 'operator', 'contains'],
    [criterion('software.version', 'less', '…'), 'value', 'version'],
    [criterion('asset.memoryMiB', 'contains', 1), 'operator', 'between'],
    [criterion('asset.memoryMiB', 'equal', '1'), 'value', 'number'],
    [criterion('asset.memoryMiB', 'equal', 1.5), 'value', 'whole'],
    [criterion('asset.memoryMiB', 'between', [1]), 'value', 'two'],
    [criterion('asset.memoryMiB', 'between', 1), 'value', 'list'],
    [criterion('asset.memoryMiB', 'oneOf', []), 'value', 'empty'],
    [criterion('asset.name', 'equal'), 'value', 'needs a value'],
    [criterion('asset.name', 'empty', 'x'), 'value', 'no value'],
    [criterion('asset.name', 'contains', ''), 'value', 'empty'],
    [criterion('asset.name', 'equal', 'a\0b'), 'value', 'NUL'],
    [criterion('asset.name', 'equal', ['a']), 'value', 'one value'],
    [criterion('asset.name', 'matches', ''), 'value', 'empty'],
    [criterion('asset.name', 'matches', '*a'.repeat(10)), 'value', 'nine'],
    [criterion('asset.name', 'inNetwork', '10.0.0.0/8'), 'operator', 'contains'],
    [criterion('asset.ip', 'inNetwork', '10.0.0.0/33'), 'value', 'network'],
    [criterion('asset.lastContactAt', 'less', '20/11/2026'), 'value', 'date'],
    [criterion('asset.lastContactAt', 'less', '2026-02-30'), 'value', 'date'],
    [criterion('asset.lastContactAt', 'less', '2026-02-03T25:61'), 'value', 'time of day'],
    [criterion('asset.lastContactAt', 'within', -1), 'value', 'days'],
    [criterion('asset.lastContactAt', 'within', '7'), 'value', 'days'],
    [{ has: 'nothing' }, 'has', 'nothing'],
    [{ has: '__proto__' }, 'has', '__proto__'],
    [{ has: 'software', where: criterion('asset.name', 'notEmpty') }, 'where.field', 'software'],
    [{ has: 'software', where: { has: 'software' } }, 'where', 'inside'],
    [{ field: 'asset.name', operator: 'sql', value: '1=1' }, 'operator', ''],
    [{ field: 'asset.name', operator: 'equal', value: { toString: 'x' } }, 'value', ''],
    [{ field: 'asset.name', operator: 'equal', value: 'x', raw: '1=1' }, 'the whole', ''],
    [deep(SEARCH_LIMITS.depth), 'not.not.not.not.not.not.not.not', 'deep'],
    [{ or: [...many, criterion('asset.name', 'notEmpty')] }, 'or', 'more than'],
    [{ and: [{ or: many }, criterion('asset.name', 'notEmpty')] }, 'and.1', 'more than'],
  ])('%j is refused at %s', (tree, path, reason) => {
    let found: unknown;
    try {
      checkSearch(tree, fields);
    } catch (error) {
      found = error;
    }
    expect(found).toMatchObject({ code: 'SEARCH_INVALID', details: { path } });
    expect(String(found)).toContain(reason);
  });

  test('any JSON is either a search or refused with a code', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        try {
          checkSearch(value, fields);
        } catch (error) {
          expect(error).toMatchObject({ code: 'SEARCH_INVALID' });
        }
      }),
      { numRuns: 300 },
    );
  });
});

test('no product key can be searched for', () => {
  const secret = Object.values(sections).flatMap((section) =>
    Object.entries(section.columns)
      .filter(([, column]) => 'secret' in column && column.secret === true)
      .map(([name]) => `${section.name}.${name}`),
  );
  expect(secret.length).toBeGreaterThan(0);
  expect(secret.filter((name) => fields.has(name))).toEqual([]);
});

test('every other column of every section can be searched', () => {
  const open = Object.values(sections).flatMap((section) =>
    Object.entries(section.columns as Section['columns'])
      .filter(([, column]) => column.secret !== true)
      .map(([name]) => `${section.name}.${name}`),
  );
  // What people decide of software has the name of the column.
  expect(open.filter((name) => !fields.has(name))).toEqual(['software.category']);
  expect(fields.get('software.systemCategory')?.source).toMatchObject({ column: 'category' });
});
