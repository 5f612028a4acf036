import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import { type Host, readValue } from '../../host/host.ts';
import { parsePasswd } from '../../linux/accounts.ts';
import { toDateTime } from '../../linux/date-times.ts';

/** Ticks of a second in `/proc`. Since Linux 2.6 the same on every architecture (USER_HZ). */
const TICKS = 100;

/** Running processes, from `/proc`. */
export const linuxProcesses = defineCollector({
  name: 'linux/processes',
  section: sections.processes,
  platforms: ['linux'],
  async collect(host) {
    const pids = (await host.list('/proc')).filter((name) => /^\d+$/.test(name)).sort((a, b) => Number(a) - Number(b));
    if (pids.length === 0) return null;
    const machine = await readMachine(host);
    const found = await Promise.all(pids.map((pid) => readProcess(host, pid, machine)));
    return found.filter((process) => process !== null);
  },
});

type Machine = {
  readonly bootedMs: number;
  readonly nowMs: number;
  readonly memoryKiB: number;
  readonly logins: ReadonlyMap<number, string>;
};

async function readMachine(host: Host): Promise<Machine> {
  const [stat, memory, passwd, uptime] = await Promise.all([
    host.read('/proc/stat'),
    host.read('/proc/meminfo'),
    host.read('/etc/passwd'),
    readValue(host, '/proc/uptime'),
  ]);
  const nowMs = host.now().getTime();
  const [, booted] = /^btime (\d+)$/m.exec(stat ?? '') ?? [];
  const [, total] = /^MemTotal:\s+(\d+)/m.exec(memory ?? '') ?? [];
  return {
    nowMs,
    bootedMs: booted === undefined ? nowMs - Number.parseFloat(uptime ?? '0') * 1000 : Number(booted) * 1000,
    memoryKiB: Number(total ?? 0),
    logins: new Map(parsePasswd(passwd ?? '').map(({ uid, login }) => [uid, login])),
  };
}

async function readProcess(host: Host, pid: string, machine: Machine): Promise<Found<'processes'> | null> {
  const [stat, status, commandLine] = await Promise.all([
    host.read(`/proc/${pid}/stat`),
    host.read(`/proc/${pid}/status`),
    host.read(`/proc/${pid}/cmdline`, { limitBytes: 64 * 1024 }),
  ]);
  const facts = stat === null ? null : parseStat(stat);
  if (facts === null) return null; // it ended meanwhile
  const value = (name: string) => new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status ?? '')?.[1];
  const startedMs = machine.bootedMs + (facts.startTicks / TICKS) * 1000;
  const lifeS = Math.max(1, (machine.nowMs - startedMs) / 1000);
  const uid = Number(value('Uid') ?? Number.NaN);
  return {
    pid: Number(pid),
    user: machine.logins.get(uid) ?? (Number.isNaN(uid) ? null : String(uid)),
    command: toCommand(commandLine ?? '', facts.name),
    cpuUsage: tenth((facts.cpuTicks / TICKS / lifeS) * 100),
    memoryUsage: machine.memoryKiB === 0 ? null : tenth((Number(value('VmRSS') ?? 0) / machine.memoryKiB) * 100),
    virtualMemory: Math.round(facts.virtualBytes / 1024),
    terminal: terminalName(facts.terminal),
    startedAt: toDateTime(new Date(startedMs)),
  };
}

const tenth = (value: number) => Math.round(value * 10) / 10;

type Stat = {
  readonly name: string;
  readonly terminal: number;
  readonly cpuTicks: number;
  readonly startTicks: number;
  readonly virtualBytes: number;
};

/** `/proc/PID/stat`; the name stands in brackets and may hold brackets and spaces itself. Source: proc_pid_stat(5). */
export function parseStat(text: string): Stat | null {
  const [, name, rest] = /^\d+ \((.*)\) (.*)$/s.exec(text.trim()) ?? [];
  if (name === undefined || rest === undefined) return null;
  const fields = rest.split(' ').map(Number); // the first, the state, is field 3 there
  const field = (number: number) => fields[number - 3] ?? 0;
  return {
    name,
    terminal: field(7),
    cpuTicks: field(14) + field(15),
    startTicks: field(22),
    virtualBytes: field(23),
  };
}

/** Arguments joined by spaces; threads of the kernel have none and are shown in brackets, as by `ps`. */
function toCommand(commandLine: string, name: string): string {
  return commandLine.replaceAll('\0', ' ').trim() || `[${name}]`;
}

/** Device number → name as of `ps`. Source: Documentation/admin-guide/devices.txt. */
export function terminalName(device: number): string | null {
  const major = (device >> 8) & 0xfff;
  const minor = (device & 0xff) | ((device >> 12) & 0xfff00);
  if (device === 0) return null;
  if (major >= 136 && major <= 143) return `pts/${(major - 136) * 256 + minor}`;
  if (major === 4) return minor < 64 ? `tty${minor}` : `ttyS${minor - 64}`;
  return major === 204 ? `ttyAMA${Math.max(0, minor - 64)}` : null;
}
