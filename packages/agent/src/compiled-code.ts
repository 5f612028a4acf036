import { lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { hasRoom } from './has-room.ts';

/**
 * Lets Node keep what it compiles of our modules beside the agent's state: the next process reads it instead, which spares it a
 * twentieth of its time. Not for a daemon, in whose memory it would stay.
 *
 * Compiled code is run without a second look. It is only kept where nobody but who runs this can write.
 */
export function keepCompiled(stateFolder: string): void {
  const folder = join(stateFolder, 'compiled');
  try {
    if (!isOwn(stateFolder) || !hasRoom(stateFolder)) return;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOwn(folder)) return;
  } catch {
    return; // no state is kept here: it is compiled again
  }
  process.getBuiltinModule('node:module').enableCompileCache({ directory: folder, portable: true });
}

/** A folder of this user's, no link to one, that nobody else writes to. */
function isOwn(folder: string): boolean {
  const facts = lstatSync(folder);
  return facts.isDirectory() && facts.uid === process.geteuid?.() && (facts.mode & 0o022) === 0;
}
