import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { deviceTitle, readPciDevices } from '../../linux/pci-devices.ts';

/** Modems on the PCI buses. */
export const linuxModems = defineCollector({
  name: 'linux/modems',
  section: sections.modems,
  platforms: ['linux'],
  async collect(host) {
    const found = (await readPciDevices(host)).filter((device) => {
      return device.classId === '0703' || /modem/i.test(device.deviceName ?? '');
    });
    if (found.length === 0) return null;
    return found.map((device) => ({
      name: deviceTitle(device),
      manufacturer: device.vendorName,
      description: device.className,
    }));
  },
});
