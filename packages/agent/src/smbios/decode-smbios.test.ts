import { describe, expect, test } from 'vitest';
import { decodeEntryPoint, decodeSmbios, formatUuid, meaningful } from './decode-smbios.ts';
import { capacityMiB } from './table-smbios.ts';

/** A structure: type, bytes after its head, texts. */
function structure(type: number, body: readonly number[], texts: readonly string[] = []): number[] {
  const tail = texts.length === 0 ? [0, 0] : [...texts.flatMap((text) => [...Buffer.from(text, 'latin1'), 0]), 0];
  return [type, body.length + 4, type, 0, ...body, ...tail];
}

const decode = (...parts: readonly (readonly number[])[]) => decodeSmbios(Uint8Array.from(parts.flat()));

describe('decodeSmbios()', () => {
  test('reads numbers, and texts by their number', () => {
    const [first, second] = decode(
      structure(1, [1, 2, 0, 9, 0x34, 0x12, 0xff, 0xff], ['Acme', 'Box é']),
      structure(2, [7]),
    );
    expect(first).toMatchObject({ type: 1, handle: 1 });
    expect([first?.text(4), first?.text(5), first?.text(6), first?.text(7)]).toEqual(['Acme', 'Box é', null, null]);
    expect([first?.byte(8), first?.word(8), first?.dword(8)]).toEqual([0x34, 0x1234, 0xffff1234]);
    expect(second?.byte(4)).toBe(7);
  });

  test('has no fields beyond the end of a structure', () => {
    const [short] = decode(structure(0, [1, 1], ['Maker']), structure(1, [1], ['next']));
    expect([short?.byte(6), short?.word(5), short?.dword(4), short?.bytes(4, 3), short?.text(9)]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  test.each([
    { name: 'nothing', bytes: [], count: 0 },
    { name: 'half of a head', bytes: [1, 8], count: 0 },
    { name: 'a length below the head', bytes: [1, 2, 0, 0, 0, 0], count: 0 },
    { name: 'a length beyond the end', bytes: [...structure(1, [0]), 1, 200, 0, 0], count: 1 },
    { name: 'texts without end', bytes: [1, 5, 0, 0, 1, 65, 66], count: 1 },
    { name: 'what follows the end of the table', bytes: [...structure(127, []), ...structure(1, [0])], count: 1 },
    {
      name: 'endless small structures',
      bytes: Array.from({ length: 20_000 }, () => [1, 4, 0, 0, 0, 0]).flat(),
      count: 10_000,
    },
  ])('survives $name', ({ bytes, count }) => {
    expect(decodeSmbios(Uint8Array.from(bytes))).toHaveLength(count);
  });
});

test.each([
  ['Dell Inc.', 'Dell Inc.'],
  ['  two  spaces ', 'two spaces'],
  ['To Be Filled By O.E.M.', null],
  ['Default string', null],
  ['System Serial Number', null],
  ['NO Asset Information', null],
  ['0000000000', null],
  ['............', null],
  ['FFFFFFFF', null],
  ['XXXX', null],
  ['Asset-Tag#', null],
  ['0123456789', null],
  ['', null],
  ['0', null],
  ['F7', 'F7'],
])('meaningful(%j) is %j', (text, expected) => {
  expect(meaningful(text)).toBe(expected);
});

describe('formatUuid()', () => {
  const bytes = Uint8Array.from({ length: 16 }, (_, at) => at);
  test.each([
    [206, '03020100-0504-0706-0809-0a0b0c0d0e0f'],
    [300, '03020100-0504-0706-0809-0a0b0c0d0e0f'],
    [205, '00010203-0405-0607-0809-0a0b0c0d0e0f'],
  ])('of version %i', (version, uuid) => {
    expect(formatUuid(bytes, version)).toBe(uuid);
  });

  test.each([0, 255])('made of %i only is none', (byte) => {
    expect(formatUuid(new Uint8Array(16).fill(byte), 300)).toBeNull();
  });
});

test('decodeEntryPoint() knows both kinds', () => {
  expect(decodeEntryPoint(Buffer.from('_SM3_\u0000\u0018\u0003\u0002'))).toBe(302);
  expect(decodeEntryPoint(Buffer.from('_SM_\u0000\u001f\u0002\u0008'))).toBe(208);
  expect(decodeEntryPoint(Buffer.from('_DMI_'))).toBeNull();
});

test.each([
  { size: 8192, extended: 0, expected: 8192, name: 'MiB' },
  { size: 0x8000 | 2048, extended: 0, expected: 2, name: 'KiB' },
  { size: 0x7fff, extended: 65_536, expected: 65_536, name: 'the wide field' },
  { size: 0, extended: 0, expected: null, name: 'an empty slot' },
  { size: 0xffff, extended: 0, expected: null, name: 'an unknown size' },
])('capacityMiB() reads $name', ({ size, extended, expected }) => {
  expect(capacityMiB({ word: () => size, dword: () => extended })).toBe(expected);
});
