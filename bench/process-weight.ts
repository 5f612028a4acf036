import { readdirSync, readFileSync } from 'node:fs';

/** Text of a file of a process; empty when it has ended. */
function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

const kibibytes = (text: string, name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);

/** A process and all it has started, as far as they run now. */
function treeOf(pid: number): number[] {
  const below = read(`/proc/${pid}/task/${pid}/children`)
    .split(' ')
    .filter((text) => text !== '')
    .map(Number);
  return [pid, ...below.flatMap(treeOf)];
}

/** Resident memory of a process with all it has started, and the highest that one of them ever had. */
export function sumOfTree(pid: number): { sumMiB: number; highestMiB: number } {
  const all = treeOf(pid).map((each) => read(`/proc/${each}/status`));
  return {
    sumMiB: all.reduce((sum, text) => sum + kibibytes(text, 'VmRSS'), 0) / 1024,
    highestMiB: Math.max(0, ...all.map((text) => kibibytes(text, 'VmHWM'))) / 1024,
  };
}

/** Resident memory of one process: all of it, and what is its own rather than a file's. */
export function memoryOf(pid: number): { residentMiB: number; anonymousMiB: number } {
  const text = read(`/proc/${pid}/smaps_rollup`);
  return { residentMiB: kibibytes(text, 'Rss') / 1024, anonymousMiB: kibibytes(text, 'Anonymous') / 1024 };
}

/** How often all threads of a process went to sleep so far; each time something had woken them. */
export function wakeUpsOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).reduce(
      (sum, thread) => sum + kibibytes(read(`/proc/${pid}/task/${thread}/status`), 'voluntary_ctxt_switches'),
      0,
    );
  } catch {
    return 0;
  }
}
