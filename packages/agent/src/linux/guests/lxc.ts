import { type Host, readValue } from '../../host/host.ts';
import { readProcesses } from '../processes.ts';
import { containerUuid, countProcessors, type Guest, parseAssignments, toMebibytes } from './guest.ts';

const FOLDER = '/var/lib/lxc';

/** Containers of LXC: their settings, and whether a process watches over them. */
export async function readLxc(host: Host): Promise<Guest[] | null> {
  // Those of Proxmox stand here as well, under their numbers.
  if ((await host.list('/etc/pve/lxc')).length > 0) return null;
  const names = await host.list(FOLDER);
  const found = await Promise.all(names.map((name) => readContainer(host, name)));
  const guests = found.filter((guest) => guest !== null);
  return guests.length === 0 ? null : guests;
}

async function readContainer(host: Host, name: string): Promise<Guest | null> {
  const text = await host.read(`${FOLDER}/${name}/config`);
  if (text === null) return null;
  const guest = parseLxcConfig(text, name);
  const [machineId, processes] = await Promise.all([
    readValue(host, `${FOLDER}/${name}/rootfs/etc/machine-id`),
    readProcesses(host),
  ]);
  const watched = processes.some((process) => isMonitor(process.arguments.join(' '), name));
  return {
    ...guest,
    uuid: await containerUuid(machineId, parseAssignments(text)['lxc.uts.name'] ?? name),
    status: watched ? 'running' : 'off',
  };
}

/** `[lxc monitor] /var/lib/lxc NAME`, or the program that started it and stayed. */
export function isMonitor(command: string, name: string): boolean {
  const words = command.split(' ');
  if (command.startsWith('[lxc monitor] ')) return words.at(-1) === name;
  if (!/(?:^|\/)lxc-start$/.test(words[0] ?? '')) return false;
  return (
    words.some((word, at) => word === name && /^(?:-n|--name)$/.test(words[at - 1] ?? '')) ||
    words.includes(`--name=${name}`)
  );
}

/** Settings as in the file `config`, or as `lxc-info -c` prints them; names changed with versions 2.1 and with cgroup v2. */
export function parseLxcConfig(text: string, name: string): Guest {
  const values = parseAssignments(text);
  const macs = Object.entries(values).filter(([key]) => /^lxc\.net(?:work)?(?:\.\d+)?\.hwaddr$/.test(key));
  return {
    name,
    status: parseLxcState(text) ?? 'off',
    type: 'lxc',
    subsystem: null,
    memory: toMebibytes(values['lxc.cgroup2.memory.max'] ?? values['lxc.cgroup.memory.limit_in_bytes']),
    cpuCount: countProcessors(values['lxc.cgroup2.cpuset.cpus'] ?? values['lxc.cgroup.cpuset.cpus']),
    mac: macs.map(([, mac]) => mac.toLowerCase()).join('/') || null,
  };
}

const STATES: Readonly<Record<string, string>> = { RUNNING: 'running', FROZEN: 'paused', STOPPED: 'off' };

/** The line `State:` of `lxc-info`. */
export function parseLxcState(text: string): string | null {
  const [, state] = /^State:\s*(\w+)/m.exec(text) ?? [];
  return state === undefined ? null : (STATES[state] ?? 'off');
}
