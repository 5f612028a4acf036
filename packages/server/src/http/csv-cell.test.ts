import { expect, test } from 'vitest';
import { toCell } from './csv-cell.ts';

test.each([
  { value: '=HYPERLINK("http://x","y")', cell: `"'=HYPERLINK(""http://x"",""y"")"` },
  { value: '+1', cell: `"'+1"` },
  { value: '-2+3', cell: `"'-2+3"` },
  { value: '@SUM(A1)', cell: `"'@SUM(A1)"` },
  { value: '  =1', cell: `"'  =1"` },
  { value: 'a,"b"\r\nc', cell: '"a,""b""\r\nc"' },
  { value: 'pc-1', cell: '"pc-1"' },
  { value: -5, cell: '-5' },
  { value: '＝1', cell: `"'＝1"` },
  { value: ['=1', 'b'], cell: `"'=1; b"` },
  { value: null, cell: '' },
])('toCell() makes $value harmless', ({ value, cell }) => {
  expect(toCell(value)).toBe(cell);
});
