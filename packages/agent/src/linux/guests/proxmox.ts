import type { Host } from '../../host/host.ts';
import { type Guest, toMebibytes } from './guest.ts';

/** Virtual machines and containers of Proxmox VE, those that are off as well, from its own files. */
export async function readProxmox(host: Host): Promise<Guest[] | null> {
  const [machines, containers] = await Promise.all([
    readFolder(host, '/etc/pve/qemu-server', (id) => `/run/qemu-server/${id}.pid`, 'kvm'),
    readFolder(host, '/etc/pve/lxc', (id) => `/run/lxc/lock/var/lib/lxc/.${id}.running`, 'lxc'),
  ]);
  const guests = [...machines, ...containers];
  return guests.length === 0 ? null : guests;
}

async function readFolder(
  host: Host,
  folder: string,
  runFile: (id: string) => string,
  type: 'kvm' | 'lxc',
): Promise<Guest[]> {
  const files = (await host.list(folder)).filter((name) => /^\d+\.conf$/.test(name));
  return Promise.all(
    files.map(async (file) => {
      const id = file.replace('.conf', '');
      const [text, isRunning] = await Promise.all([
        host.read(`${folder}/${file}`),
        type === 'kvm' ? host.stat(runFile(id)) : isContainerRunning(host, id),
      ]);
      return { ...parseProxmox(text ?? '', type), vmId: id, status: isRunning ? 'running' : 'off' };
    }),
  );
}

/** The kernel keeps a group of processes for each container that runs. */
async function isContainerRunning(host: Host, id: string): Promise<boolean> {
  const groups = await Promise.all([
    host.stat(`/sys/fs/cgroup/lxc/${id}`),
    host.stat(`/sys/fs/cgroup/lxc.monitor/${id}`),
    host.stat(`/sys/fs/cgroup/memory/lxc/${id}`),
  ]);
  return groups.some((group) => group !== null);
}

/** `name: value` lines; below the first `[` stand snapshots. */
export function parseProxmox(text: string, type: 'kvm' | 'lxc'): Guest {
  const [current = ''] = text.split(/^\[/m, 1);
  const value = (name: string) => new RegExp(`^${name}:\\s*(.*?)[ \\t]*$`, 'm').exec(current)?.[1];
  const macs = [...current.matchAll(/^net\d+:.*?\b([0-9A-F]{2}(?::[0-9A-F]{2}){5})\b/gim)].map(([, mac = '']) => mac);
  const cores = Number(value('cores') ?? 1) * Number(value('sockets') ?? 1);
  return {
    name: value('name') ?? value('hostname') ?? null,
    uuid: /\buuid=([0-9a-f-]{36})/i.exec(value('smbios1') ?? '')?.[1] ?? null,
    type,
    subsystem: 'proxmox',
    memory: toMebibytes(value('memory') ?? null, 'M'),
    cpuCount: cores > 0 && (value('cores') !== undefined || type === 'kvm') ? cores : null,
    mac: macs.join('/') || null,
    osName: value('ostype') ?? null,
  };
}
