import { Readable } from 'node:stream';
import { deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { codingOf, pack, readBody, unpack } from './body.ts';

const limits = { bodyBytes: 1000, inflatedBytes: 4 * 1024 * 1024 };
const xml = '<?xml version="1.0"?><REQUEST><QUERY>PROLOG</QUERY></REQUEST>';

test.each([
  { name: 'zlib', body: deflateSync(xml), coding: 'zlib' as const },
  { name: 'zlib level 9', body: deflateSync(xml, { level: 9 }), coding: 'zlib' as const },
  { name: 'gzip', body: gzipSync(xml), coding: 'gzip' as const },
  { name: 'plain XML', body: Buffer.from(xml), coding: 'plain' as const },
  { name: 'plain JSON', body: Buffer.from('{"a":1}'), coding: 'plain' as const },
])('unpack() reads $name', async ({ body, coding }) => {
  expect(codingOf(body)).toBe(coding);
  expect((await unpack(body, coding, limits)).length).toBeGreaterThan(6);
});

test('pack() writes zlib streams that FusionInventory agents accept', () => {
  expect(pack(xml, 'zlib').subarray(0, 2).toString('hex')).toBe('789c');
});

test('unpack() stops a bomb', async () => {
  const bomb = deflateSync(Buffer.alloc(64 * 1024 * 1024));
  await expect(unpack(bomb, 'zlib', limits)).rejects.toMatchObject({ code: 'BODY_INFLATED_TOO_LARGE' });
});

test.each([
  { name: 'a truncated stream', body: deflateSync(xml).subarray(0, 20) },
  { name: 'a damaged stream', body: Buffer.concat([deflateSync(xml).subarray(0, 20), Buffer.alloc(30, 7)]) },
])('unpack() refuses $name', async ({ body }) => {
  await expect(unpack(body, 'zlib', limits)).rejects.toMatchObject({ code: 'BODY_NOT_DECODABLE' });
});

test.each([
  { name: 'an empty body', chunks: [], code: 'BODY_EMPTY' },
  { name: 'a body that is too large', chunks: [Buffer.alloc(600), Buffer.alloc(600)], code: 'BODY_TOO_LARGE' },
])('readBody() refuses $name', async ({ chunks, code }) => {
  await expect(readBody(Readable.from(chunks), limits)).rejects.toMatchObject({ code });
});
