import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import { boundText } from '../../linux/bounded-text.ts';
import { deviceTitle, readPciDevices } from '../../linux/pci-devices.ts';

/** Sound devices: PCI devices of the audio classes; where there are none, the cards that the kernel numbers. */
export const linuxSounds = defineCollector({
  name: 'linux/sounds',
  section: sections.sounds,
  platforms: ['linux'],
  async collect(host) {
    const devices = (await readPciDevices(host)).filter(({ classId }) => classId === '0401' || classId === '0403');
    const rows =
      devices.length === 0
        ? parseCards((await host.read('/proc/asound/cards')) ?? '')
        : devices.map((device) => ({
            name: deviceTitle(device),
            manufacturer: device.vendorName,
            caption: device.subsystemName,
            description: device.revision === null ? null : `rev ${device.revision}`,
          }));
    return rows.length === 0 ? null : rows;
  },
});

/** ` 0 [Headset        ]: USB-Audio - USB Headset`, and a line that says where it is. */
export function parseCards(output: string): Found<'sounds'>[] {
  const text = boundText(output);
  return [...text.matchAll(/^\s*\d+ \[.*?\s*\]: (\S+) - (.+?)\s*\n\s+(.+?)\s*$/gm)].map(
    ([, driver = '', name = '', place = '']) => ({ name, caption: place, description: driver }),
  );
}
