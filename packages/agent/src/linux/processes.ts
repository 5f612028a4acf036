import { type Host, once } from '../host/host.ts';

/** A running process, as the kernel describes it. */
export type Process = {
  readonly pid: number;
  /** Name of its program, at most 15 letters. */
  readonly name: string;
  /** One letter: `R` runs, `S` sleeps, `D` waits for a device, `Z` has ended. */
  readonly state: string;
  /** Null where the kernel does not tell. */
  readonly uid: number | null;
  readonly parentPid: number;
  /** Number of its terminal, 0 without. */
  readonly terminal: number;
  readonly startTicks: number;
  readonly cpuTicks: number;
  readonly virtualBytes: number;
  readonly residentKiB: number;
  /** Empty for threads of the kernel. */
  readonly arguments: readonly string[];
};

/** All processes, by number; read once for all who look among them. */
export function readProcesses(host: Host): Promise<readonly Process[]> {
  return once(host, 'processes', async () => {
    const pids = (await host.list('/proc')).filter((name) => /^\d+$/.test(name));
    const found = await Promise.all(pids.map((pid) => readProcess(host, pid)));
    return found.filter((process) => process !== null).sort((a, b) => a.pid - b.pid);
  });
}

/** Command line as one text; threads of the kernel are shown in brackets, as by `ps`. */
export function commandOf(process: Process): string {
  return process.arguments.join(' ').trim() || `[${process.name}]`;
}

const COMMAND_LINE = { limitBytes: 64 * 1024, head: true } as const;

async function readProcess(host: Host, pid: string): Promise<Process | null> {
  const stat = await host.read(`/proc/${pid}/stat`);
  const facts = stat === null ? null : parseStat(stat);
  if (facts === null) return null; // it ended meanwhile
  // Threads of the kernel belong to root, have no memory of their own, and no command line.
  if (facts.isKernelThread) return toProcess(pid, facts, 0, 0, []);
  const status = (await host.read(`/proc/${pid}/status`)) ?? '';
  // The kernel looks into the memory of the process for this: one that waits for a device may not let it.
  const waits = facts.state === 'D' ? ({ ...COMMAND_LINE, mayWait: true } as const) : COMMAND_LINE;
  const commandLine = (await host.read(`/proc/${pid}/cmdline`, waits)) ?? '';
  const [, uid] = /^Uid:\s+\d+\s+(\d+)/m.exec(status) ?? [];
  const [, residentKiB] = /^VmRSS:\s+(\d+)/m.exec(status) ?? [];
  const args = commandLine === '' ? [] : commandLine.replace(/\0+$/, '').split('\0');
  return toProcess(pid, facts, uid === undefined ? null : Number(uid), Number(residentKiB ?? 0), args);
}

function toProcess(
  pid: string,
  { isKernelThread: _, ...facts }: Stat,
  uid: number | null,
  residentKiB: number,
  args: readonly string[],
): Process {
  return { pid: Number(pid), ...facts, uid, residentKiB, arguments: args };
}

type Stat = {
  readonly name: string;
  readonly state: string;
  readonly parentPid: number;
  readonly terminal: number;
  readonly cpuTicks: number;
  readonly startTicks: number;
  readonly virtualBytes: number;
  readonly isKernelThread: boolean;
};

/** PF_KTHREAD of the kernel's sched.h. */
const KERNEL_THREAD = 0x20_0000;

/** `/proc/PID/stat`; the name stands in brackets and may hold brackets and spaces itself. Source: proc_pid_stat(5). */
export function parseStat(text: string): Stat | null {
  const [, name, rest] = /^\d+ \((.*)\) (.*)$/s.exec(text.trim()) ?? [];
  if (name === undefined || rest === undefined) return null;
  const fields = rest.split(' '); // the first, the state, is field 3 there
  const field = (number: number) => Number(fields[number - 3] ?? 0);
  return {
    name,
    state: fields[0] ?? '',
    parentPid: field(4),
    terminal: field(7),
    cpuTicks: field(14) + field(15),
    startTicks: field(22),
    virtualBytes: field(23),
    isKernelThread: (field(9) & KERNEL_THREAD) !== 0,
  };
}
