import type { Host } from '../../host/host.ts';
import { type Guest, toMebibytes } from './guest.ts';

/** Virtual machines of VirtualBox that belong to the user of the agent. */
export async function readVirtualBox(host: Host): Promise<Guest[] | null> {
  const output = await host.run('VBoxManage', ['-nologo', 'list', '--long', 'vms']);
  if (output === null) return null;
  const guests = parseVBoxManage(output);
  return guests.length === 0 ? null : guests;
}

/** Blocks that begin with `Name:` at the start of a line and have a `UUID:` of their own. */
export function parseVBoxManage(output: string): Guest[] {
  return output
    .split(/^(?=Name: )/m)
    .map((block) => {
      const value = (name: string) => new RegExp(`^${name}:[ \\t]+(.*?)[ \\t]*$`, 'm').exec(block)?.[1] ?? null;
      const processors = value('Number of CPUs');
      const macs = [...block.matchAll(/^NIC \d+:.*?\bMAC: ([0-9A-F]{12})\b/gm)].map(([, mac = '']) =>
        (mac.match(/../g) ?? []).join(':'),
      );
      return {
        name: value('Name'),
        uuid: value('UUID'),
        status: toState(value('State') ?? ''),
        type: 'virtualbox',
        subsystem: 'Oracle VM VirtualBox',
        memory: toMebibytes(value('Memory size')?.replace(/MB$/, 'M') ?? null),
        cpuCount: processors === null ? null : Number(processors),
        mac: macs.join('/').toLowerCase() || null,
        osName: value('Guest OS'),
      };
    })
    .filter(({ uuid, name }) => uuid !== null && name !== null);
}

/** "powered off (since …)", "running (since …)", "saved (since …)", "aborted…". */
function toState(text: string): string {
  if (/^(?:running|starting|restoring)/.test(text)) return 'running';
  if (/^(?:paused|saved|saving)/.test(text)) return 'paused';
  return /^(?:aborted|guru)/.test(text) ? 'crashed' : 'off';
}
