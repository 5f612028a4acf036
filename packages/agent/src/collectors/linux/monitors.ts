import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import type { Host } from '../../host/host.ts';
import { decodeEdid, toBase64 } from '../../linux/edid.ts';

const FOLDER = '/sys/class/drm';

/** Screens that are plugged in: the identification block each graphics connector has read. */
export const linuxMonitors = defineCollector({
  name: 'linux/monitors',
  section: sections.monitors,
  platforms: ['linux'],
  async collect(host) {
    const connectors = (await host.list(FOLDER)).filter((name) => /^card\d+-/.test(name));
    const found = (await Promise.all(connectors.map((name) => readMonitor(host, name)))).filter((m) => m !== null);
    return found.length === 0 ? null : found;
  },
});

async function readMonitor(host: Host, connector: string): Promise<Found<'monitors'> | null> {
  const bytes = await host.readBytes(`${FOLDER}/${connector}/edid`);
  const edid = bytes === null ? null : decodeEdid(bytes);
  if (bytes === null || edid === null) return null; // nothing plugged in
  return {
    caption: edid.name,
    manufacturer: edid.manufacturer ?? (await findMaker(host, edid.pnpId)) ?? edid.pnpId,
    serial: edid.serial,
    alternateSerial: edid.alternateSerial,
    description: edid.madeIn,
    port: connector.replace(/^card\d+-/, ''),
    edid: toBase64(bytes),
  };
}

/** Lines of three letters, a tab and the name, where the list of all makers is installed. */
async function findMaker(host: Host, pnpId: string): Promise<string | null> {
  const list = (await host.read('/usr/share/hwdata/pnp.ids')) ?? (await host.read('/usr/share/misc/pnp.ids'));
  const line = list?.split('\n').find((text) => text.startsWith(`${pnpId}\t`));
  return line?.slice(4).trim() || null;
}
