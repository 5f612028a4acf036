import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { deviceTitle, readPciDevices } from '../../linux/pci-devices.ts';

/** Sound devices: PCI devices of the audio classes. */
export const linuxSounds = defineCollector({
  name: 'linux/sounds',
  section: sections.sounds,
  platforms: ['linux'],
  async collect(host) {
    const devices = (await readPciDevices(host)).filter(({ classId }) => classId === '0401' || classId === '0403');
    if (devices.length === 0) return null;
    return devices.map((device) => ({
      name: deviceTitle(device),
      manufacturer: device.vendorName,
      caption: device.subsystemName,
      description: device.revision === null ? null : `rev ${device.revision}`,
    }));
  },
});
