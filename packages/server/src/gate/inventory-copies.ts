import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import type { ContactSettings } from '../fleet/contact-settings.ts';
import type { Coding } from './body.ts';

const deflated = promisify(deflate);

/** Where copies are, in the data folder. */
const FOLDER = 'inventories';

/** A message that was accepted. */
export type Accepted = {
  readonly kind: 'inventory' | 'snmp';
  readonly assetId: number;
  /** As it travelled. */
  readonly body: Buffer;
  readonly coding: Coding;
  /** The document. */
  readonly text: () => Promise<string>;
  readonly format: 'xml' | 'json';
};

type Needs = { readonly dataDir: string; readonly settings: ContactSettings };

export type InventoryCopies = ReturnType<typeof createInventoryCopies>;

/**
 * Copies of accepted inventories for other programs, where GENERATE_OCS_FILES wants them; and of the results of SNMP scans,
 * `ASSET-SNMP`, where GENERATE_OCS_FILES_SNMP does.
 *
 * `inventories/ASSET.ocs` in the data folder is the message as OCS agents send it (zlib), `.xml` and `.json` the readable
 * document. Unless OCS_FILES_OVERWRITE is set, later ones are `ASSET-1.ocs`, `ASSET-2.ocs`… Names are made of numbers of ours, never of
 * what an agent says. Whoever reads a copy sees a whole one.
 */
export function createInventoryCopies({ dataDir, settings }: Needs) {
  const folder = join(dataDir, FOLDER);
  /** Path without number → the last number taken, so that a folder full of copies is not searched each time. */
  const last = new Map<string, number>();

  async function isWanted(kind: Accepted['kind']): Promise<boolean> {
    return await (kind === 'snmp' ? settings.get('GENERATE_OCS_FILES_SNMP') : settings.get('GENERATE_OCS_FILES'));
  }

  async function freePath(stem: string, extension: string): Promise<string> {
    const key = `${stem}.${extension}`;
    let number = last.get(key) ?? 0;
    for (;;) {
      const path = join(folder, number === 0 ? key : `${stem}-${number}.${extension}`);
      number += 1;
      if (await isFree(path)) {
        if (last.size > 100_000) last.clear();
        last.set(key, number);
        return path;
      }
    }
  }

  return {
    /** @returns The path, or null when no copy is wanted. */
    async keep({ kind, assetId, body, coding, text, format }: Accepted): Promise<string | null> {
      if (!(await isWanted(kind))) return null;
      const readable = format === 'json' || (await settings.get('OCS_FILES_FORMAT')) === 'XML';
      const extension = readable ? format : 'ocs';
      const bytes = readable ? await text() : coding === 'zlib' ? body : await deflated(await text());
      const stem = kind === 'snmp' ? `${assetId}-SNMP` : String(assetId);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const overwrite = await settings.get('OCS_FILES_OVERWRITE');
      const path = overwrite ? join(folder, `${stem}.${extension}`) : await freePath(stem, extension);
      const unfinished = `${path}.${process.pid}.part`;
      await writeFile(unfinished, bytes, { mode: 0o600 });
      await rename(unfinished, path);
      return path;
    },
  };
}

async function isFree(path: string): Promise<boolean> {
  try {
    await stat(path);
    return false;
  } catch {
    return true;
  }
}
