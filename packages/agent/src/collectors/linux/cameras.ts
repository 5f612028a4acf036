import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import { type Host, readLinkName, readValue } from '../../host/host.ts';

const FOLDER = '/sys/class/video4linux';

/** Cameras: USB devices that the kernel's driver for them runs, and those built into boards. */
export const linuxCameras = defineCollector({
  name: 'linux/cameras',
  section: sections.cameras,
  platforms: ['linux'],
  async collect(host) {
    const nodes = await host.list(FOLDER);
    const found = (await Promise.all(nodes.map((name) => readCamera(host, name)))).filter((camera) => camera !== null);
    return found.length === 0 ? null : found;
  },
});

/** Their names; codecs and converters have nodes as well. */
const CAMERA = /camera|webcam|sensor|^(?:ov|imx|unicam)\w*/i;

async function readCamera(host: Host, name: string): Promise<Found<'cameras'> | null> {
  const folder = `${FOLDER}/${name}`;
  // A camera has a node for pictures and one for what it says of them.
  if (((await readValue(host, `${folder}/index`)) ?? '0') !== '0') return null;
  const [title, driver] = await Promise.all([
    readValue(host, `${folder}/name`),
    readLinkName(host, `${folder}/device/driver`),
  ]);
  if (title === null || (driver !== 'uvcvideo' && !CAMERA.test(title))) return null;
  const [manufacturer, product] = await Promise.all([
    readValue(host, `${folder}/device/../manufacturer`),
    readValue(host, `${folder}/device/../product`),
  ]);
  return { designation: title, manufacturer, model: product ?? title };
}
