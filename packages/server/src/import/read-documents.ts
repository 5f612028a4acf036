import { AppError, decodeText, LIMITS } from '@muster/protocol';
import { type Entry, fromBufferPromise, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl';
import { codingOf, unpack } from '../gate/body.ts';
import { type ImportLimits, PACKINGS, ZIP_DEPTH } from './import-limits.ts';

/** A document found in what was given, or why it could not be read. The name is for people: a path, then names in archives. */
export type FoundDocument =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly error: AppError };

/** How deep in archives and packings something stands. */
type Depth = { readonly zips: number; readonly packings: number };

const TOP: Depth = { zips: 0, packings: 0 };

/** What one import has still left of what archives may hold; archives in archives share it. */
type Budget = { files: number; bytes: number };

/** Whether these are the first bytes of a zip archive. An empty one begins with its end. */
export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5) && (head[3] === 4 || head[3] === 6);
}

/**
 * The documents in a file: itself, or those in an archive, one after the other. Whatever cannot be read is reported in its
 * place, and the next follows.
 */
export async function* readDocuments(
  name: string,
  bytes: Buffer,
  limits: ImportLimits,
): AsyncGenerator<FoundDocument, void, undefined> {
  yield* read(name, bytes, TOP, budgetOf(bytes.length, limits), limits);
}

/** The same for an archive of any size, of which only one file at a time is in memory. */
export async function* readZipFile(
  path: string,
  size: number,
  limits: ImportLimits,
): AsyncGenerator<FoundDocument, void, undefined> {
  yield* readZip(path, () => openPromise(path, OPEN), { zips: 1, packings: 0 }, budgetOf(size, limits), limits);
}

function budgetOf(size: number, { zipFiles, zipBytes }: ImportLimits): Budget {
  return { files: zipFiles, bytes: Math.max(zipBytes, size * LIMITS.inflateRatio) };
}

async function* read(
  name: string,
  bytes: Buffer,
  depth: Depth,
  budget: Budget,
  limits: ImportLimits,
): AsyncGenerator<FoundDocument, void, undefined> {
  if (isZip(bytes)) {
    const zips = depth.zips + 1;
    if (zips > ZIP_DEPTH) yield { name, error: new AppError('ZIP_TOO_DEEP', { limit: ZIP_DEPTH }) };
    else yield* readZip(name, () => fromBufferPromise(bytes, OPEN), { ...depth, zips }, budget, limits);
    return;
  }
  const coding = codingOf(bytes);
  if (coding !== 'plain' && depth.packings < PACKINGS) {
    const inner = await caught(() => unpack(bytes, coding, limits));
    if (inner instanceof AppError) yield { name, error: inner };
    else yield* read(name, inner, { ...depth, packings: depth.packings + 1 }, budget, limits);
    return;
  }
  const text = await caught(async () => decodeText(bytes));
  yield text instanceof AppError ? { name, error: text } : { name, text };
}

/** Names are only shown: nothing is written under them, so that none needs to be refused. */
const OPEN = { decodeStrings: false };

async function* readZip(
  name: string,
  open: () => Promise<ZipFile>,
  depth: Depth,
  budget: Budget,
  limits: ImportLimits,
): AsyncGenerator<FoundDocument, void, undefined> {
  let zip: ZipFile;
  try {
    zip = await open();
  } catch (cause) {
    yield { name, error: damaged(cause) };
    return;
  }
  try {
    for await (const entry of zip.eachEntry()) {
      const entryName = nameOf(entry);
      if (entryName.endsWith('/') || isResourceFork(entryName)) continue;
      const inner = `${name}/${entryName}`;
      budget.files -= 1;
      if (budget.files < 0) {
        yield { name, error: new AppError('ZIP_TOO_MANY_FILES', { limit: limits.zipFiles }) };
        return;
      }
      const bytes = await caught(() => readEntry(zip, entry, budget, limits));
      if (bytes instanceof AppError) yield { name: inner, error: bytes };
      else yield* read(inner, bytes, depth, budget, limits);
      if (budget.bytes < 0) {
        yield { name, error: new AppError('ZIP_TOO_LARGE') };
        return;
      }
    }
  } catch (cause) {
    yield { name, error: damaged(cause) };
  } finally {
    if (zip.isOpen) zip.close();
  }
}

/** Below this many inflated bytes the ratio is not looked at, as for messages. */
const RATIO_FROM = 1024 * 1024;

async function readEntry(zip: ZipFile, entry: Entry, budget: Budget, limits: ImportLimits): Promise<Buffer> {
  const tooLarge = () =>
    new AppError('BODY_INFLATED_TOO_LARGE', { limit: limits.inflatedBytes, ratio: LIMITS.inflateRatio });
  if (entry.isEncrypted()) throw new AppError('ZIP_DAMAGED', { reason: 'the file in it is encrypted' });
  if (entry.uncompressedSize > limits.inflatedBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      size += chunk.length;
      budget.bytes -= chunk.length;
      const ratioPassed = size > RATIO_FROM && size > LIMITS.inflateRatio * entry.compressedSize;
      if (size > limits.inflatedBytes || ratioPassed || budget.bytes < 0) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof AppError ? error : damaged(error);
  }
  return Buffer.concat(chunks, size);
}

function nameOf(entry: Entry): string {
  return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields ?? [], false);
}

/** What macOS adds to archives beside each file. */
function isResourceFork(name: string): boolean {
  return name.startsWith('__MACOSX/') || name.split('/').at(-1) === '.DS_Store';
}

function damaged(cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message.slice(0, 200) : 'unknown';
  return new AppError('ZIP_DAMAGED', { reason }, { cause });
}

/** The value, or the error as one: anything that is not about the document is thrown on. */
async function caught<T>(work: () => Promise<T>): Promise<T | AppError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
