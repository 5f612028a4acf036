import type { Host } from '../../host/host.ts';
import type { Guest } from './guest.ts';

/** Guests of Xen, from the host that controls them: XenServer's own list, else that of its tools. */
export async function readXenGuests(host: Host): Promise<Guest[] | null> {
  if ((await host.read('/proc/xen/capabilities'))?.includes('control_d') !== true) return null;
  const servers = await host.run('xe', ['vm-list', 'params=all'], { timeoutMs: 60_000 });
  if (servers !== null) return parseXeList(servers);
  const output = (await host.run('xl', ['list', '-v'])) ?? (await host.run('xm', ['list']));
  return output === null ? null : parseXenList(output);
}

const STATES: Readonly<Record<string, string>> = {
  r: 'running',
  b: 'blocked',
  p: 'paused',
  s: 'shutdown',
  c: 'crashed',
  d: 'dying',
};

/** Columns name, number, memory, processors, letters of states, time; the host itself is no guest. Names may have spaces. */
export function parseXenList(output: string): Guest[] {
  return [...output.matchAll(/^(\S.*?)\s+(\d+)\s+(\d+)\s+(\d+)\s+([a-z-]{6})\s+[\d.]+(?:\s+([0-9a-f-]{36}))?/gm)]
    .map(([, name = '', id = '', memory = '', processors = '', letters = '', uuid]) => ({
      name,
      vmId: id,
      uuid: uuid ?? null,
      memory: Number(memory),
      cpuCount: Number(processors),
      status: STATES[letters.replaceAll('-', '')[0] ?? ''] ?? 'off',
      type: 'xen',
      subsystem: 'xm',
    }))
    .filter(({ name }) => name !== 'Domain-0');
}

/** The UUID of one guest, as `xm list -l` or `xl list -v` prints it. */
export function parseXenUuid(output: string): string | null {
  return (
    /\(uuid ([0-9a-f-]{36})\)|\s([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\s/.exec(output)?.slice(1).find(Boolean) ??
    null
  );
}

/** Blocks of `name ( RO): value` lines, as XenServer's program prints them; control domains, templates and snapshots are no guests. */
export function parseXeList(output: string): Guest[] {
  return output
    .split(/^(?=uuid )/m)
    .map(parseXeBlock)
    .filter((guest) => guest !== null);
}

function parseXeBlock(block: string): Guest | null {
  const value = (name: string) =>
    new RegExp(`^[ \\t]*${name} \\([A-Z ]+\\)(?: \\[\\w+\\])? *:[ \\t]*(.*?)[ \\t]*$`, 'm').exec(block)?.[1] || null;
  const uuid = value('uuid');
  const isOther = ['is-control-domain', 'is-a-template', 'is-a-snapshot'].some((name) => value(name) === 'true');
  const name = value('name-label');
  if (uuid === null || isOther || name?.startsWith('Control domain on host') === true) return null;
  const state = value('power-state');
  const processors = value('VCPUs-number');
  return {
    name,
    uuid,
    comment: value('name-description'),
    status: state === 'halted' ? 'shutdown' : state === 'suspended' ? 'paused' : state,
    type: 'xen',
    subsystem: 'xe',
    memory: Math.trunc(Number(value('memory-actual') ?? 0) / 1024 ** 2),
    cpuCount: processors === null ? null : Number(processors),
    vmId: value('dom-id'),
    ...readGuestSystem(value('os-version'), value('networks')),
  };
}

/** What the tools inside of the guest told: `name: Debian 12; distro: debian; …`, `0/ip: 192.0.2.1; …`. */
function readGuestSystem(system: string | null, networks: string | null): Guest {
  return {
    osName: /(?:^|; )name: ([^;]+)/.exec(system ?? '')?.[1] ?? null,
    osKernelVersion: /(?:^|; )uname: ([^;]+)/.exec(system ?? '')?.[1] ?? null,
    ip: /(?:^|; )\d+\/ip: ([^;]+)/.exec(networks ?? '')?.[1] ?? null,
  };
}
