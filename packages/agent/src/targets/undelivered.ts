import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { type OtherValue, sections } from '@muster/protocol';
import { otherOf, withOther } from '../content/other-values.ts';
import type { SectionRows } from '../section-hashes.ts';
import { toFolderName } from '../state.ts';
import { writeWhole } from '../write-whole.ts';

/** An inventory that a server wanted and did not get. */
export type Undelivered = {
  /** Whose it is: the copy of a disk has nothing to deliver for the original. */
  readonly agentId: string;
  readonly collectedAtMs: number;
  readonly rows: SectionRows;
};

export type UndeliveredStore = {
  /** Null when there is none, or none that can be read. */
  read(): Promise<Undelivered | null>;
  /** Replaces an older one. @throws {AppError} `STATE_UNWRITABLE`. */
  write(inventory: Undelivered): Promise<void>;
  clear(): Promise<void>;
};

/** The largest real inventories have 4 MB, and compress ten times. */
const LIMIT_BYTES = 16 * 1024 * 1024;
const INFLATED_LIMIT_BYTES = 64 * 1024 * 1024;
/** What is older says nothing about the machine of today. */
const LIFE_MS = 30 * 86_400_000;

/** `<folder>/<server>/undelivered.gz`: one inventory a server, the newest. */
export function undeliveredStore(stateFolder: string, url: string, nowMs: () => number): UndeliveredStore {
  const folder = join(stateFolder, toFolderName(url));
  const path = join(folder, 'undelivered.gz');
  const clear = () => rm(path, { force: true }).catch(() => undefined);
  return {
    read: async () => {
      const found = await readInventory(path);
      if (found !== null && nowMs() - found.collectedAtMs < LIFE_MS) return found;
      await clear();
      return null;
    },
    write: async (inventory) => {
      const bytes = await promisify(gzip)(JSON.stringify({ ...inventory, other: otherOf(inventory.rows) }));
      if (bytes.length > LIMIT_BYTES) return;
      writeWhole(path, bytes);
    },
    clear,
  };
}

async function readInventory(path: string): Promise<Undelivered | null> {
  try {
    if ((await stat(path)).size > LIMIT_BYTES) return null;
    const bytes = await promisify(gunzip)(await readFile(path), { maxOutputLength: INFLATED_LIMIT_BYTES });
    return toUndelivered(JSON.parse(bytes.toString('utf8')));
  } catch {
    return null; // there is none, or a power cut left half of one
  }
}

function toUndelivered(value: unknown): Undelivered | null {
  if (!isObject(value) || !isObject(value.rows)) return null;
  const { agentId, collectedAtMs, rows } = value;
  if (typeof agentId !== 'string' || typeof collectedAtMs !== 'number') return null;
  const known = Object.entries(rows).filter(([name, list]) => Object.hasOwn(sections, name) && isRows(list));
  const kept = Object.fromEntries(known) as SectionRows; // safe: written by this program
  const other = Array.isArray(value.other) ? value.other.filter(isOther) : [];
  return { agentId, collectedAtMs, rows: withOther(kept, other) };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isOther = (value: unknown): value is OtherValue =>
  isObject(value) &&
  typeof value.row === 'number' &&
  [value.section, value.path, value.value].every((text) => typeof text === 'string');
const isRows = (value: unknown) => Array.isArray(value) && value.every(isObject);
