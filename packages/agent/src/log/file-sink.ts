import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Sink } from '../log.ts';

type File = { readonly path: string; readonly maxBytes: number };

/**
 * A file that never grows beyond `maxBytes`: then it becomes `FILE.1`, in the place of the one before.
 *
 * Opened anew for each line, so that several processes may write to it, and others may move it away.
 */
export function fileSink({ path, maxBytes }: File, warn: (message: string) => void): Sink {
  let troubled = false;
  return (line) => {
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o750 });
      if (sizeOf(path) + line.length > maxBytes) renameSync(path, `${path}.1`);
      appendFileSync(path, `${new Date().toISOString()} ${line}\n`, { mode: 0o640 });
      troubled = false;
    } catch (error) {
      // A full disk must not stop the agent; said once.
      if (!troubled) warn(`Cannot write the log "${path}": ${(error as Error).message}`);
      troubled = true;
    }
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
