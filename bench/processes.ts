import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = Number(spawnSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }).stdout) || 100;

type Stat = { readonly name: string; readonly parent: number; readonly cpuMs: number };

/** Time that processes and all below them have computed so far, those that have ended included, in milliseconds. */
export function cpuMsOf(roots: readonly number[]): number {
  const all = new Map<number, Stat>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const stat = readStat(Number(entry));
    if (stat !== null) all.set(Number(entry), stat);
  }
  let total = 0;
  for (const [pid, { cpuMs }] of all) {
    let at: number | undefined = pid;
    while (at !== undefined && at > 1 && !roots.includes(at)) at = all.get(at)?.parent;
    if (at !== undefined && roots.includes(at)) total += cpuMs;
  }
  return total;
}

/** The parent of a process on this machine if it is a program of that name, else null. */
export function parentNamed(pid: number, name: string): number | null {
  const parent = readStat(pid)?.parent ?? 0;
  return readStat(parent)?.name === name ? parent : null;
}

/** Fields 2 (name), 4 (parent), 14 and 15 (user and system time) and 16 and 17 (those of children that have ended). Source: proc(5). */
function readStat(pid: number): Stat | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null; // it has ended meanwhile
  }
  const nameEnd = text.lastIndexOf(')');
  const fields = text.slice(nameEnd + 2).split(' ');
  const ticks = [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i]), 0);
  return {
    name: text.slice(text.indexOf('(') + 1, nameEnd),
    parent: Number(fields[1]),
    cpuMs: (ticks * 1000) / TICKS_PER_SECOND,
  };
}
