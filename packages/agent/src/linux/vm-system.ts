import { type Host, once, readValue } from '../host/host.ts';
import { readContainer } from './containers.ts';
import { type Dmi, readDmi } from './dmi.ts';

/** What this system runs in, in the words servers know; `Physical` when nothing speaks for a virtual machine. */
export function readVmSystem(host: Host): Promise<string> {
  return once(host, 'vm system', async () => {
    const container = await readContainer(host);
    if (container !== null) return container;
    const named = nameFromDmi(await readDmi(host));
    if (named !== null) return named;
    const xen = await readXen(host);
    if (xen !== null) return xen;
    const told = await readHypervisor(host);
    if (told !== null) return told;
    // The processor tells that there is a hypervisor, but not which.
    const cpuinfo = (await host.read('/proc/cpuinfo', { limitBytes: 16 * 1024 })) ?? '';
    return /^flags\s*:.*\bhypervisor\b/m.test(cpuinfo) ? 'Virtual Machine' : 'Physical';
  });
}

type Hint = readonly [field: keyof Dmi, pattern: RegExp, name: string];

/** In the order they are tried: hypervisors built on others keep the others' firmware. */
const HINTS: readonly Hint[] = [
  ['systemManufacturer', /vmware/i, 'VMware'],
  ['systemModel', /virtualbox/i, 'VirtualBox'],
  ['systemManufacturer', /innotek/i, 'VirtualBox'],
  ['boardModel', /virtualbox/i, 'VirtualBox'],
  ['systemManufacturer', /parallels/i, 'Parallels'],
  ['systemManufacturer', /xen/i, 'Xen'],
  ['systemModel', /vmware/i, 'VMware'],
  ['systemModel', /\bkvm\b/i, 'KVM'],
  ['systemModel', /\bhvm domu\b/i, 'Xen'],
  // Clouds, and what manages virtual machines: all of these are KVM under names of their own.
  ['systemModel', /openstack|ovirt|rhev|droplet|\bahv\b|vserver|google compute engine/i, 'KVM'],
  ['systemManufacturer', /^(?:openstack foundation|ovirt|alibaba cloud|digitalocean)\b/i, 'KVM'],
  ['systemManufacturer', /bhyve/i, 'bhyve'],
  ['systemManufacturer', /apple virtualization/i, 'Apple Virtualization'],
  ['systemManufacturer', /qemu/i, 'QEMU'],
  ['biosManufacturer', /qemu|bochs|seabios/i, 'QEMU'],
];

export function nameFromDmi(dmi: Dmi): string | null {
  // Surface tablets are made by Microsoft, too.
  if (/microsoft/i.test(dmi.systemManufacturer ?? '') && /virtual/i.test(dmi.systemModel ?? '')) return 'Hyper-V';
  const hint = HINTS.find(([field, pattern]) => pattern.test(dmi[field] ?? ''));
  if (hint !== undefined) return hint[2];
  return /virtual machine/i.test(dmi.systemModel ?? '') ? 'Virtual Machine' : null;
}

/** Machines without such firmware: the device tree of ARM and POWER, and what the kernel of a mainframe is told. */
async function readHypervisor(host: Host): Promise<string | null> {
  const compatible = await readValue(host, '/proc/device-tree/hypervisor/compatible');
  if (compatible !== null) return /kvm/i.test(compatible) ? 'KVM' : /xen/i.test(compatible) ? 'Xen' : 'Virtual Machine';
  const [, program] = /^VM00 Control Program:\s*(\S+)/m.exec((await host.read('/proc/sysinfo')) ?? '') ?? [];
  if (program === undefined) return null;
  return /^kvm/i.test(program) ? 'KVM' : program;
}

async function readXen(host: Host): Promise<string | null> {
  const type = await readValue(host, '/sys/hypervisor/type');
  const capabilities = await host.read('/proc/xen/capabilities');
  if (type !== 'xen' && capabilities === null) return null;
  return capabilities?.includes('control_d') === true ? 'Physical' : 'Xen';
}
