import type { Host } from '../../host/host.ts';
import { type Guest, toMebibytes } from './guest.ts';

const DRIVERS = ['qemu', 'lxc', 'libxl'];

/**
 * Guests of libvirt: its own files where root may read them, else what `virsh` says.
 *
 * `/etc/libvirt/DRIVER` has the definitions, `/run/libvirt/DRIVER` what runs now.
 */
export async function readLibvirt(host: Host): Promise<Guest[] | null> {
  const found = await Promise.all(DRIVERS.map((driver) => readDriver(host, driver)));
  const guests = found.flat();
  if (guests.length > 0) return guests;
  const sockets = await host.list('/run/libvirt');
  if (host.isRoot || !sockets.some((name) => name.endsWith('-sock-ro') || name.endsWith('-sock'))) return null;
  return await askVirsh(host);
}

async function readDriver(host: Host, driver: string): Promise<Guest[]> {
  const [defined, running] = await Promise.all([
    readDomains(host, `/etc/libvirt/${driver}`),
    readDomains(host, `/run/libvirt/${driver}`),
  ]);
  const names = new Set(running.map(({ name }) => name));
  return [...running, ...defined.filter(({ name }) => !names.has(name))];
}

async function readDomains(host: Host, folder: string): Promise<Guest[]> {
  const files = (await host.list(folder)).filter((name) => name.endsWith('.xml'));
  const texts = await Promise.all(files.map((name) => host.read(`${folder}/${name}`)));
  return texts.map((text) => parseDomain(text ?? '')).filter((guest) => guest !== null);
}

async function askVirsh(host: Host): Promise<Guest[] | null> {
  const listed = parseVirshList((await host.run('virsh', ['--readonly', 'list', '--all'])) ?? '');
  if (listed.length === 0) return null;
  const guests: Guest[] = [];
  for (const guest of listed) {
    const text = await host.run('virsh', ['--readonly', 'dumpxml', guest.name ?? '']);
    guests.push({ ...parseDomain(text ?? ''), ...guest });
  }
  return guests;
}

const STATES: Readonly<Record<string, string>> = {
  running: 'running',
  blocked: 'blocked',
  idle: 'idle',
  paused: 'paused',
  pmsuspended: 'paused',
  'in shutdown': 'shutdown',
  shutdown: 'shutdown',
  'shut off': 'off',
  shutoff: 'off',
  crashed: 'crashed',
  dying: 'dying',
};

/** Columns number, name and state; a name and a state may have spaces. The host itself is no guest. */
export function parseVirshList(output: string): Guest[] {
  return [
    ...output.matchAll(
      /^[ \t]*(\d+|-)\s+(\S.*?)\s+(running|blocked|idle|paused|pmsuspended|in shutdown|shut off|crashed|dying)[ \t]*$/gm,
    ),
  ]
    .map(([, id = '', name = '', state = '']) => ({
      name,
      status: STATES[state] ?? null,
      type: 'libvirt',
      vmId: id === '-' ? null : id,
    }))
    .filter(({ name }) => name !== 'Domain-0');
}

/** A `<domain>`, perhaps within the `<domstatus>` of one that runs; null where there is none. Source: libvirt, domain format. */
export function parseDomain(xml: string): Guest | null {
  const [, technology] = /<domain\b[^>]*\btype=['"](\w+)['"]/.exec(xml) ?? [];
  if (technology === undefined) return null;
  const element = (name: string) => {
    const [, attributes = '', text] = new RegExp(`<${name}\\b([^>]*)>([^<]*)</${name}>`).exec(xml) ?? [];
    return text === undefined ? null : { attributes, text: decodeEntities(text.trim()) };
  };
  const memory = element('memory');
  const [, unit] = /unit=['"](\w+)['"]/.exec(memory?.attributes ?? '') ?? [];
  const [, state] = /<domstatus\b[^>]*\bstate=['"]([\w ]+)['"]/.exec(xml) ?? [];
  const [, id] = /<domain\b[^>]*\bid=['"](\d+)['"]/.exec(xml) ?? [];
  const [, serial] = /<entry name=['"]serial['"]>([^<]*)</.exec(xml) ?? [];
  const macs = [...xml.matchAll(/<mac address=['"]([0-9a-f:]+)['"]/gi)].map(([, mac = '']) => mac);
  const processors = element('vcpu')?.text;
  return {
    name: element('name')?.text ?? null,
    uuid: element('uuid')?.text ?? null,
    status: state === undefined ? 'off' : (STATES[state] ?? null),
    type: 'libvirt',
    subsystem: technology,
    memory: toMebibytes(memory?.text, unit ?? 'KiB'),
    cpuCount: processors !== undefined && /^\d+$/.test(processors) ? Number(processors) : null,
    mac: [...new Set(macs)].join('/') || null,
    serial: serial === undefined ? null : decodeEntities(serial.trim()),
    vmId: id ?? null,
    comment: element('title')?.text ?? null,
  };
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function decodeEntities(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ENTITIES[name] ?? '');
}
