import type { Host } from '../../host/host.ts';
import { readDmi } from '../dmi.ts';
import { type Guest, parseAssignments, toMebibytes } from './guest.ts';

/** Containers of OpenVZ and Virtuozzo. */
export async function readOpenVz(host: Host): Promise<Guest[] | null> {
  if ((await host.stat('/proc/vz/version')) === null && (await host.stat('/etc/vz/conf')) === null) return null;
  const output = await host.run('vzlist', ['--all', '--no-header', '-o', 'hostname,ctid,cpulimit,status,ostemplate']);
  if (output === null) return null;
  const { uuid } = await readDmi(host);
  return Promise.all(
    parseVzList(output, uuid).map(async (guest) => {
      const settings = await host.read(`/etc/vz/conf/${guest.vmId}.conf`);
      const addresses =
        guest.status === 'running'
          ? await host.run('vzctl', ['exec', guest.vmId ?? '', 'ip', '-0', 'a'], { timeoutMs: 5_000 })
          : null;
      return { ...guest, ...parseVzSettings(settings ?? ''), mac: parseVzMac(addresses ?? '') };
    }),
  );
}

/** Columns host name, number, limit of processors, state, template. The number alone is no identifier beyond this host. */
export function parseVzList(output: string, hostUuid: string | null): Guest[] {
  return [...output.matchAll(/^[ \t]*(\S+)\s+(\S+)\s+(\d+|-)\s+(\w+)\s+(\S+)[ \t]*$/gm)].map(
    ([, name = '', id = '', , state = '', template = '']) => ({
      name,
      vmId: id,
      uuid: hostUuid === null ? null : `${hostUuid}-${id}`,
      status: state === 'running' ? 'running' : state === 'suspended' ? 'paused' : 'off',
      type: 'virtuozzo',
      subsystem: template,
    }),
  );
}

/** Memory is a pair of barrier and limit, in pages of 4 KiB where it has no letter. */
export function parseVzSettings(text: string): Pick<Guest, 'memory' | 'cpuCount'> {
  const values = parseAssignments(text);
  const limit = (values.SLMMEMORYLIMIT ?? values.PHYSPAGES ?? values.PRIVVMPAGES)?.split(':').at(-1) ?? '';
  const pages = /^\d+$/.test(limit) ? Number(limit) : null;
  const processors = Number(values.CPUS ?? 0);
  return {
    memory: pages === null ? toMebibytes(limit) : toMebibytes(pages * 4, 'K'),
    cpuCount: processors > 0 ? processors : null,
  };
}

/** Addresses of hardware, but for those of zeros. */
export function parseVzMac(output: string): string | null {
  const macs = [...output.matchAll(/link\/ether ([0-9a-f:]{17})/g)].map(([, mac = '']) => mac);
  return macs.filter((mac) => !/^[0:]+$/.test(mac)).join('/') || null;
}
