import type { Host } from '../../host/host.ts';
import { readHomes } from '../homes.ts';
import { type Guest, toMebibytes } from './guest.ts';

const ARGS = ['-nologo', 'list', '--long', 'vms'];

/** Virtual machines of VirtualBox: of the user of the agent, and of each other where their folders may be looked into. */
export async function readVirtualBox(host: Host): Promise<Guest[] | null> {
  const output = await host.run('VBoxManage', ARGS);
  if (output === null) return null;
  const guests = parseVBoxManage(output);
  for (const { login, uid, gid, folder } of await readHomes(host)) {
    if (!host.isRoot || (await host.list(`${folder}/.config/VirtualBox`)).length === 0) continue;
    const own = await host.run('VBoxManage', ARGS, { uid, gid, environment: { HOME: folder } });
    guests.push(...parseVBoxManage(own ?? '').map((guest) => ({ ...guest, owner: login })));
  }
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
