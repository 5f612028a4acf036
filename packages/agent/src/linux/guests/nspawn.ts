import { type Host, readValue } from '../../host/host.ts';
import { containerUuid, type Guest } from './guest.ts';

/** Containers of systemd-nspawn: those that run, and the trees that could. Other managers register their machines there too. */
export async function readNspawn(host: Host): Promise<Guest[] | null> {
  const [running, images] = await Promise.all([host.list('/run/systemd/machines'), host.list('/var/lib/machines')]);
  const names = running.filter((name) => !name.startsWith('unit:'));
  const texts = await Promise.all(names.map((name) => host.read(`/run/systemd/machines/${name}`)));
  const guests = texts.map((text) => parseMachine(text ?? '')).filter((guest) => guest !== null);
  const known = new Set(guests.map(({ name }) => name));
  for (const image of images) {
    const name = image.replace(/\.raw$/, '');
    if (image.startsWith('.') || known.has(name)) continue;
    guests.push({
      name,
      status: 'off',
      type: 'systemd-nspawn',
      subsystem: 'systemd-nspawn',
      image: `/var/lib/machines/${image}`,
    });
  }
  if (guests.length === 0) return null;
  return Promise.all(guests.map(async (guest) => ({ ...guest, uuid: await readUuid(host, guest) })));
}

/** As the container itself computes it. */
async function readUuid(host: Host, { image, name }: Guest): Promise<string | null> {
  if (image == null || image.endsWith('.raw')) return null;
  const hostName = (await readValue(host, `${image}/etc/hostname`)) ?? name ?? null;
  return containerUuid(await readValue(host, `${image}/etc/machine-id`), hostName);
}

/** `NAME=value` lines; null for what libvirt and others registered. */
export function parseMachine(text: string): Guest | null {
  const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1] || null;
  if (value('CLASS') !== 'container' || value('SERVICE') !== 'systemd-nspawn') return null;
  return {
    name: value('NAME'),
    status: 'running',
    type: 'systemd-nspawn',
    subsystem: 'systemd-nspawn',
    image: value('ROOT'),
  };
}
