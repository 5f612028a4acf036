import { expect, test } from 'vitest';
import { toTsv } from './copy-rows.ts';

test('toTsv() keeps cells apart, and runs none', () => {
  const lines = [
    ['name', 'a\tb\nc'],
    ['=cmd()', '-5'],
    ['@x', ' +1+2'],
    ['-1,5', '−'],
  ];
  expect(toTsv(lines)).toBe("name\ta b c\n'=cmd()\t-5\n'@x\t'+1+2\n-1,5\t−");
});
