import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@muster/protocol';
import { toFolderName } from '../state.ts';
import { writeWhole } from '../write-whole.ts';

/** What one server has accepted already, so that an interrupted injection goes on where it stopped. */
export type Journal = {
  has(hash: string): boolean;
  /** @throws {AppError} `STATE_UNWRITABLE`. */
  add(hash: string, name: string): Promise<void>;
};

/** Some hundred thousand files; of more, the older half is forgotten. */
const LIMIT_BYTES = 32 * 1024 * 1024;

/** `<folder>/injected/<server>.log`: a line a file, `SHA-256 DATE NAME`. */
export async function openJournal(stateFolder: string, url: string): Promise<Journal> {
  const folder = join(stateFolder, 'injected');
  const path = join(folder, `${toFolderName(url)}.log`);
  const text = await readFile(path, 'utf8').catch(() => '');
  const lines = text.split('\n').filter((line) => /^[0-9a-f]{64} /.test(line));
  const kept = text.length > LIMIT_BYTES ? lines.slice(lines.length / 2) : lines;
  const known = new Set(kept.map((line) => line.slice(0, 64)));
  const write = async (action: () => Promise<void>) => {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await action();
    } catch (error) {
      throw new AppError('STATE_UNWRITABLE', { path, reason: (error as Error).message }, { cause: error });
    }
  };
  if (kept.length < lines.length) writeWhole(path, `${kept.join('\n')}\n`);
  return {
    has: (hash) => known.has(hash),
    add: async (hash, name) => {
      known.add(hash);
      const shown = name.replace(/[\r\n]+/g, ' ');
      await write(() => appendFile(path, `${hash} ${new Date().toISOString()} ${shown}\n`, { mode: 0o600 }));
    },
  };
}
