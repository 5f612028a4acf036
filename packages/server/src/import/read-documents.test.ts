import { deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readDocuments } from './read-documents.ts';
import { makeZip } from './testing/make-zip.ts';

const MIB = 1024 * 1024;
const limits = { bodyBytes: 4 * MIB, inflatedBytes: 8 * MIB, zipFiles: 50, zipBytes: 4 * MIB };
const xml = '<?xml version="1.0"?><REQUEST/>';
const json = '{"action":"inventory"}';

/** `name: text` of what was found, `name: CODE` of what was not. */
async function found(bytes: Buffer): Promise<string[]> {
  const lines: string[] = [];
  for await (const one of readDocuments('f', bytes, limits)) {
    lines.push(`${one.name}: ${'error' in one ? one.error.code : one.text}`);
  }
  return lines;
}

const inner = makeZip([{ name: 'b.xml', bytes: xml }]);

test.each([
  { name: 'XML', bytes: Buffer.from(xml), finds: [`f: ${xml}`] },
  { name: 'XML with a byte order mark', bytes: Buffer.from(`\ufeff${xml}`), finds: [`f: ${xml}`] },
  { name: 'JSON', bytes: Buffer.from(json), finds: [`f: ${json}`] },
  { name: 'an .ocs file', bytes: deflateSync(xml), finds: [`f: ${xml}`] },
  { name: 'gzip', bytes: gzipSync(json), finds: [`f: ${json}`] },
  { name: 'an .ocs file in gzip', bytes: gzipSync(deflateSync(xml)), finds: [`f: ${xml}`] },
  {
    name: 'a zip of all of them',
    bytes: makeZip([
      { name: 'dir/', bytes: '', stored: true },
      { name: 'dir/a.ocs', bytes: deflateSync(xml), stored: true },
      { name: 'dir/b.json.gz', bytes: gzipSync(json) },
      { name: '__MACOSX/dir/._a.ocs', bytes: 'x' },
      { name: 'c.xml', bytes: xml },
    ]),
    finds: [`f/dir/a.ocs: ${xml}`, `f/dir/b.json.gz: ${json}`, `f/c.xml: ${xml}`],
  },
  { name: 'a zip in a zip', bytes: makeZip([{ name: 'a.zip', bytes: inner }]), finds: [`f/a.zip/b.xml: ${xml}`] },
  { name: 'a zip in gzip', bytes: gzipSync(inner), finds: [`f/b.xml: ${xml}`] },
  { name: 'an empty zip', bytes: makeZip([]), finds: [] },
  { name: 'names that climb', bytes: makeZip([{ name: '../../x', bytes: xml }]), finds: [`f/../../x: ${xml}`] },
])('readDocuments() reads $name', async ({ bytes, finds }) => {
  expect(await found(bytes)).toEqual(finds);
});

test.each([
  { name: 'an empty file', bytes: Buffer.alloc(0), finds: ['f: BODY_EMPTY'] },
  { name: 'a text', bytes: Buffer.from('hello'), finds: ['f: BODY_NOT_DECODABLE'] },
  { name: 'a truncated .ocs', bytes: deflateSync(xml.repeat(9)).subarray(0, 20), finds: ['f: BODY_NOT_DECODABLE'] },
  { name: 'three packings', bytes: gzipSync(gzipSync(gzipSync(xml))), finds: ['f: BODY_NOT_DECODABLE'] },
  { name: 'a truncated zip', bytes: inner.subarray(0, inner.length - 30), finds: ['f: ZIP_DAMAGED'] },
  {
    name: 'three zips',
    bytes: makeZip([{ name: 'a', bytes: makeZip([{ name: 'b', bytes: inner }]) }]),
    finds: ['f/a/b: ZIP_TOO_DEEP'],
  },
  {
    name: 'a bomb among good files',
    bytes: makeZip([
      { name: 'bomb', bytes: Buffer.alloc(64 * MIB) },
      { name: 'a', bytes: xml },
    ]),
    finds: ['f/bomb: BODY_INFLATED_TOO_LARGE', `f/a: ${xml}`],
  },
  {
    name: 'a bomb that lies about its size',
    bytes: makeZip([
      { name: 'bomb', bytes: Buffer.alloc(64 * MIB), claimed: 1000 },
      { name: 'a', bytes: xml },
    ]),
    finds: ['f/bomb: ZIP_DAMAGED', `f/a: ${xml}`],
  },
  {
    name: 'a bomb in a zip in a zip',
    bytes: makeZip([{ name: 'z', bytes: makeZip([{ name: 'b', bytes: gzipSync(Buffer.alloc(64 * MIB)) }]) }]),
    finds: ['f/z/b: BODY_INFLATED_TOO_LARGE'],
  },
  {
    name: 'too high a ratio below the size allowed',
    bytes: makeZip([{ name: 'b', bytes: Buffer.alloc(7 * MIB, 32) }]),
    finds: ['f/b: BODY_INFLATED_TOO_LARGE'],
  },
  {
    name: 'an encrypted file among good ones',
    bytes: makeZip([
      { name: 'secret', bytes: xml, encrypted: true },
      { name: 'a', bytes: xml },
    ]),
    finds: ['f/secret: ZIP_DAMAGED', `f/a: ${xml}`],
  },
])('readDocuments() reports $name, and reads on', async ({ bytes, finds }) => {
  expect(await found(bytes)).toEqual(finds);
});

test('readDocuments() stops at too many files, in archives of archives too', async () => {
  const many = makeZip(Array.from({ length: 30 }, (_, i) => ({ name: `${i}.xml`, bytes: xml })));
  const lines = await found(
    makeZip([
      { name: 'a.zip', bytes: many },
      { name: 'b.zip', bytes: many },
    ]),
  );
  expect(lines.filter((line) => line.endsWith(xml))).toHaveLength(48);
  expect(lines.filter((line) => line.endsWith('ZIP_TOO_MANY_FILES'))).not.toEqual([]);
});

test('readDocuments() gives up an archive that holds more in all than any real one', async () => {
  // Each is too small for its ratio to be looked at; together they are a thousand times the size of the archive.
  const bombs = Array.from({ length: 40 }, (_, i) => ({ name: `${i}`, bytes: Buffer.alloc(MIB, 32) }));
  const lines = await found(makeZip([{ name: 'z', bytes: makeZip(bombs) }]));
  expect(lines.length).toBeLessThan(20);
  expect(lines.at(-1)).toBe('f: ZIP_TOO_LARGE');
});
