import { expect, test } from 'vitest';
import { type CsvPlan, kindOf, planOf, problemOf, resultFile, toOrder } from './csv-plan.ts';

const look = {
  separator: ';' as const,
  encoding: 'utf-8' as const,
  headers: ['Name', 'Room', 'Other'],
  sample: [],
  lines: 1,
  match: { column: 'Name', by: 'name' as const },
  columns: { Room: 3, Other: null },
};

test('a plan begins with what was guessed, and says what is missing', () => {
  const plan = planOf(look);
  expect(problemOf(plan)).toBeNull();
  expect(problemOf({ ...plan, keyColumn: null })).toBe('key');
  expect(problemOf({ ...plan, columns: { Room: null } })).toBe('columns');
  expect(problemOf({ ...plan, columns: { Room: 3, Other: 3 } })).toBe('twice');
});

test('the column that names the machine is no value too', () => {
  const plan: CsvPlan = { ...planOf(look), keyColumn: 'Room', columns: { Name: 1, Room: 3, Other: null } };
  expect(toOrder(plan, 'x')).toMatchObject({ match: { column: 'Room', by: 'name' }, columns: { Name: 1 } });
});

test('kindOf() tells unknown machines from wrong cells', () => {
  expect(kindOf({ status: 'failed', problem: 'unknown' })).toBe('unknown');
  expect(kindOf({ status: 'failed', problem: 'value' })).toBe('invalid');
  expect(kindOf({ status: 'updated', problem: null })).toBe('updated');
});

test('the result file runs nothing in a spreadsheet', () => {
  const line = { line: 2, status: 'failed' as const, assetId: null, assetName: null, problem: 'unknown' as const };
  const file = resultFile({ lines: [{ ...line, key: '=cmd|"x"', reason: 'no', changes: [] }] } as never);
  expect(file).toContain(`"2","'=cmd|""x""","failed","","","no"\r\n`);
});
