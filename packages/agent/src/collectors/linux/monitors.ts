import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import type { Host } from '../../host/host.ts';
import { decodeEdid, toBase64 } from '../../linux/edid.ts';
import { readPnpMaker } from '../../linux/pnp-ids.ts';
import { readXScreens } from '../../linux/x-server.ts';

const FOLDER = '/sys/class/drm';

/** Screens that are plugged in: the identification block each graphics connector has read, else those of the display server. */
export const linuxMonitors = defineCollector({
  name: 'linux/monitors',
  section: sections.monitors,
  platforms: ['linux'],
  async collect(host) {
    const connectors = (await host.list(FOLDER)).filter((name) => /^card\d+-/.test(name));
    const blocks = (await Promise.all(connectors.map((name) => readBlock(host, name)))).filter(
      (block) => block !== null,
    );
    const told = blocks.length > 0 ? blocks : await askDisplayServer(host);
    const found = (await Promise.all(told.map((block) => toMonitor(host, block)))).filter(
      (monitor) => monitor !== null,
    );
    return found.length === 0 ? null : found;
  },
});

type Block = { readonly port: string; readonly bytes: Uint8Array };

async function readBlock(host: Host, connector: string): Promise<Block | null> {
  const bytes = await host.readBytes(`${FOLDER}/${connector}/edid`);
  // Empty: nothing is plugged in.
  return bytes === null || bytes.length === 0 ? null : { port: connector.replace(/^card\d+-/, ''), bytes };
}

/** Drivers of their own, such as NVIDIA's, may leave the connectors of the kernel empty. */
async function askDisplayServer(host: Host): Promise<Block[]> {
  const screens = await readXScreens(host);
  return screens.flatMap(({ outputs }) =>
    outputs.flatMap(({ name, edid }) => (edid === null ? [] : [{ port: name, bytes: edid }])),
  );
}

export async function toMonitor(host: Host, { port, bytes }: Block): Promise<Found<'monitors'> | null> {
  const edid = decodeEdid(bytes);
  if (edid === null) return null;
  return {
    caption: edid.name,
    manufacturer: edid.manufacturer ?? (await readPnpMaker(host, edid.pnpId)) ?? edid.pnpId,
    serial: edid.serial,
    alternateSerial: edid.alternateSerial,
    description: edid.madeIn,
    port,
    edid: toBase64(bytes),
  };
}
