import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import type { Host } from '../../host/host.ts';
import { readAccountNames } from '../../linux/accounts.ts';
import { readBootMs, TICKS } from '../../linux/boot-time.ts';
import { toDateTime } from '../../linux/date-times.ts';
import { commandOf, type Process, readProcesses } from '../../linux/processes.ts';

/** Running processes, from `/proc`. */
export const linuxProcesses = defineCollector({
  name: 'linux/processes',
  section: sections.processes,
  platforms: ['linux'],
  async collect(host) {
    const processes = await readProcesses(host);
    if (processes.length === 0) return null;
    const machine = await readMachine(host);
    return processes.map((process) => toRow(process, machine));
  },
});

type Machine = {
  readonly bootedMs: number;
  readonly nowMs: number;
  readonly memoryKiB: number;
  readonly accounts: ReadonlyMap<number, string>;
};

async function readMachine(host: Host): Promise<Machine> {
  const [bootMs, memory, accounts] = await Promise.all([
    readBootMs(host),
    host.read('/proc/meminfo'),
    readAccountNames(host),
  ]);
  const nowMs = host.now().getTime();
  const [, total] = /^MemTotal:\s+(\d+)/m.exec(memory ?? '') ?? [];
  return {
    nowMs,
    bootedMs: bootMs ?? nowMs,
    memoryKiB: Number(total ?? 0),
    accounts,
  };
}

function toRow(process: Process, machine: Machine): Found<'processes'> {
  const startedMs = machine.bootedMs + (process.startTicks / TICKS) * 1000;
  const lifeS = Math.max(1, (machine.nowMs - startedMs) / 1000);
  return {
    pid: process.pid,
    user: process.uid === null ? null : (machine.accounts.get(process.uid) ?? String(process.uid)),
    command: commandOf(process),
    cpuUsage: tenth((process.cpuTicks / TICKS / lifeS) * 100),
    memoryUsage: machine.memoryKiB === 0 ? null : tenth((process.residentKiB / machine.memoryKiB) * 100),
    virtualMemory: Math.round(process.virtualBytes / 1024),
    terminal: terminalName(process.terminal),
    startedAt: toDateTime(new Date(startedMs)),
  };
}

const tenth = (value: number) => Math.round(value * 10) / 10;

/** Device number → name as of `ps`, Source: Documentation/admin-guide/devices.txt. */
export function terminalName(device: number): string | null {
  const major = (device >> 8) & 0xfff;
  const minor = (device & 0xff) | ((device >> 12) & 0xfff00);
  if (device === 0) return null;
  if (major >= 136 && major <= 143) return `pts/${(major - 136) * 256 + minor}`;
  if (major === 4) return minor < 64 ? `tty${minor}` : `ttyS${minor - 64}`;
  return major === 204 ? `ttyAMA${Math.max(0, minor - 64)}` : null;
}
