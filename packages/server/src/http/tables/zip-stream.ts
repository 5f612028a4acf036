import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

/** A file of the archive: its texts as they come. */
export type ZipEntry = { readonly name: string; readonly content: AsyncIterable<string> | Iterable<string> };

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Sizes follow the content; names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATE = 8;
/** 1980-01-01: the archive is the same whenever it is written. */
const DATE = 0x21;
const VERSION = 20;

type Written = {
  readonly name: Buffer;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
};

/**
 * A ZIP archive (APPNOTE 6.3.10, without ZIP64), written from its first byte to its last: each file is packed while it is
 * made, and what is known only then follows it. Up to 4 GiB.
 *
 * @throws {Error} When it becomes larger.
 */
export async function* writeZip(entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let at = 0;
  for await (const { name, content } of entries) {
    const head = localHeader(Buffer.from(name));
    yield head;
    const sums = { crc: 0, packed: 0, size: 0 };
    for await (const chunk of deflated(content, sums)) yield chunk;
    yield numbers([4, DESCRIPTOR], [4, sums.crc], [4, sums.packed], [4, sums.size]);
    written.push({ name: Buffer.from(name), ...sums, at });
    at += head.length + sums.packed + 16;
    if (at > 0xffffffff || sums.size > 0xffffffff) throw new Error('The archive is larger than 4 GiB');
  }
  const directory = Buffer.concat(written.map(centralHeader));
  yield directory;
  const count = written.length;
  yield numbers([4, END], [2, 0], [2, 0], [2, count], [2, count], [4, directory.length], [4, at], [2, 0]);
}

/** Adds up, in `sums`, what goes in and comes out. */
async function* deflated(content: ZipEntry['content'], sums: { crc: number; packed: number; size: number }) {
  async function* bytes() {
    for await (const text of content) {
      const chunk = Buffer.from(text);
      sums.crc = crc32(chunk, sums.crc);
      sums.size += chunk.length;
      yield chunk;
    }
  }
  const packer = createDeflateRaw({ level: 6 });
  pipeline(Readable.from(bytes()), packer, () => undefined); // a failure destroys the packer, which tells who reads it
  for await (const chunk of packer as AsyncIterable<Buffer>) {
    sums.packed += chunk.length;
    yield chunk;
  }
}

const localHeader = (name: Buffer) =>
  Buffer.concat([
    numbers(
      [4, LOCAL],
      [2, VERSION],
      [2, FLAGS],
      [2, DEFLATE],
      [2, 0],
      [2, DATE],
      [4, 0],
      [4, 0],
      [4, 0],
      [2, name.length],
      [2, 0],
    ),
    name,
  ]);

const centralHeader = ({ name, crc, packed, size, at }: Written) =>
  Buffer.concat([
    numbers([4, CENTRAL], [2, VERSION], [2, VERSION], [2, FLAGS], [2, DEFLATE], [2, 0], [2, DATE]),
    numbers([4, crc], [4, packed], [4, size], [2, name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, at]),
    name,
  ]);

/** Numbers of 2 or 4 bytes, lowest byte first. */
function numbers(...parts: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer {
  const buffer = Buffer.alloc(parts.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of parts) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}
