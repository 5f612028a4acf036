import type { Readable, Transform } from 'node:stream';
import { constants, createGunzip, createInflate, deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { AppError, LIMITS } from '@muster/protocol';

/** How a message is packed; the reply is packed the same way. */
export type Coding = 'zlib' | 'gzip' | 'plain';

export type BodyLimits = {
  /** Bytes as they travel. */
  readonly bodyBytes: number;
  /** Bytes after inflating. */
  readonly inflatedBytes: number;
};

/** Why a body is no body. */
export const CUT_OFF = 'the connection was closed before the body had arrived';

/** Up to so many bytes a message is unpacked at once, packed and unpacked: handing it to another thread costs more. */
const AT_ONCE = { packed: 64 * 1024, unpacked: 1024 * 1024 };

/** Below this many inflated bytes the ratio is not looked at: short texts may compress extremely well. */
const RATIO_FROM = 1024 * 1024;

/**
 * Reads a request's body.
 *
 * @throws {AppError} `BODY_EMPTY`, `BODY_TOO_LARGE`.
 */
export function readBody(stream: Readable, { bodyBytes }: BodyLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= bodyBytes) chunks.push(chunk);
      else if (chunks.length > 0 || size === chunk.length) {
        // The rest is read and forgotten: a sender whose connection is closed does not hear why.
        chunks.length = 0;
        reject(new AppError('BODY_TOO_LARGE', { limit: bodyBytes }));
      }
    });
    stream.once('end', () => {
      if (size === 0) reject(new AppError('BODY_EMPTY'));
      else resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, size));
    });
    stream.once('error', reject);
    stream.once('close', () => {
      if (!stream.readableEnded) reject(new AppError('REQUEST_INVALID', { reason: CUT_OFF }));
    });
  });
}

/** How a body is packed, by its first bytes: agents' content types cannot be trusted. */
export function codingOf(body: Buffer): Coding {
  if (body[0] === 0x1f && body[1] === 0x8b) return 'gzip';
  // RFC 1950: low nibble 8 is deflate, and the first two bytes are a multiple of 31.
  if (((body[0] ?? 0) & 0x0f) === 8 && body.length > 2 && body.readUInt16BE(0) % 31 === 0) return 'zlib';
  return 'plain';
}

/**
 * Unpacks a body.
 *
 * It stops as soon as a limit is passed, so that a bomb costs no more memory than one megabyte beyond its own size.
 *
 * @throws {AppError} `BODY_INFLATED_TOO_LARGE`, `BODY_NOT_DECODABLE`.
 */
export async function unpack(body: Buffer, coding: Coding, { inflatedBytes }: BodyLimits): Promise<Buffer> {
  if (coding === 'plain') return body;
  if (body.length <= AT_ONCE.packed && inflatedBytes > AT_ONCE.unpacked) {
    const unpacked = unpackAtOnce(body, coding);
    if (unpacked !== null) return unpacked;
  }
  return await new Promise((resolve, reject) => {
    const inflate: Transform = coding === 'zlib' ? createInflate(OPTIONS) : createGunzip(OPTIONS);
    const chunks: Buffer[] = [];
    let size = 0;
    inflate.on('data', (chunk: Buffer) => {
      size += chunk.length;
      const ratioPassed = size > RATIO_FROM && size > LIMITS.inflateRatio * body.length;
      if (size > inflatedBytes || ratioPassed) {
        inflate.destroy();
        reject(new AppError('BODY_INFLATED_TOO_LARGE', { limit: inflatedBytes, ratio: LIMITS.inflateRatio }));
        return;
      }
      chunks.push(chunk);
    });
    inflate.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size)));
    inflate.on('error', (cause) => reject(new AppError('BODY_NOT_DECODABLE', {}, { cause })));
    inflate.end(body);
  });
}
const OPTIONS = { chunkSize: 256 * 1024 };

/** Null for what becomes too large for it. */
function unpackAtOnce(body: Buffer, coding: Coding): Buffer | null {
  const options = { maxOutputLength: AT_ONCE.unpacked };
  try {
    return coding === 'zlib' ? inflateSync(body, options) : gunzipSync(body, options);
  } catch (cause) {
    if (cause instanceof RangeError) return null;
    throw new AppError('BODY_NOT_DECODABLE', {}, { cause });
  }
}

/** The first characters of a packed text, to tell its language by; empty when there are none. */
export function beginning(body: Buffer, coding: Coding): string {
  // A hundred packed bytes are some ten thousand characters at the most.
  const start = body.subarray(0, 100);
  try {
    const options = { finishFlush: constants.Z_SYNC_FLUSH };
    if (coding === 'zlib') return inflateSync(start, options).toString('latin1');
    return (coding === 'gzip' ? gunzipSync(start, options) : start).toString('latin1');
  } catch {
    return '';
  }
}

/** Answers of which most agents get the very same, packed once. */
const KEPT_ANSWERS = 200;
const KEPT_LENGTH = 1000;
const kept = { zlib: new Map<string, Buffer>(), gzip: new Map<string, Buffer>() };

export function pack(text: string, coding: Coding): Buffer {
  if (coding === 'plain') return Buffer.from(text);
  const known = kept[coding].get(text);
  if (known !== undefined) return known;
  // Level 6 makes streams that begin 78 9C: FusionInventory agents refuse every other zlib stream.
  const packed = coding === 'zlib' ? deflateSync(text, { level: 6 }) : gzipSync(text);
  if (text.length <= KEPT_LENGTH) {
    if (kept[coding].size >= KEPT_ANSWERS) kept[coding].clear();
    kept[coding].set(text, packed);
  }
  return packed;
}
