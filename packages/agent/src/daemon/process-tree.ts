import { readdirSync, readFileSync } from 'node:fs';

/** Kills a process and all that it started, also what is in process groups of its own. */
export function killTree(pid: number | undefined): void {
  if (pid === undefined) return;
  const below = descendants(pid);
  // The root first, so that it starts nothing more.
  for (const each of [pid, ...below]) {
    try {
      process.kill(each, 'SIGKILL');
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

function descendants(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of listProcesses()) {
    const pid = Number(name);
    const parent = Number(readOrNull(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ')[1]);
    if (parent > 0) parents.set(pid, parent);
  }
  const found = new Set([root]);
  // Parents may come after their children: look again until nothing is added.
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  found.delete(root);
  return [...found];
}

function listProcesses(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return []; // no /proc: only the process itself is killed
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return null;
  }
}
