import type { Host } from '../../host/host.ts';
import { type Guest, parseAssignments, toMebibytes } from './guest.ts';

/** Virtual machines of VMware Workstation and Player that run. */
export async function readVmware(host: Host): Promise<Guest[] | null> {
  if ((await host.stat('/etc/vmware')) === null) return null;
  const output = await host.run('vmrun', ['list']);
  const paths = (output ?? '').split('\n').filter((line) => line.startsWith('/') && line.endsWith('.vmx'));
  const texts = await Promise.all(paths.map((path) => host.read(path)));
  const guests = texts.filter((text) => text !== null).map((text) => ({ ...parseVmx(text), status: 'running' }));
  return guests.length === 0 ? null : guests;
}

/** `name = "value"` lines. */
export function parseVmx(text: string): Guest {
  const values = Object.fromEntries(
    Object.entries(parseAssignments(text)).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const processors = Number(values.numvcpus ?? 1);
  return {
    name: values.displayname ?? null,
    // Bytes of two digits with spaces, and a dash in the middle.
    uuid:
      values['uuid.bios']?.replace(/[ -]/g, '').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') ?? null,
    type: 'vmware',
    subsystem: 'VMware',
    memory: toMebibytes(values.memsize, 'M'),
    cpuCount: processors > 0 ? processors : null,
    mac: values['ethernet0.generatedaddress'] ?? values['ethernet0.address'] ?? null,
    osName: values.guestos ?? null,
    comment: values.annotation ?? null,
  };
}
