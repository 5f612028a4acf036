import { crc32, inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { TableCell } from '../csv-cell.ts';
import { createZone, PROGRAM } from './reader.ts';
import { writeXlsx } from './xlsx-table.ts';
import { writeZip } from './zip-stream.ts';

/** The files of an archive as its directory at the end names them. */
function unzip(archive: Buffer): Map<string, string> {
  const end = archive.length - 22;
  expect(archive.readUInt32LE(end)).toBe(0x06054b50);
  const files = new Map<string, string>();
  let at = archive.readUInt32LE(end + 16);
  for (let i = 0; i < archive.readUInt16LE(end + 10); i += 1) {
    expect(archive.readUInt32LE(at)).toBe(0x02014b50);
    const [crc, packed, size] = [16, 20, 24].map((offset) => archive.readUInt32LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const local = archive.readUInt32LE(at + 42);
    expect(archive.readUInt32LE(local)).toBe(0x04034b50);
    const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = inflateRawSync(archive.subarray(begin, begin + packed));
    expect([content.length, crc32(content)]).toEqual([size, crc]);
    files.set(name, content.toString('utf8'));
    at += 46 + nameLength;
  }
  return files;
}

async function collect(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

async function* portions(...rows: readonly (readonly TableCell[])[][]) {
  yield* rows;
}

test('writeZip() makes an archive whose parts are what went in', async () => {
  const long = 'line\n'.repeat(100_000);
  const files = unzip(
    await collect(
      writeZip([
        { name: 'a.txt', content: ['ä', 'b'] },
        { name: 'é/b', content: [long] },
      ]),
    ),
  );
  expect(files).toEqual(
    new Map([
      ['a.txt', 'äb'],
      ['é/b', long],
    ]),
  );
});

test('a failure while the rows are read ends the file', async () => {
  async function* broken() {
    yield [['a']];
    throw new Error('the database went away');
  }
  const table = { columns: [{ name: 'a', heading: 'A', holds: 'text' as const }], reader: PROGRAM, rows: broken() };
  await expect(collect(writeXlsx(table))).rejects.toThrow('went away');
});

test('texts are texts, never formulas; numbers, moments and flags are what they are', async () => {
  const columns = [
    { name: 'name', heading: 'Name & <b>', holds: 'text' as const },
    { name: 'lastContactAt', heading: 'Seen', holds: 'moment' as const },
  ];
  const rows = portions(
    [
      ['=HYPERLINK("http://x")', '2026-11-20T12:00:00.000Z'],
      [']]></t><f>1+1</f>\u0000\u0001', null],
    ],
    [
      [8192, '2026-11-20T00:00:00.000Z'],
      [['a', '=b'], null],
      [true, null],
      ['_x0041_\ud800', null],
    ],
  );
  const files = unzip(await collect(writeXlsx({ columns, reader: PROGRAM, rows })));
  expect([...files.keys()]).toContain('[Content_Types].xml');
  const sheet = files.get('xl/worksheets/sheet1.xml') ?? '';
  const text = (content: string, style: number) =>
    `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${content}</t></is></c>`;
  expect(sheet).toContain(`<row>${text('Name &amp; &lt;b&gt;', 1)}${text('Seen (UTC)', 1)}</row>`);
  expect(sheet).toContain(`<row>${text('=HYPERLINK("http://x")', 3)}<c s="2"><v>46346.500000</v></c></row>`);
  expect(sheet).toContain(text(']]&gt;&lt;/t&gt;&lt;f&gt;1+1&lt;/f&gt;\ufffd\ufffd', 0));
  expect(sheet).toContain('<row><c><v>8192</v></c><c s="2"><v>46346.000000</v></c></row>');
  expect(sheet).toContain(text('a; =b', 0));
  expect(sheet).toContain('<c t="b"><v>1</v></c>');
  expect(sheet).toContain(text('_x005F_x0041_\ufffd', 0));
  expect(sheet).not.toContain('<f>');
});

test('moments are on the clock of who reads them, days and the clocks of machines as they are', async () => {
  const columns = [
    { name: 'at', heading: 'Vu', holds: 'moment' as const },
    { name: 'day', heading: 'Achat', holds: 'day' as const },
    { name: 'clock', heading: 'Horloge', holds: 'machineMoment' as const },
  ];
  const rows = portions(
    [['2026-11-20T12:00:00.000Z', '2026-11-20', '2026-11-20 12:00:00']],
    [
      ['2026-07-20T23:00:00.000Z', '=1+1', '1601-01-01 00:00:00'],
      [null, '', 'never'],
    ],
  );
  const reader = { language: 'fr' as const, zone: createZone('Europe/Paris') };
  const files = unzip(await collect(writeXlsx({ columns, reader, rows })));
  const sheet = files.get('xl/worksheets/sheet1.xml') ?? '';
  expect(sheet).toContain('Vu (Europe/Paris)');
  expect(sheet).toContain(
    '<row><c s="2"><v>46346.541667</v></c><c s="4"><v>46346.000000</v></c><c s="2"><v>46346.500000</v></c></row>',
  );
  expect(sheet).toContain('<row><c s="2"><v>46224.041667</v></c><c t="inlineStr" s="3">');
  expect(sheet).toContain('1601-01-01 00:00:00');
  expect(files.get('xl/styles.xml')).toContain('formatCode="dd/mm/yyyy\\ hh:mm:ss"');
});
