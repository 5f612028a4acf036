import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { readDocker, readPodman } from '../../linux/guests/docker.ts';
import type { Guest, GuestReader } from '../../linux/guests/guest.ts';
import { readLibvirt } from '../../linux/guests/libvirt.ts';
import { readLxc } from '../../linux/guests/lxc.ts';
import { readLxd } from '../../linux/guests/lxd.ts';
import { readNspawn } from '../../linux/guests/nspawn.ts';
import { readOpenVz } from '../../linux/guests/openvz.ts';
import { readParallels } from '../../linux/guests/parallels.ts';
import { readProxmox } from '../../linux/guests/proxmox.ts';
import { readQemu } from '../../linux/guests/qemu.ts';
import { readVirtualBox } from '../../linux/guests/virtualbox.ts';
import { readVmware } from '../../linux/guests/vmware.ts';
import { readXenGuests } from '../../linux/guests/xen.ts';
import { settleAll } from '../../settle-all.ts';

/** QEMU stands last: those who manage its machines know more of them. */
const READERS: Readonly<Record<string, GuestReader>> = {
  docker: readDocker,
  podman: readPodman,
  libvirt: readLibvirt,
  proxmox: readProxmox,
  lxc: readLxc,
  lxd: readLxd,
  nspawn: readNspawn,
  virtualbox: readVirtualBox,
  vmware: readVmware,
  xen: readXenGuests,
  openvz: readOpenVz,
  parallels: readParallels,
  qemu: readQemu,
};

/** Virtual machines and containers on this machine, of all technologies; each is asked only where there is a trace of it. */
export const linuxVirtualMachines = defineCollector({
  name: 'linux/virtual-machines',
  section: sections.virtualMachines,
  platforms: ['linux'],
  timeoutMs: 120_000,
  async collect(host) {
    const readers = Object.entries(READERS).map(([name, read]) => [name, read(host)] as const);
    const found = await settleAll(host, Object.fromEntries(readers));
    return found.length === 0 ? null : withoutDoubles(found.flat());
  },
});

/** A machine of libvirt is also a process of QEMU. */
export function withoutDoubles(guests: readonly Guest[]): Guest[] {
  const known = new Set<string>();
  return guests.filter(({ uuid, name, vmId, type }) => {
    const keys = [uuid?.toLowerCase(), `${name}`, ...(type === 'kvm' && vmId != null ? [`kvm ${vmId}`] : [])];
    const isKnown = (type === 'kvm' || type === 'qemu') && keys.some((key) => key !== undefined && known.has(key));
    for (const key of keys) if (key !== undefined) known.add(key);
    return !isKnown;
  });
}
