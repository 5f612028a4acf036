import { closeSync, openSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Inventory } from '@muster/protocol';
import { AppError } from '@muster/protocol/errors';
import type { InventoryFormat } from '../config.ts';
import { ENDINGS, encodeInventory } from './encode-inventory.ts';

type Output = {
  /** A folder, a file, or `-`. */
  readonly place: string;
  /** Null: as it fits the place. */
  readonly format: InventoryFormat | null;
  readonly out: (text: string | Uint8Array) => void;
};

/**
 * Writes an inventory: into a folder as `DEVICEID.ocs`, to a file, or to the standard output as XML, so that it can be
 * passed on.
 *
 * @throws {AppError} `OUTPUT_UNWRITABLE`.
 */
export async function writeInventory(inventory: Inventory, { place, format, out }: Output): Promise<void> {
  const intoFolder = place !== '-' && isFolder(place);
  const as = format ?? (place === '-' ? 'xml' : formatOf(place, intoFolder));
  const path = intoFolder ? join(place, `${safeName(inventory.deviceId)}.${ENDINGS[as]}`) : place;
  const document = await encodeInventory(inventory, as);
  try {
    if (place === '-') {
      for (const part of partsOf(document)) out(part);
      return;
    }
    if (!intoFolder) return writeFile(path, document);
    // Somebody may be collecting the files of the folder just now.
    writeFile(`${path}.new`, document);
    renameSync(`${path}.new`, path);
  } catch (error) {
    throw new AppError('OUTPUT_UNWRITABLE', { path, reason: (error as Error).message }, { cause: error });
  }
}

type Document = Awaited<ReturnType<typeof encodeInventory>>;

/** Letters that are written at once. */
const PART_LENGTH = 64 * 1024;

/** Neither as many small writes as there are pieces, nor all of it in memory: that would be the most an agent ever holds. */
function* partsOf(document: Document): Generator<string | Uint8Array> {
  if (typeof document === 'string' || document instanceof Uint8Array) {
    yield document;
    return;
  }
  let part = '';
  for (const piece of document) {
    part += piece;
    if (part.length < PART_LENGTH) continue;
    yield part;
    part = '';
  }
  yield part;
}

/** Inventories name users and addresses: not for everybody on the machine. */
function writeFile(path: string, document: Document): void {
  const file = openSync(path, 'w', 0o600);
  try {
    for (const part of partsOf(document)) writeFileSync(file, part);
  } finally {
    closeSync(file);
  }
}

function isFolder(place: string): boolean {
  return place.endsWith('/') || (statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

/** A folder gets what the OCS agent writes there; a file what its name says. */
function formatOf(place: string, intoFolder: boolean): InventoryFormat {
  if (intoFolder) return 'ocs';
  const ending = /\.(\w+)$/.exec(place)?.[1]?.toLowerCase();
  const [format] = Object.entries(ENDINGS).find(([, known]) => known === ending) ?? ['xml'];
  return format as InventoryFormat; // safe: a key of the table
}

/** A DEVICEID that was taken over from another agent may hold anything. */
const safeName = (deviceId: string) => deviceId.replace(/[^\p{L}\p{N}._-]/gu, '_').replace(/^\./, '_');
