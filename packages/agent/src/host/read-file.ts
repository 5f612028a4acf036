import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { decodeOutput } from './decode-output.ts';
import type { ReadOptions } from './host.ts';
import { close, fstat, open, read } from './in-thread.ts';

const READ_LIMIT_BYTES = 4 * 1024 * 1024;
/** Not blocking: a named pipe or a terminal where a file is expected must not hang the agent. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;

/** Told of what was cut off or killed: it is no failure of a collector, but its result may be incomplete. */
export type ReportTrouble = (trouble: string) => void;

/**
 * Folders of the machine itself, which answer at once. An inventory reads more than a thousand small files there: handing each
 * to a thread and back would take four times as long as reading it.
 */
const QUICK = /^\/(?:proc|sys|etc|run|usr|var\/(?:lib|log|cache))\//;
/** What asks a device or waits for a process, and perhaps for ever: read in a thread, so that the others go on. */
const SLOW = /^\/sys\/(?:class|devices\/virtual)\/(?:power_supply|hwmon|thermal)\/|\/(?:edid|vpd_pg\w+)$|\.automount/;

/** True where a file may be read without a thread. */
export function isQuick(path: string, { mayWait }: ReadOptions = {}): boolean {
  return mayWait !== true && QUICK.test(path) && !SLOW.test(path);
}

/** Bytes of a file; null where there is none that may be read. */
export async function readBytes(
  path: string,
  options: ReadOptions = {},
  report: ReportTrouble,
): Promise<Uint8Array | null> {
  if (!isQuick(path, options)) return await readInThread(path, options, report);
  const bytes = readQuickly(path, options, report);
  // What is in the shared buffer is overwritten by the next file.
  return bytes === null || bytes.buffer !== scratch.buffer ? bytes : Buffer.from(bytes);
}

/** Text of a file; null where there is none that may be read. */
export async function readText(path: string, options: ReadOptions = {}, report: ReportTrouble): Promise<string | null> {
  const bytes = isQuick(path, options) ? readQuickly(path, options, report) : await readInThread(path, options, report);
  return bytes === null ? null : toText(bytes);
}

function toText(bytes: Buffer): string {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return isUtf8(bytes) ? bytes.toString('utf8', hasMark ? 3 : 0) : decodeOutput(bytes);
}

/** Most files of the kernel fit in here, so that reading one allocates nothing. */
const scratch = Buffer.allocUnsafeSlow(64 * 1024);

function readQuickly(path: string, options: ReadOptions, report: ReportTrouble): Buffer | null {
  const { limitBytes = READ_LIMIT_BYTES, end } = options;
  let file: number;
  try {
    file = openSync(path, OPEN_FLAGS);
  } catch {
    return null;
  }
  try {
    const facts = fstatSync(file);
    if (!facts.isFile()) return null;
    const from = end === true && facts.size > limitBytes ? facts.size - limitBytes : 0;
    let buffer: Buffer =
      facts.size < scratch.length ? scratch : Buffer.allocUnsafe(Math.min(limitBytes, facts.size) + 1);
    let length = 0;
    while (length <= limitBytes) {
      if (length === buffer.length) buffer = grow(buffer, limitBytes);
      const count = readSync(file, buffer, length, buffer.length - length, from === 0 ? null : from + length);
      if (count === 0) break;
      length += count;
    }
    return cut(path, buffer.subarray(0, length), options, report);
  } catch {
    return null; // such as EIO or EAGAIN of a file in /sys whose device does not answer
  } finally {
    closeSync(file);
  }
}

const PIECE_BYTES = 256 * 1024;

/** Reads a file of the machine itself piece by piece, and ends with an empty piece. */
export function scanFile(path: string, take: (piece: string) => void): boolean {
  let file: number;
  try {
    file = openSync(path, OPEN_FLAGS);
  } catch {
    return false;
  }
  try {
    if (!fstatSync(file).isFile()) return false;
    const buffer = Buffer.allocUnsafe(PIECE_BYTES);
    for (let count = readSync(file, buffer); count > 0; count = readSync(file, buffer)) {
      take(buffer.toString('latin1', 0, count));
    }
    take('');
    return true;
  } catch {
    return false;
  } finally {
    closeSync(file);
  }
}

async function readInThread(path: string, options: ReadOptions, report: ReportTrouble): Promise<Buffer | null> {
  const { limitBytes = READ_LIMIT_BYTES, end } = options;
  let file: number;
  try {
    file = await open(path, OPEN_FLAGS);
  } catch {
    return null;
  }
  try {
    const facts = await fstat(file);
    if (!facts.isFile() && !(options.device === true && facts.isBlockDevice())) return null;
    const from = end === true && facts.size > limitBytes ? facts.size - limitBytes : 0;
    return cut(path, await readUpTo(file, facts.size, from, limitBytes), options, report);
  } catch {
    return null;
  } finally {
    await close(file);
  }
}

/** Reads at most one byte more than the limit; files in `/proc` and `/sys` say nothing true about their size. */
async function readUpTo(file: number, sizeBytes: number, from: number, limitBytes: number): Promise<Buffer> {
  // Files of /sys claim 4096 bytes, those of /proc claim 0.
  let buffer: Buffer = Buffer.allocUnsafe(Math.min(limitBytes, Math.max(sizeBytes, 4096)) + 1);
  let length = 0;
  while (length <= limitBytes) {
    if (length === buffer.length) buffer = grow(buffer, limitBytes);
    const { bytesRead } = await read(file, buffer, length, buffer.length - length, from === 0 ? null : from + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}

function grow(buffer: Buffer, limitBytes: number): Buffer {
  const larger = Buffer.allocUnsafe(Math.max(buffer.length + 1, Math.min(buffer.length * 4, limitBytes + 1)));
  buffer.copy(larger);
  return larger;
}

function cut(path: string, bytes: Buffer, options: ReadOptions, report: ReportTrouble): Buffer {
  const { limitBytes = READ_LIMIT_BYTES, end, head } = options;
  if (bytes.length <= limitBytes) return bytes;
  if (end !== true && head !== true) report(`${path} is longer than ${limitBytes} bytes, the rest is left out`);
  return bytes.subarray(0, limitBytes);
}
