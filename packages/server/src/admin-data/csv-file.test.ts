import { describe, expect, test } from 'vitest';
import { readCsv } from './csv-file.ts';

const cellsOf = (bytes: Uint8Array) => readCsv(bytes).lines.map(({ cells }) => cells);

test.each([
  [',', 'name,Room\npc-1,"B, 12"\n'],
  [';', 'name;Room\r\npc-1;"B, 12"\r\n'],
  ['\t', 'name\tRoom\npc-1\tB, 12'],
])('the separator %j is found', (separator, text) => {
  expect(readCsv(Buffer.from(text))).toEqual({
    encoding: 'utf-8',
    separator,
    headers: ['name', 'Room'],
    lines: [{ line: 2, cells: ['pc-1', 'B, 12'] }],
  });
});

test.each([
  ['UTF-8', Buffer.from('name;Site\npc;Élancourt')],
  ['UTF-8 with a mark', Buffer.from('\ufeffname;Site\npc;Élancourt')],
  ['UTF-16', Buffer.from('\ufeffname;Site\npc;Élancourt', 'utf16le')],
  ['Windows-1252', Buffer.from('name;Site\npc;Élancourt', 'latin1')],
])('%s is read', (_name, bytes) => {
  expect(readCsv(bytes).headers).toEqual(['name', 'Site']);
  expect(cellsOf(bytes)).toEqual([['pc', 'Élancourt']]);
});

test('line numbers are those of an editor, whatever lies between', () => {
  const { lines } = readCsv(Buffer.from('name,Note\n\npc-1,"one\ntwo"\n,\n\npc-2,x\n'));
  expect(lines.map(({ line }) => line)).toEqual([3, 7]);
});

test('the apostrophe that exports put before formulas is no part of the value', () => {
  expect(cellsOf(Buffer.from("name,Room\n'=pc,'77\n"))).toEqual([['=pc', "'77"]]);
});

describe('a file that is none is told as such', () => {
  test.each([
    ['', 'it is empty'],
    ['\n\n', 'it is empty'],
    ['a,b\n1,"x\ny', 'line 3: a quotation mark is not closed'],
    ['a,b\n1,x"y"\n', 'line 2: there is a quotation mark'],
    ['a,a\n1,2\n', 'two columns have the name "a"'],
    ['PK\u0003\u0004\u0000\u0000', 'it is no text file'],
    [`${Array.from({ length: 300 }, (_, i) => `c${i}`).join(',')}\n`, 'more than 200 columns'],
    [`a\n${'x\n'.repeat(20_001)}`, 'more than 20000 lines'],
    [`a\n"${'x'.repeat(300_000)}"\n`, 'more than 200000 characters'],
  ])('%#', (text, reason) => {
    expect(() => readCsv(Buffer.from(text))).toThrow(
      expect.objectContaining({ code: 'CSV_UNREADABLE', message: expect.stringContaining(reason) }),
    );
  });
});
