import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../write-whole.ts';

/**
 * `<state folder>/wake-token`: whoever knows it may wake this agent, from wherever. Made at the first start of a daemon.
 */
export function keepWakeToken(stateFolder: string): void {
  if (readWakeToken(stateFolder) !== null) return;
  // 128 bits of the kernel's; node:crypto would cost an idle daemon 3 MB.
  const token = readFileSync('/proc/sys/kernel/random/uuid', 'latin1').trim();
  writeWhole(pathOf(stateFolder), `${token}\n`);
}

export function readWakeToken(stateFolder: string): string | null {
  try {
    return readFileSync(pathOf(stateFolder), 'latin1').trim() || null;
  } catch {
    return null;
  }
}

/** Compares all of it, whatever the first difference is: the time it takes tells nothing. */
export function isWakeToken(stateFolder: string, given: string): boolean {
  const token = readWakeToken(stateFolder);
  if (token === null || token.length !== given.length) return false;
  let difference = 0;
  for (let i = 0; i < token.length; i++) difference |= token.charCodeAt(i) ^ given.charCodeAt(i);
  return difference === 0;
}

const pathOf = (stateFolder: string) => join(stateFolder, 'wake-token');
